import type { CertainMatchAnswer, CertainMatchQuestion } from '../domain/certain-match.ts'
import { IntegrationError } from '../domain/errors.ts'
import type { PatientId } from '../domain/patient.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { isSearchset, isSentAlong, readNext } from './bundle.ts'
import type { FhirClient } from './fhir-client.ts'
import { type JsonObject, objectOf, objectsOf } from './foreign-json.ts'
import { toMatchParameters } from './match-parameters.ts'
import { answerSystem, isGrave, type Issue, type IssueMeaning, readIssues } from './operation-outcome.ts'
import { readPatientId } from './patient-resource.ts'

const matchGrade = 'http://hl7.org/fhir/StructureDefinition/match-grade'

/**
 * Asks Epic, or the broker's facade, whether it is certain who is meant.
 *
 * Epic takes one telephone, so it is written in the first format of the site.
 *
 * @throws IntegrationError where nothing was answered; the signal's own reason where the caller gave up.
 */
export async function findCertainMatch(
  client: FhirClient,
  question: CertainMatchQuestion,
  { phoneFormats }: Pick<SitePolicy, 'phoneFormats'>,
  signal?: AbortSignal,
): Promise<CertainMatchAnswer> {
  return readMatchAnswer(await client.match(toMatchParameters(question, phoneFormats[0] ?? 'e164'), signal))
}

/**
 * Reads what a `$match` answered.
 *
 * Epic only ever answers what it is certain of; other servers send guesses beside it, with grades and scores. Only the
 * grade `certain` counts here, and only where nobody else has it and neither a further page nor an entry that cannot be
 * read could hold somebody. Of such an answer it is not said either that it holds nobody.
 *
 * @throws IntegrationError where it was refused, restricted, or cannot be understood.
 */
export function readMatchAnswer(body: unknown): CertainMatchAnswer {
  if (!isSearchset(body)) throw new IntegrationError('epic-invalid-answer')

  const listed: readonly unknown[] = Array.isArray(body.entry) ? body.entry : []
  const entries = objectsOf(listed)
  const issues = entries.flatMap((entry) => readIssues(entry['resource']) ?? [])
  const matches = entries.filter((entry) => readIssues(entry['resource']) === null && !isSentAlong(entry, 'Patient'))
  refuseFailures(issues)

  const certain = new Set(matches.filter(isCertain).map((entry) => readPatientId(objectOf(entry['resource'])?.['id'])))
  const [patient] = certain
  if (patient === null || certain.has(null)) throw new IntegrationError('epic-invalid-answer')
  if (certain.size > 1) return { kind: 'several' }

  const said = issues.flatMap(answerOf)[0]
  if (said !== undefined) return { kind: said }
  const isRead = entries.length === listed.length && matches.every(isPatient)
  const isWhole = isRead && readNext(body) === null && !issues.some(leavesOpen)
  if (patient !== undefined && isWhole) return { kind: 'certain', patient }
  const isEmpty = isWhole && matches.length === 0 && (body.total ?? 0) === 0
  return { kind: isEmpty ? 'nobody' : 'not-certain' }
}

/** Writes the facade's answer: an id, or one word of ours, and nothing else of what Epic sent (R29). */
export function writeMatchAnswer(answer: CertainMatchAnswer, selfUrl: string): fhir4.Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: answer.kind === 'certain' ? 1 : 0,
    link: [{ relation: 'self', url: selfUrl }],
    entry: answer.kind === 'nobody' ? [] : [answer.kind === 'certain' ? matchOf(answer.patient) : noteOf(answer.kind)],
  }
}

type Said = Exclude<CertainMatchAnswer['kind'], 'certain' | 'nobody'>

const answers: Partial<Record<IssueMeaning, Said>> = {
  'not-certain': 'not-certain',
  // It wants more data, as with 59013: nobody was looked for.
  'too-little': 'not-certain',
  'several-certain': 'several',
  'not-offered': 'not-offered',
  'parameter-problem': 'not-understood',
}

/** A remark is no answer: that an identifier was ignored (59109) says nothing of the rest. */
function answerOf({ meaning, severity }: Issue): Said[] {
  const isRemark = severity === 'information' && meaning === 'parameter-problem'
  const said = isRemark ? undefined : answers[meaning]
  return said === undefined ? [] : [said]
}

/** Whatever else is grave, or held back, is not an answer: never taken for "nobody" (R65). */
function refuseFailures(issues: readonly Issue[]): void {
  const says = (meaning: IssueMeaning) => issues.some((issue) => issue.meaning === meaning)
  if (says('refused')) throw new IntegrationError('epic-refused')
  if (says('restricted')) throw new IntegrationError('epic-restricted')
  if (issues.some((issue) => isGrave(issue) && !isAnswer(issue))) throw new IntegrationError('epic-invalid-answer')
}

/** What says that nobody was looked for to the end. What is held back is no such thing: it is answered as nobody (R23). */
function leavesOpen({ meaning }: Issue): boolean {
  return ['too-little-or-too-many', 'too-many', 'paging-over', 'internal', 'busy'].includes(meaning)
}

function isAnswer({ meaning }: Issue): boolean {
  return answers[meaning] !== undefined || meaning === 'no-results'
}

function isCertain(entry: JsonObject): boolean {
  const search = objectOf(entry['search'])
  const extensions = objectsOf(search?.['extension'])
  const isGraded = extensions.some(({ url, valueCode }) => url === matchGrade && valueCode === 'certain')
  return isPatient(entry) && search?.['mode'] !== 'include' && isGraded
}

function isPatient(entry: JsonObject): boolean {
  return objectOf(entry['resource'])?.['resourceType'] === 'Patient'
}

function matchOf(id: PatientId): fhir4.BundleEntry<fhir4.FhirResource> {
  return {
    resource: { resourceType: 'Patient', id },
    search: { extension: [{ url: matchGrade, valueCode: 'certain' }], mode: 'match', score: 1 },
  }
}

function noteOf(kind: Said): fhir4.BundleEntry<fhir4.FhirResource> {
  const details = { coding: [{ system: answerSystem, code: kind }] }
  return {
    resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete', details }] },
    search: { mode: 'outcome' },
  }
}
