import type { Warning } from '../../src/domain/warnings.ts'

/** Warnings that somebody else may be meant; that a patient is a minor or deceased says nothing of that. */
const ofAnother: ReadonlySet<Warning> = new Set(['same-name', 'similar-name', 'twin', 'number-old'])

/** Whether one of these warnings says that the patient may be taken for another: by name, birth date or number. */
export function warnsOfAnother(warnings: readonly Warning[]): boolean {
  return warnings.some((warning) => ofAnother.has(warning))
}
