import type { Patient } from '../domain/patient.ts'
import type { PatientSearchAnswer } from '../domain/patient-search.ts'

/** The candidates of a question, as they are and as they come. */
export interface Candidates {
  subscribe(listener: (result: Answered) => void): () => void
  getCurrentResult(): Answered
}

interface Answered {
  readonly data: PatientSearchAnswer | undefined
}

/** Two frames: the candidates are painted before anything is asked beside them. */
const drawnAfterMs = 34

/**
 * Calls `begin` once, when somebody was found and the list had its frame, and never before: what is asked beside the list
 * must not delay it.
 *
 * @returns A function after which it is not called any more.
 */
export function onceFound(candidates: Candidates, begin: (patients: readonly Patient[]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = ({ data }: Answered) => {
    if (timer !== undefined || data?.kind !== 'found') return
    timer = setTimeout(() => begin(data.patients), drawnAfterMs)
  }
  const stop = candidates.subscribe(look)
  look(candidates.getCurrentResult())
  return () => {
    clearTimeout(timer)
    stop()
  }
}
