import {
  type Appointment,
  type AppointmentAnswer,
  type AppointmentKind,
  type AppointmentQuestion,
  inOrder,
} from '../domain/appointment.ts'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { type AppointmentPage, readAppointmentPage } from './appointment-bundle.ts'
import { isWholeDate } from './fhir-date.ts'
import type { FhirClient } from './fhir-client.ts'
import { isGrave, type Issue } from './operation-outcome.ts'
import { type Pages, readPages } from './pages.ts'

/** Pages of one search; nobody has more appointments ahead than these hold. */
const mostPages = 10

/**
 * Asks for the appointments of one patient, from a day on.
 *
 * Epic keeps visits and surgeries behind two registrations, so each kind is asked by itself, and one that is refused is
 * said as withheld beside the other (facts/epic.md 1.9). Epic ignores parameters it does not know and may filter after it
 * made a page: dates are checked here, and empty pages with a next one are followed.
 *
 * @param kinds Which to ask Epic for; null asks our own facade, which asks for all it may.
 * @throws IntegrationError where nothing was answered, but for refusals, which are an answer; the signal's own reason where
 *   the caller gave up.
 */
export function searchAppointments(
  client: FhirClient,
  question: AppointmentQuestion,
  kinds: readonly AppointmentKind[] | null,
  signal?: AbortSignal,
): Promise<AppointmentAnswer> {
  return client.asOneQuestion(async (signal) => {
    const asked = kinds === null ? [toAppointmentParameters(question, null)] : kinds.map(parametersOf)
    return combine(await Promise.all(asked.map((params) => answerOrFailure(client, params, question, signal))))
  }, signal)

  function parametersOf(kind: AppointmentKind) {
    return toAppointmentParameters(question, kind)
  }
}

/** The parameters of an Appointment search as Epic names them. */
export function toAppointmentParameters(
  { patient, from }: AppointmentQuestion,
  kind: AppointmentKind | null,
): URLSearchParams {
  const category: Record<string, string> = kind === null ? {} : { 'service-category': kind }
  return new URLSearchParams({ patient, date: `ge${from}`, ...category })
}

/** The question that the parameters ask, or null where they are not exactly a patient and a whole day to begin with. */
export function readAppointmentQuestion(params: URLSearchParams): AppointmentQuestion | null {
  if ([...params.keys()].sort().join(' ') !== 'date patient') return null
  const patient = params.get('patient') ?? ''
  const [, from = ''] = /^ge(.*)$/.exec(params.get('date') ?? '') ?? []
  return /^[A-Za-z0-9][\w.-]{0,255}$/.test(patient) && isWholeDate(from) ? { patient, from } : null
}

async function answerOrFailure(
  client: FhirClient,
  params: URLSearchParams,
  question: AppointmentQuestion,
  signal: AbortSignal,
): Promise<AppointmentAnswer | IntegrationError> {
  try {
    const read = (bundle: fhir4.Bundle) => readAppointmentPage(bundle, question.patient)
    const isEnough = (pages: readonly AppointmentPage[]) => pages.length >= mostPages
    return conclude(await readPages(client, 'Appointment', params, { read, isEnough }, signal), question)
  } catch (error) {
    if (isIntegrationError(error)) return error
    throw error
  }
}

/** What the pages say; an answer that may lack something says so. Throws where Epic answered nothing but a failure. */
function conclude({ pages, isWhole }: Pages<AppointmentPage>, { from }: AppointmentQuestion): AppointmentAnswer {
  const issues = pages.flatMap((page) => page.issues)
  const appointments = pages.flatMap((page) => page.appointments).filter(({ start }) => start.slice(0, 10) >= from)
  const isCutShort = !isWhole || pages.some(({ hasUnread }) => hasUnread)
  const isKeptBack = issues.some(({ meaning }) => meaning === 'withheld' || meaning === 'restricted')

  if (issues.some(({ meaning }) => meaning === 'refused')) throw new IntegrationError('epic-refused')
  if (appointments.length === 0 && !isKeptBack && issues.some(isGrave))
    throw new IntegrationError('epic-invalid-answer')
  return { appointments, someWithheld: isCutShort || isKeptBack || issues.some(isReservation) }
}

/** The answers of all kinds together. One kind that failed is withheld; all of them failed as the first did. */
function combine(answers: readonly (AppointmentAnswer | IntegrationError)[]): AppointmentAnswer {
  const failures = answers.filter((answer) => answer instanceof IntegrationError)
  const heard = answers.flatMap((answer) => (answer instanceof IntegrationError ? [] : [answer]))
  const failure = failures.find(({ code }) => !isRefusal(code))
  if (heard.length === 0 && failure !== undefined) throw failure

  const byId = new Map<string, Appointment>()
  for (const one of heard.flatMap(({ appointments }) => appointments)) if (!byId.has(one.id)) byId.set(one.id, one)
  const someWithheld = failures.length > 0 || heard.some((answer) => answer.someWithheld)
  return { appointments: inOrder([...byId.values()]), someWithheld }
}

/** Epic does not let this client see it: nothing went wrong. */
function isRefusal(code: IntegrationError['code']): boolean {
  return code === 'epic-refused' || code === 'epic-restricted'
}

/** Any warning but "nothing found" means that the list may not be whole. */
function isReservation({ meaning, severity }: Issue): boolean {
  return meaning !== 'no-results' && severity !== 'information'
}
