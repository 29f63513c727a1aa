import { isIntegrationErrorCode, type IntegrationErrorCode } from '../domain/errors.ts'
import { objectOf, objectsOf, textOf } from './foreign-json.ts'

/** The coding system of our own failures, in the facade's outcomes. */
const errorSystem = 'urn:agent-widget:error'

/** The coding system of our own notes beside a facade's answer. */
export const answerSystem = 'urn:agent-widget:answer'

/** What an issue tells us, whoever said it. `other` is decided by its severity alone. */
export type IssueMeaning =
  | 'no-results'
  | 'too-little'
  | 'too-little-or-too-many'
  | 'too-many'
  | 'paging-over'
  | 'merged'
  | 'not-certain'
  | 'several-certain'
  | 'not-offered'
  | 'refused'
  | 'restricted'
  | 'withheld'
  | 'parameter-problem'
  | 'internal'
  | 'busy'
  | 'other'

export type Severity = 'fatal' | 'error' | 'warning' | 'information'

/** One issue of an OperationOutcome. `ourCode` is set where our own facade failed. */
export interface Issue {
  readonly severity: Severity
  readonly meaning: IssueMeaning
  readonly ourCode: IntegrationErrorCode | null
}

const severities: readonly Severity[] = ['fatal', 'error', 'warning', 'information']

/** Epic's codes, by what they mean to a search or a `$match` (facts/epic.md 1.4, 1.5). */
const epicCodes: Readonly<Record<string, IssueMeaning>> = {
  4101: 'no-results',
  4127: 'too-many',
  59133: 'too-little-or-too-many',
  59159: 'too-little',
  4113: 'paging-over',
  4107: 'merged',
  59011: 'several-certain',
  59013: 'not-certain',
  59138: 'not-offered',
  4118: 'refused',
  4130: 'restricted',
  4131: 'restricted',
  4134: 'restricted',
  4119: 'withheld',
  59204: 'withheld',
  4100: 'parameter-problem',
  4102: 'parameter-problem',
  4103: 'parameter-problem',
  4110: 'parameter-problem',
  4111: 'parameter-problem',
  4112: 'parameter-problem',
  4114: 'parameter-problem',
  4115: 'parameter-problem',
  4122: 'parameter-problem',
  4135: 'busy',
  59144: 'internal',
  59177: 'internal',
}

const ourAnswers: Readonly<Record<string, IssueMeaning>> = {
  'some-withheld': 'withheld',
  'too-little': 'too-little',
  'too-many': 'too-many',
  'not-certain': 'not-certain',
  several: 'several-certain',
  'not-offered': 'not-offered',
  'not-understood': 'parameter-problem',
}

/**
 * Reads every issue of an OperationOutcome, the gravest first: Epic puts a harmless one before the fatal one.
 *
 * Null where the value is no OperationOutcome or has no issue. An issue that cannot be read, or without a severity we
 * know, counts as an error.
 */
export function readIssues(resource: unknown): readonly Issue[] | null {
  const outcome = objectOf(resource)
  if (outcome?.['resourceType'] !== 'OperationOutcome') return null

  const listed = Array.isArray(outcome['issue']) ? outcome['issue'] : []
  const issues = listed.map((issue) => readIssue(objectOf(issue) ?? {}))
  if (issues.length === 0) return null
  return issues.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

/** Tells whether the issue says that the request failed, whatever its code. */
export function isGrave(issue: Issue): boolean {
  return issue.severity === 'fatal' || issue.severity === 'error'
}

/**
 * An outcome of the facade for one of our failures: its code, and a title of ours for whoever reads the wire, so no
 * patient data slips in.
 *
 * @see https://hl7.org/fhir/R4/valueset-issue-type.html for `type`.
 */
export function writeFailure(
  code: IntegrationErrorCode,
  type: fhir4.OperationOutcomeIssue['code'] = 'processing',
  title?: string,
): fhir4.OperationOutcome {
  const details = { coding: [{ system: errorSystem, code }], ...(title === undefined ? {} : { text: title }) }
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: type, details }] }
}

function readIssue(issue: Readonly<Record<string, unknown>>): Issue {
  const codings = objectsOf(objectOf(issue['details'])?.['coding'])
  const meanings = codings.map(meaningOf).filter((meaning) => meaning !== 'other')
  const ourCodes = codings.filter((coding) => coding['system'] === errorSystem).map((coding) => coding['code'])
  return {
    severity: severities.find((severity) => severity === issue['severity']) ?? 'error',
    // Of several, "no results" is the one that says least.
    meaning: meanings.find((meaning) => meaning !== 'no-results') ?? meanings[0] ?? 'other',
    ourCode: ourCodes.find(isIntegrationErrorCode) ?? null,
  }
}

/** Only the end of Epic's system is compared: the number before it differs from customer to customer. */
function meaningOf(coding: Readonly<Record<string, unknown>>): IssueMeaning {
  const system = textOf(coding['system'])
  const code = textOf(coding['code'])
  if (system === null || code === null) return 'other'
  if (system === answerSystem) return lookUp(ourAnswers, code)
  if (!system.endsWith('.7.2.657369')) return 'other'
  return /^591(?:0\d|1[01])$/.test(code) ? 'parameter-problem' : lookUp(epicCodes, code)
}

function lookUp(table: Readonly<Record<string, IssueMeaning>>, code: string): IssueMeaning {
  return Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other'
}
