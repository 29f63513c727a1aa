import { issue } from './outcomes.ts'
import type { PatientIndex } from './patient-index.ts'
import type { SearchResult } from './patient-search.ts'

/**
 * What a user gets of an answer: restricted patients are behind Break-the-Glass, which nobody can answer from outside Epic
 * (facts/epic.md 1.4, 1.6). They are left out, with 4134 in their place; the backend client sees them, less a part.
 */
export function breakTheGlass(result: SearchResult, index: PatientIndex): SearchResult {
  if (result.kind === 'refused' || !result.rows.some((row) => index.withheld.has(row))) return result

  const rows = result.rows.filter((row) => !index.withheld.has(row))
  const others = result.issues.filter(({ details }) => !['59204', '4134'].includes(details?.coding?.[0]?.code ?? ''))
  return { kind: 'rows', rows, issues: [...others, issue('4134')] }
}
