import type { AppointmentKind } from '../../src/domain/appointment.ts'
import { type IntegrationError, isIntegrationError } from '../../src/domain/errors.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { searchAppointments } from '../../src/fhir/appointment-search.ts'
import type { FhirClient } from '../../src/fhir/fhir-client.ts'
import { findCertainMatch } from '../../src/fhir/patient-match.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { needing, type SetUp } from './facts.ts'
import { type SearchParts, whyFailed } from './search-checks.ts'

const nobody = {
  given: 'Zzyqwax',
  family: 'Qwvxnobody',
  birthDate: '1903-02-03',
  legalSex: null,
  telephone: '+16085550199',
}
const registrations: Record<AppointmentKind, string> = {
  appointment: 'Appointment.Search (Appointments)',
  surgery: 'Appointment.Search (Scheduled Surgeries)',
}
const guide = 'docs/epic.md#apis-to-tick'

/** The APIs that the client has to be registered for, and the record numbers, asked of the patient who must be found. */
export function registrationChecks(setUp: SetUp, { client, found }: Omit<SearchParts, 'find'>): readonly Check[] {
  const { names } = setUp
  const needed = ['epic', 'signingKeys', 'policy', 'appointments', 'certainMatch'] as const

  const withPatient = (run: (epic: FhirClient, patient: Patient) => Promise<Finding>) =>
    needing(setUp, needed, async () => {
      const epic = await client()
      if (epic === null) return notChecked('Epic gave no token')
      const brought = await found()
      const answer = 'answer' in brought ? brought.answer : null
      const patient = answer?.kind === 'found' ? answer.patients[0] : undefined
      return patient === undefined ? notChecked('no patient was found to look at (--find)') : run(epic, patient)
    })

  const appointments = async (epic: FhirClient, { id }: Patient): Promise<Finding> => {
    if (setUp.facts.appointments === 'hidden') return notChecked('this site shows no appointments')
    const question = { patient: id, from: new Date().toISOString().slice(0, 10) }
    const kinds: readonly AppointmentKind[] = ['appointment', 'surgery']
    const answers = await Promise.all(kinds.map((kind) => allowing(() => searchAppointments(epic, question, [kind]))))
    const failure = answers.find((answer) => answer instanceof Error)
    if (failure instanceof Error) return mend(whyFailed(failure))
    const withheld = kinds.filter((_, place) => {
      const answer = answers[place]
      return answer !== undefined && !(answer instanceof Error) && answer.someWithheld
    })
    if (withheld.length === 0) return ok('Epic lets this client see appointments and surgeries.')
    return mend(
      `Epic keeps something back of ${withheld.map((kind) => registrations[kind]).join(' and ')}: tick it for the client.`,
    )
  }

  const numbers = async (_epic: FhirClient, { recordNumbers }: Patient): Promise<Finding> => {
    if (setUp.facts.policy?.recordNumberSystems.length === 0)
      return notChecked('this site names no record number system')
    return recordNumbers.length > 0
      ? ok('The patient found has a record number of a system that you named.')
      : mend(
          `The patient found has no record number of a system in ${names.recordNumbers}: ask your Epic team for the OID of the record number.`,
        )
  }

  const match = needing(setUp, needed, async ({ policy, certainMatch }): Promise<Finding> => {
    if (certainMatch === 'not-asked') return notChecked('this site does not ask Epic whether it is certain')
    const epic = await client()
    if (epic === null) return notChecked('Epic gave no token')
    const answer = await allowing(() => findCertainMatch(epic, nobody, policy))
    const notHere = `Epic here does not offer $match to this client: tick Patient.$match, or set ${names.certainMatch} to not-asked.`
    if (!(answer instanceof Error)) return answer.kind === 'not-offered' ? mend(notHere) : ok('Epic answers $match.')
    return ['epic-refused', 'epic-set-up'].includes(answer.code) ? mend(notHere) : mend(whyFailed(answer))
  })

  return [
    { name: 'record-numbers', guide: 'docs/policy.md#record-numbers', run: withPatient(numbers) },
    { name: 'patient-read', guide, run: withPatient(reading) },
    { name: 'appointments', guide, run: withPatient(appointments) },
    { name: 'certain-match', guide, run: match },
  ]
}

async function reading(epic: FhirClient, { id }: Patient): Promise<Finding> {
  const read = await allowing(() => epic.readPatient(id))
  if (!(read instanceof Error)) return ok('Epic lets this client read a patient, so merged records are followed.')
  return read.code === 'epic-refused'
    ? mend(
        'Epic does not let this client read a patient: tick Patient.Read (Demographics), or merged records stay as they are.',
      )
    : mend(whyFailed(read))
}

/** What was asked, or Epic's failure; a fault of ours is thrown. */
async function allowing<T>(ask: () => Promise<T>): Promise<T | IntegrationError> {
  try {
    return await ask()
  } catch (error) {
    if (isIntegrationError(error)) return error
    throw error
  }
}
