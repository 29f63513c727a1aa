import { HttpResponse, http } from 'msw'
import type { SetupServer } from 'msw/node'
import type { AppointmentAnswer, AppointmentQuestion } from '../../src/domain/appointment.ts'
import type { CertainMatchAnswer, CertainMatchQuestion } from '../../src/domain/certain-match.ts'
import type { IntegrationErrorCode } from '../../src/domain/errors.ts'
import type { Patient } from '../../src/domain/patient.ts'
import type { PatientSearch, PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { foldName } from '../../src/domain/person-name.ts'
import { writeAppointments } from '../../src/fhir/appointment-bundle.ts'
import { readAppointmentQuestion } from '../../src/fhir/appointment-search.ts'
import { writeSearchset } from '../../src/fhir/bundle.ts'
import { readMatchParameters } from '../../src/fhir/match-parameters.ts'
import { writeFailure } from '../../src/fhir/operation-outcome.ts'
import { writeMatchAnswer } from '../../src/fhir/patient-match.ts'
import { readPatientSearch } from '../../src/fhir/search-parameters.ts'

/** Where the played broker stands; nothing is ever sent there. */
export const brokerUrl = 'https://broker.example.org'

/** What a search comes to: an answer of Epic's, or a response that is something else. */
export type Answer = PatientSearchAnswer | Response

/** How the broker of a test behaves, where it is not the ordinary way. */
export interface BrokerScript {
  /** Who is in Epic. */
  readonly patients: readonly Patient[]
  /** Answers a search in Epic's place; `contactId` is the contact it was asked for. */
  readonly epic?: ((search: PatientSearch, contactId: string) => Answer | Promise<Answer>) | undefined
  /** What is ahead of a patient; nothing is shown at a site where this is not said. */
  readonly appointments?:
    | ((question: AppointmentQuestion) => AppointmentAnswer | Response | Promise<AppointmentAnswer>)
    | undefined
  /** Whether Epic is certain; it is not asked at a site where this is not said. */
  readonly match?:
    | ((question: CertainMatchQuestion) => CertainMatchAnswer | Response | Promise<CertainMatchAnswer>)
    | undefined
  /** Answers in the place of a token; `emergencyReason` is what was asked with. */
  readonly token?: ((emergencyReason: string | undefined) => Response | undefined) | undefined
  /** Whom an agent confirmed who had the call before, by their ids. */
  readonly confirmedEarlier?: readonly string[] | undefined
  readonly confirmation?: (() => Response | Promise<Response>) | undefined
  readonly withdrawal?: (() => Response | Promise<Response>) | undefined
}

/** What the broker was asked. */
export interface BrokerBook {
  readonly searches: { readonly contactId: string; readonly search: PatientSearch }[]
  readonly appointments: { readonly contactId: string; readonly question: AppointmentQuestion }[]
  readonly matches: { readonly contactId: string; readonly question: CertainMatchQuestion }[]
  readonly tokens: string[]
  readonly confirmations: unknown[]
  readonly withdrawals: unknown[]
}

/** Plays the broker's six routes, and writes down what it was asked. */
export function playBroker(server: SetupServer, script: BrokerScript): BrokerBook {
  const book: BrokerBook = {
    searches: [],
    appointments: [],
    matches: [],
    tokens: [],
    confirmations: [],
    withdrawals: [],
  }

  server.use(
    http.post(`${brokerUrl}/token`, async ({ request }) => {
      const { contactId, emergencyReason } = (await request.json()) as { contactId: string; emergencyReason?: string }
      book.tokens.push(contactId)
      const earlier = script.confirmedEarlier === undefined ? {} : { confirmed_earlier: true }
      return script.token?.(emergencyReason) ?? HttpResponse.json({ ...callToken(contactId), ...earlier })
    }),
    http.post(`${brokerUrl}/fhir/R4/Patient/_search`, async ({ request }) => {
      const contactId = request.headers.get('authorization')?.replace('Bearer token-of-', '') ?? ''
      const search = readPatientSearch(new URLSearchParams(await request.text()))
      if (search === null) return HttpResponse.json(writeFailure('search-not-allowed'), { status: 400 })

      book.searches.push({ contactId, search })
      const answer = await (script.epic?.(search, contactId) ?? answerFrom(script.patients, search))
      if (answer instanceof Response) return answer
      const { confirmedEarlier = [] } = script
      const marked = answer.kind === 'found' ? { ...answer, confirmedEarlier } : answer
      return fhirResponse(writeSearchset(marked, `${brokerUrl}/fhir/R4/Patient`))
    }),
    http.post(`${brokerUrl}/fhir/R4/Appointment/_search`, async ({ request }) => {
      const contactId = request.headers.get('authorization')?.replace('Bearer token-of-', '') ?? ''
      const question = readAppointmentQuestion(new URLSearchParams(await request.text()))
      if (question === null) return HttpResponse.json(writeFailure('search-not-allowed'), { status: 400 })

      book.appointments.push({ contactId, question })
      const answer = await (script.appointments?.(question) ?? { appointments: [], someWithheld: false })
      if (answer instanceof Response) return answer
      return fhirResponse(writeAppointments(answer, question.patient, `${brokerUrl}/fhir/R4/Appointment`))
    }),
    http.post(`${brokerUrl}/fhir/R4/Patient/$match`, async ({ request }) => {
      const contactId = request.headers.get('authorization')?.replace('Bearer token-of-', '') ?? ''
      const question = readMatchParameters(await request.json())
      if (question === null) return HttpResponse.json(writeFailure('search-not-allowed'), { status: 400 })

      book.matches.push({ contactId, question })
      const answer = await (script.match?.(question) ?? { kind: 'nobody' })
      return answer instanceof Response
        ? answer
        : fhirResponse(writeMatchAnswer(answer, `${brokerUrl}/fhir/R4/Patient`))
    }),
    http.post(`${brokerUrl}/confirmation`, async ({ request }) => {
      book.confirmations.push(await request.json())
      return (await script.confirmation?.()) ?? written()
    }),
    http.post(`${brokerUrl}/withdrawal`, async ({ request }) => {
      book.withdrawals.push(await request.json())
      return script.withdrawal?.() ?? written()
    }),
  )
  return book
}

/** A failure as the facade answers it to a search. */
export function searchFailure(code: IntegrationErrorCode, status = 502): Response {
  return fhirResponse(writeFailure(code), status)
}

/** A failure as the broker's own routes answer it (RFC 9457). */
export function problem(code: IntegrationErrorCode, status: number): Response {
  const headers = { 'Content-Type': 'application/problem+json' }
  return new Response(JSON.stringify({ type: 'about:blank', title: code, status, code }), { status, headers })
}

/** The page that a proxy on the way puts in the place of an answer. */
export function proxyPage(): Response {
  return new Response('<html><h1>Welcome</h1></html>', { headers: { 'Content-Type': 'text/html' } })
}

/** These patients, as Epic's whole answer. */
export function found(...patients: readonly Patient[]): PatientSearchAnswer {
  return { kind: 'found', patients, someWithheld: false }
}

function written(): Response {
  return new HttpResponse(null, { status: 204 })
}

function callToken(contactId: string) {
  return {
    access_token: `token-of-${contactId}`,
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/Patient.s',
    fhir_base_url: `${brokerUrl}/fhir/R4`,
  }
}

function fhirResponse(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/fhir+json' } })
}

function answerFrom(patients: readonly Patient[], search: PatientSearch): PatientSearchAnswer {
  const hits = patients.filter((patient) => isHit(patient, search))
  return hits.length === 0 ? { kind: 'none' } : found(...hits)
}

function isHit(patient: Patient, search: PatientSearch): boolean {
  const hasNumber = (e164: string) => patient.telephones.some((telephone) => telephone.e164 === e164)
  if (search.by === 'telephone') return hasNumber(search.telephone)
  if (search.by === 'record-number') return patient.recordNumbers.some(({ value }) => value === search.value)

  const isNamed = patient.names.some((name) => foldName(name.family ?? '') === foldName(search.family))
  if (search.by === 'name-and-birth-date') return isNamed && patient.birthDate === search.birthDate
  return isNamed && patient.legalSex === search.legalSex && hasNumber(search.telephone)
}
