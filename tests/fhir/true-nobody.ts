import type { WireAnswer } from './mutated-answers.ts'

/**
 * Whether an answer truly says that Epic searched well and found nobody (R65): status 200, JSON, a searchset in which
 * there is nothing but remarks, of which none is an error, unknown, or says that something was kept back or not asked.
 *
 * Written from facts/epic.md 1.3 and 1.4 and not from the reader: it is what the reader is measured by.
 */
export function isTrulyNobody(answer: WireAnswer): boolean {
  const bundle = searchsetIn(answer)
  if (bundle === null || ![undefined, null, 0].includes(bundle['total'] as never)) return false
  return isLastPage(bundle) && onlyRemarks(bundle['entry'])
}

/** The searchset that came with status 200 as JSON; null where anything else did. */
export function searchsetIn({ status, contentType, text }: WireAnswer): Readonly<Record<string, unknown>> | null {
  if (status !== 200 || text === null) return null
  if (!/^application\/(fhir\+)?json(;|$)/.test(contentType ?? '')) return null
  const bundle = parsed(text.replace(/^\ufeff/, ''))
  return isObject(bundle) && bundle['resourceType'] === 'Bundle' && bundle['type'] === 'searchset' ? bundle : null
}

/** Whether no link leads on to more. */
export function isLastPage({ link }: Readonly<Record<string, unknown>>): boolean {
  return listOf(link)?.every((one) => !isObject(one) || one['relation'] !== 'next') === true
}

function onlyRemarks(entries: unknown): boolean {
  const list = listOf(entries)
  if (list === null) return false
  return list.every((entry) => {
    if (!isObject(entry) || !isObject(entry['resource'])) return false
    const { resource, search } = entry
    if (resource['resourceType'] === 'OperationOutcome') return isRemark(resource)
    return resource['resourceType'] !== 'Patient' && isObject(search) && search['mode'] === 'include'
  })
}

/** Whether an outcome only remarks upon an answer: it failed at nothing and kept nothing back. */
export function isRemark(outcome: Readonly<Record<string, unknown>>): boolean {
  const issues = outcome['issue']
  if (!Array.isArray(issues) || issues.length === 0) return false
  return issues.every((issue) => {
    if (!isObject(issue) || (issue['severity'] !== 'warning' && issue['severity'] !== 'information')) return false
    const details = issue['details']
    const codings = isObject(details) && Array.isArray(details['coding']) ? details['coding'] : []
    return !codings.some((coding) => isObject(coding) && saysMore(coding))
  })
}

/** What an Epic code says that is not "nobody": too little, too many, refused, restricted, kept back, not asked, broken. */
const saying = new Set(
  '59133 59159 4127 4118 4130 4131 4134 4119 59204 4100 4102 4103 4110 4111 4112 4113 4114 4115 4122 4135 59144 59177'.split(
    ' ',
  ),
)

function saysMore({ system, code }: Readonly<Record<string, unknown>>): boolean {
  return typeof system === 'string' && system.endsWith('.7.2.657369') && typeof code === 'string' && saying.has(code)
}

/** A list, an empty one where there is none, null where something else stands in its place. */
export function listOf(value: unknown): unknown[] | null {
  return Array.isArray(value) ? value : (value ?? null) === null ? [] : null
}

/** The JSON of a text, undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
