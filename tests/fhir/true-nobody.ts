import type { WireAnswer } from './mutated-answers.ts'

/**
 * Whether an answer truly says that Epic searched well and found nobody (R65): status 200, JSON, a searchset in which
 * there is nothing but remarks, of which none is an error, unknown, or says that something was kept back or not asked.
 *
 * Written from facts/epic.md 1.3 and 1.4 and not from the reader: it is what the reader is measured by.
 */
export function isTrulyNobody({ status, contentType, text }: WireAnswer): boolean {
  if (status !== 200 || text === null) return false
  if (!/^application\/(fhir\+)?json(;|$)/.test(contentType ?? '')) return false

  const bundle = parsed(text.replace(/^\ufeff/, ''))
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle' || bundle['type'] !== 'searchset') return false
  const { total, link, entry } = bundle
  if (![undefined, null, 0].includes(total as never)) return false
  return listOf(link)?.every((one) => !isObject(one) || one['relation'] !== 'next') === true && onlyRemarks(entry)
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

function isRemark(outcome: Readonly<Record<string, unknown>>): boolean {
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
function listOf(value: unknown): unknown[] | null {
  return Array.isArray(value) ? value : (value ?? null) === null ? [] : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
