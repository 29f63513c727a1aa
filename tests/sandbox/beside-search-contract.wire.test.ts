import { beforeEach, describe, expect, it } from 'vitest'
import { type AppointmentAnswer, questionFor } from '../../src/domain/appointment.ts'
import type { CertainMatchQuestion } from '../../src/domain/certain-match.ts'
import { searchAppointments } from '../../src/fhir/appointment-search.ts'
import type { FhirClient } from '../../src/fhir/fhir-client.ts'
import { findCertainMatch } from '../../src/fhir/patient-match.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { askingEpicItself } from '../../src/modes/epic-itself.ts'
import { castIds } from '../../src/sandbox/epic/people/cast.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'
import { aRoad } from './road.ts'
import { type Road, searchModes } from './search-modes.ts'

const larsens = '+16085550171'
const marias = '+16085550131'
const maria: CertainMatchQuestion = {
  given: 'Maria',
  family: 'Garcia',
  birthDate: '1990-04-04',
  legalSex: null,
  telephone: marias,
}
const { signal } = new AbortController()

let road: Road
beforeEach(async () => {
  road = await aRoad()
}, 30_000)

describe.each(['call-scoped', 'launch', 'direct'] as const)('in the mode "%s" (R3)', (mode) => {
  const policy = aSitePolicy({ phoneFormats: searchModes[mode].phoneFormats })

  /** What the widget asks beside a search, by the client that found somebody. */
  function besides(client: FhirClient) {
    if (mode !== 'call-scoped') return askingEpicItself(client, policy)
    return {
      findAppointments: (_contactId: string, question: ReturnType<typeof questionFor>) =>
        searchAppointments(client, question, null, signal),
      findCertainMatch: (_contactId: string, question: CertainMatchQuestion) =>
        findCertainMatch(client, question, policy, signal),
    }
  }

  async function aheadOfCarl(): Promise<AppointmentAnswer> {
    const client = await searchModes[mode].client(road, larsens)
    await searchPatients(client, { by: 'telephone', telephone: larsens }, policy)
    const question = questionFor(castIds.carl, 'America/Chicago', Date.now())
    return besides(client).findAppointments('call-1', question, signal)
  }

  it('visits and surgeries of a patient are found', async () => {
    const { appointments, someWithheld } = await aheadOfCarl()
    expect(appointments.map(({ kind }) => kind)).toContain('surgery')
    expect(someWithheld).toBe(false)
  })

  it('where Epic lets us see no surgeries, they are withheld, and that is said', async () => {
    road.sandbox.epic.site.appointments = 'no-surgeries'
    const { appointments, someWithheld } = await aheadOfCarl()
    expect(appointments.map(({ kind }) => kind)).not.toContain('surgery')
    expect(someWithheld).toBe(true)
  })

  it('Epic is certain of the namesake whose number calls', async () => {
    const client = await searchModes[mode].client(road, marias)
    const { telephone: _, legalSex: __, ...names } = maria
    await searchPatients(client, { by: 'name-and-birth-date', ...names }, policy)
    expect(await besides(client).findCertainMatch('call-1', maria, signal)).toEqual({
      kind: 'certain',
      patient: castIds.mariaOfThirtyOne,
    })
  })
})
