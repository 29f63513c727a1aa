import { CspEvaluator } from 'csp_evaluator'
import { Severity } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'

/** What Google's CSP evaluator says of one directive. */
export interface CspFinding {
  /** `HIGH`, `MEDIUM`, `HIGH_MAYBE`, `INFO` … */
  readonly severity: string
  readonly directive: string
  readonly says: string
}

/** What Google's CSP evaluator finds in a Content Security Policy, the worst first; a missing one is the worst. */
export function findingsIn(policy: string | null): readonly CspFinding[] {
  if (policy === null) return [{ severity: 'HIGH', directive: 'Content-Security-Policy', says: 'There is none.' }]
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate()
  return findings
    .toSorted((one, other) => one.severity - other.severity)
    .map(({ severity, directive, description }) => ({ severity: Severity[severity], directive, says: description }))
}
