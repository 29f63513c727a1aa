import type { WireAnswer } from './mutated-answers.ts'
import { isLastPage, isObject, listOf, parsed, searchsetIn } from './true-nobody.ts'

const matchGrade = 'http://hl7.org/fhir/StructureDefinition/match-grade'

/**
 * The patient of whom a `$match` is truly certain, null where it is of nobody: status 200, JSON, a whole searchset, in it
 * one patient of the grade `certain` and no other, and not a word that says otherwise.
 *
 * Written from facts/epic.md 1.5 and not from the reader: it is what the reader is measured by.
 */
export function trulyCertainOf(answer: WireAnswer): string | null {
  const bundle = searchsetIn(answer)
  const entries = bundle === null || !isLastPage(bundle) ? null : listOf(bundle['entry'])
  if (entries === null) return null

  const certain = new Set<unknown>()
  for (const entry of entries) {
    if (!isObject(entry) || !isObject(entry['resource'])) return null
    const { resource, search } = entry
    if (resource['resourceType'] === 'OperationOutcome') {
      if (!isHarmless(resource)) return null
    } else if (resource['resourceType'] !== 'Patient') {
      if (!isObject(search) || search['mode'] !== 'include') return null
    } else if (isGradedCertain(search)) certain.add(resource['id'])
  }
  const [only] = certain
  return certain.size === 1 && typeof only === 'string' && /^[A-Za-z0-9][\w.-]{0,255}$/.test(only) ? only : null
}

/**
 * Whether an answer holds no person, and no sign that one was left out or not looked for: a whole searchset without any,
 * or "no results" (4101) in a refusal. Who is held back is nobody to an agent (R23).
 */
export function holdsNobody(answer: WireAnswer): boolean {
  const bundle = searchsetIn(answer)
  const body = bundle ?? parsed((answer.text ?? '').replace(/^\ufeff/, ''))
  if (!isObject(body)) return false
  const entries = bundle === null ? [{ resource: body }] : (listOf(bundle['entry']) ?? [null])
  const isPromised =
    bundle !== null && (!isLastPage(bundle) || ![undefined, null, 0].includes(bundle['total'] as never))
  const resources = entries.map((entry) => (isObject(entry) && isObject(entry['resource']) ? entry['resource'] : null))
  const isPerson = resources.some((one) => one === null || one['resourceType'] === 'Patient')
  const codes = resources.flatMap(issuesOf).flatMap(epicCodesOf)
  if (isPromised || isPerson || codes.some((code) => open.has(code))) return false
  return bundle !== null || codes.includes('4101')
}

function issuesOf(resource: Readonly<Record<string, unknown>> | null): readonly unknown[] {
  return resource?.['resourceType'] === 'OperationOutcome' ? (listOf(resource['issue']) ?? []) : []
}

/** Too few data, too many people, a session that is over, a failure of Epic's own. */
const open = new Set('59133 59159 4127 4113 4135 59144 59177'.split(' '))

function isGradedCertain(search: unknown): boolean {
  if (!isObject(search) || search['mode'] === 'include') return false
  const extensions = Array.isArray(search['extension']) ? search['extension'] : []
  return extensions.some((one) => isObject(one) && one['url'] === matchGrade && one['valueCode'] === 'certain')
}

/** What Epic says that is no certainty, at whatever severity: not certain, several, not offered, refused, restricted. */
const against = new Set('59013 59011 59138 4118 4130 4131 4134 59159 59133 4127 4113 4135 59144 59177'.split(' '))
/** A part of the question that was not understood: of no weight only where Epic says it as a mere information. */
const misunderstood = /^(?:410[023]|411[0-25]|4114|4122|591(?:0\d|1[01]))$/

function isHarmless(outcome: Readonly<Record<string, unknown>>): boolean {
  const issues = outcome['issue']
  if (!Array.isArray(issues) || issues.length === 0) return false
  return issues.every((issue) => {
    if (!isObject(issue)) return false
    const codes = epicCodesOf(issue)
    if (codes.some((code) => against.has(code))) return false
    if (issue['severity'] === 'information') return true
    // An empty result is said as a warning; what Epic calls an error it also means so, unless it is that there is none.
    const isOnlyEmpty = codes.length > 0 && codes.every((code) => code === '4101')
    return (issue['severity'] === 'warning' || isOnlyEmpty) && !codes.some((code) => misunderstood.test(code))
  })
}

/** Epic's own codes in one issue of an outcome. */
export function epicCodesOf(issue: unknown): string[] {
  const details = isObject(issue) ? issue['details'] : null
  const codings = isObject(details) && Array.isArray(details['coding']) ? details['coding'] : []
  return codings.flatMap((coding) => {
    if (!isObject(coding) || typeof coding['code'] !== 'string' || typeof coding['system'] !== 'string') return []
    return coding['system'].endsWith('.7.2.657369') ? [coding['code']] : []
  })
}
