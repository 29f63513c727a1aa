import type { Result } from './check.ts'

const words: Record<Result['outcome'], string> = { ok: 'ok', mend: 'mend', 'not-checked': 'not checked' }

/** One line for each check; what has to be mended, or looked at by hand, says where the guide tells how. */
export function writeLines(results: readonly Result[]): string {
  const nameWidth = Math.max(...results.map(({ name }) => name.length))
  const lines = results.map(({ outcome, name, sentence, guide }) => {
    const where = outcome === 'ok' ? '' : ` → ${guide}`
    return `${words[outcome].padEnd(11)}  ${name.padEnd(nameWidth)}  ${sentence}${where}`
  })
  return [...lines, '', summaryOf(results)].join('\n')
}

/** The same for a machine. */
export function writeJson(results: readonly Result[]): string {
  return JSON.stringify({ isWell: isWell(results), checks: results }, null, 2)
}

/** Whether nothing has to be mended. What was not checked may still be wrong. */
export function isWell(results: readonly Result[]): boolean {
  return results.every(({ outcome }) => outcome !== 'mend')
}

function summaryOf(results: readonly Result[]): string {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  return `${count('ok')} ok, ${count('mend')} to mend, ${count('not-checked')} not checked.`
}
