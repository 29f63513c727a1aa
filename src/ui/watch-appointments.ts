import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { mostCandidates } from '../domain/patient-search.ts'
import { appointmentsQuery } from './appointments-query.ts'
import { type Candidates, onceFound } from './once-found.ts'
import type { PanelParts } from './panel-parts.ts'

/** However many candidates: nobody waits for these, and the next search of any agent must find room. */
const atOnce = 2

/**
 * Asks for the appointments of the candidates once they are there, two at a time and each once, and keeps what was answered
 * as long as the question stands: in the list, and under the opened chart.
 *
 * @returns A function that ends what is under way and lets go of the answers.
 */
export function watchAppointments(
  queries: QueryClient,
  { appointments, now }: Pick<PanelParts, 'appointments' | 'now'>,
  contactId: ContactId,
  candidates: Candidates,
): () => void {
  if (appointments === null) return () => undefined

  const stops: (() => void)[] = []
  let waiting: PatientId[] = []
  const stopLooking = onceFound(candidates, (patients) => {
    waiting = patients.slice(0, mostCandidates).map(({ id }) => id)
    for (let count = 0; count < atOnce; count += 1) askNext()
  })
  stops.push(stopLooking)
  return () => {
    waiting = []
    for (const stop of stops) stop()
  }

  function askNext(): void {
    const patient = waiting.shift()
    if (patient === undefined || appointments === null) return

    const observer = new QueryObserver(queries, appointmentsQuery(appointments, contactId, patient, now))
    let isUnderWay = true
    const goOn = ({ isPending }: { readonly isPending: boolean }) => {
      if (!isUnderWay || isPending) return
      isUnderWay = false
      askNext()
    }
    stops.push(observer.subscribe(goOn))
    goOn(observer.getCurrentResult())
  }
}
