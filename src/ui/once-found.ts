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

/**
 * Calls `begin` once, as soon as somebody was found and never before: what is asked beside the list must not delay it.
 *
 * @returns A function after which it is not called any more.
 */
export function onceFound(candidates: Candidates, begin: (patients: readonly Patient[]) => void): () => void {
  let isOver = false
  const look = ({ data }: Answered) => {
    if (isOver || data?.kind !== 'found') return
    isOver = true
    begin(data.patients)
  }
  const stop = candidates.subscribe(look)
  look(candidates.getCurrentResult())
  return () => {
    isOver = true
    stop()
  }
}
