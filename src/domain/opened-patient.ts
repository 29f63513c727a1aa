import type { Patient } from './patient.ts'
import type { Verification } from './verification.ts'

/** A patient the agent confirmed. `address` is where the chart opens; `isBlocked` says the browser refused the window. */
export interface OpenedPatient {
  readonly patient: Patient
  /** By what the patient was verified. */
  readonly verification: Verification
  readonly address: string
  readonly isBlocked: boolean
  /** Milliseconds since 1970. */
  readonly openedAt: number
}

/** Whether the same chart was opened once more, and the browser treated its window otherwise than before. */
export function hasOtherWindow(before: OpenedPatient, now: OpenedPatient): boolean {
  return before.patient.id === now.patient.id && before.isBlocked !== now.isBlocked
}
