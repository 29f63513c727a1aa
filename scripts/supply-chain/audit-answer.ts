/** What a vulnerability scan said. `not-run` is everything that is no answer: it is never taken for `clean` (R73). */
export type AuditAnswer =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly names: readonly string[] }
  | { readonly kind: 'not-run' }

/**
 * Reads the output of `npm audit --json`: version 2 of its report, with `vulnerabilities` by package and their counts.
 *
 * Anything else, such as the registry's refusal, an empty text or a report whose counts contradict its list, is `not-run`.
 */
export function readAudit(output: string): AuditAnswer {
  const report = parsed(output)
  if (report === null || !('auditReportVersion' in report) || !isObject(report['vulnerabilities']))
    return { kind: 'not-run' }

  const names = Object.keys(report['vulnerabilities'])
  const counts = isObject(report['metadata']) ? report['metadata']['vulnerabilities'] : null
  const total = isObject(counts) ? counts['total'] : null
  if (total !== names.length) return { kind: 'not-run' }
  return names.length === 0 ? { kind: 'clean' } : { kind: 'found', names }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
