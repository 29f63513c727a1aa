import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import type { Patient } from '../domain/patient.ts'
import { mostCandidates, type PatientSearch, type PatientSearchAnswer } from '../domain/patient-search.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { readSearchset, type Searchset } from './bundle.ts'
import type { FhirClient } from './fhir-client.ts'
import { foldMerged } from './merged-patients.ts'
import { type Pages, readPages } from './pages.ts'
import { combineAnswers, concludeSearch, type WholeReading } from './search-answer.ts'
import { toSearchParameters } from './search-parameters.ts'

/** Pages of post-filtered searches may come empty (facts/epic.md 1.3), but not for ever. */
const mostPages = 25

/**
 * Asks Epic, or the broker's facade, one question.
 *
 * A number is asked in every format of the site at once, since Epic publishes no rule for it; who is found twice counts
 * once. Hits are not filtered here: Epic's search is close to an OR, and comparing is the domain's task.
 * Inactive and deceased patients are kept, with their flags; merged ones are folded into the record that survives
 * (`foldMerged`), by whoever stands next to Epic: the facade did it for its widget.
 *
 * @throws IntegrationError for every failure; a failure is never taken for "none" (R65, R66). The signal's own reason where
 *   the caller gave up.
 */
export function searchPatients(
  client: FhirClient,
  search: PatientSearch,
  policy: SitePolicy,
  signal?: AbortSignal,
): Promise<PatientSearchAnswer> {
  return client.asOneQuestion(async (signal) => {
    if (search.by === 'telephone' && policy.phoneSearch === 'refused') throw new IntegrationError('search-not-allowed')

    const questions = questionsFor(search, policy)
    if (questions.length === 0) throw new IntegrationError('search-not-allowed')
    const attempts = questions.map((params) => answerOrFailure(client, params, search, policy, signal))
    const answer = combineAnswers(await Promise.all(attempts))
    if (answer.kind !== 'found' || client.peer === 'broker') return answer
    return { ...answer, patients: await foldMerged(client, answer.patients, policy, signal) }
  }, signal)
}

/** The parameters to ask with: one set for each way to write the number, or one where the search holds no number. */
function questionsFor(search: PatientSearch, policy: SitePolicy): readonly URLSearchParams[] {
  const holdsNumber = search.by === 'telephone' || search.by === 'name-sex-and-telephone'
  const all = (holdsNumber ? policy.phoneFormats : (['e164'] as const)).map((format) => {
    return toSearchParameters(search, format)
  })
  return [...new Map(all.map((params) => [params.toString(), params])).values()]
}

async function answerOrFailure(
  client: FhirClient,
  params: URLSearchParams,
  search: PatientSearch,
  policy: SitePolicy,
  signal: AbortSignal,
): Promise<PatientSearchAnswer | IntegrationError> {
  try {
    const read = (bundle: fhir4.Bundle) => readSearchset(bundle, policy)
    return concludeSearch(search, readWhole(await readPages(client, 'Patient', params, { read, isEnough }, signal)))
  } catch (error) {
    if (isIntegrationError(error)) return error
    throw error
  }
}

/** Ends early where more patients are known than are ever shown. */
function isEnough(pages: readonly Searchset[]): boolean {
  return patientsOf(pages).length > mostCandidates || pages.length >= mostPages
}

function readWhole({ pages, isWhole }: Pages<Searchset>): WholeReading {
  const patients = patientsOf(pages)
  const isPromiseBroken = patients.length === 0 && pages.some((page) => page.isPromising)
  const isIncomplete = !isWhole || isPromiseBroken || pages.some((page) => page.hasUnread)
  const counted = pages.length === 1 ? (pages[0]?.counted ?? null) : null
  const confirmedEarlier = pages.flatMap((page) => page.confirmedEarlier)
  return { patients, issues: pages.flatMap(({ issues }) => issues), isIncomplete, counted, confirmedEarlier }
}

/** The patients of all pages, who is on two of them once, as first read. */
function patientsOf(pages: readonly Searchset[]): Patient[] {
  const all = pages.flatMap(({ patients }) => patients)
  return all.filter((patient, place) => all.findIndex(({ id }) => id === patient.id) === place)
}
