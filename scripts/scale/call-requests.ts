import { assumptions } from './assumptions.ts'
import { between } from './random.ts'

/** What the widget asks the broker for. */
export type RequestKind = 'token' | 'search' | 'appointments' | 'confirmation' | 'withdrawal'

/** One request of one call; times in seconds since the simulation began. */
export interface CallRequest {
  readonly at: number
  readonly call: number
  readonly kind: RequestKind
  /** From when on Connect names the agent of the call. */
  readonly assignedAt: number
  /** Whether the call was transferred, so that its first contact is asked for too. */
  readonly isTransferred: boolean
}

/** The requests of one call that begins to ring at `ringsAt`, as the widget makes them. */
export function requestsOf(call: number, ringsAt: number, random: () => number): readonly CallRequest[] {
  const among = (range: readonly [number, number]) => between(random, ...range)
  const acceptedAt = ringsAt + among(assumptions.rings)
  const of = {
    call,
    assignedAt: acceptedAt + among(assumptions.assignedAfter),
    isTransferred: random() < assumptions.transferred,
  }
  const requests: CallRequest[] = [
    { ...of, kind: 'token', at: ringsAt },
    { ...of, kind: 'search', at: acceptedAt },
  ]
  if (random() < assumptions.searchedAgain) {
    requests.push({ ...of, kind: 'search', at: acceptedAt + among(assumptions.searchedAgainAfter) })
  }
  const looks = Math.floor(assumptions.looksAtAppointments + random())
  for (let look = 0; look < looks; look += 1) {
    requests.push({ ...of, kind: 'appointments', at: acceptedAt + 1 + look * 0.1 })
  }
  if (random() < assumptions.confirmed) {
    const confirmedAt = acceptedAt + among(assumptions.confirmedAfter)
    requests.push({ ...of, kind: 'confirmation', at: confirmedAt })
    if (random() < assumptions.takenBack) requests.push({ ...of, kind: 'withdrawal', at: confirmedAt + 20 })
  }
  return requests
}
