import { brokerMemories } from './assumptions.ts'
import { createAgenda } from './agenda.ts'
import type { BrokerMemory, Looked } from './broker-memory.ts'
import type { CallRequest } from './call-requests.ts'

/** What came of all requests of a centre. Times in seconds. */
export interface Played {
  /** When `DescribeContact` was asked, in order. */
  readonly questions: readonly number[]
  /** Searches that were told to come again at least once, and those that were told so until the widget gave up. */
  readonly toldToWait: number
  readonly inVain: number
  /** Tokens that were not given while it rang, because it was crowded, and were asked for at accept. */
  readonly notAhead: number
}

/** One step of a request at one instance. */
interface Step {
  readonly at: number
  readonly request: CallRequest
  readonly broker: BrokerMemory
  /** Which of the pauses after "nobody's yet" comes next. */
  readonly pause: number
  readonly wasTold: boolean
}

/** How long the widget asks again after a 409, in all (R68), and when, after the last question found nobody's yet. */
const patience = 8
const retryAfterLast = 1

/**
 * Plays requests against instances of the broker, each step where it falls in time. `anyOf` chooses the instance, another
 * for each request, as Lambda does.
 */
export function playCalls(requests: readonly CallRequest[], anyOf: () => BrokerMemory): Played {
  const agenda = createAgenda<Step>()
  const questions: number[] = []
  const withoutToken = new Set<number>()
  const told = { toldToWait: 0, inVain: 0, notAhead: 0 }
  const { retryAfter } = brokerMemories.pace

  /** Looks at a contact, and at the first one of its chain where it was transferred; null where either has no turn. */
  const look = (broker: BrokerMemory, { call, assignedAt, isTransferred }: CallRequest, at: number): Looked | null => {
    const looked = broker.look(String(call), at, assignedAt)
    if (looked === null) return null
    if (looked.askedAt !== null) questions.push(looked.askedAt)
    const first = isTransferred ? broker.look(`first of ${call}`, looked.answeredAt, 0) : looked
    if (first === null) return null
    if (isTransferred && first.askedAt !== null) questions.push(first.askedAt)
    return { ...looked, answeredAt: first.answeredAt }
  }

  const again = (step: Step, after: number) => {
    if (step.request.kind !== 'search') return
    if (!step.wasTold) told.toldToWait += 1
    if (step.at + after > step.request.at + patience) told.inVain += 1
    else agenda.add({ ...step, at: step.at + after, broker: anyOf(), pause: 0, wasTold: true })
  }

  const ring = ({ request, broker, at }: Step) => {
    if (!broker.isCrowded(at) && look(broker, request, at) !== null) return
    withoutToken.add(request.call)
    told.notAhead += 1
  }

  const search = (step: Step) => {
    const { request, broker } = step
    if (request.kind === 'token') return ring(step)
    // Who has no token asks for one first, at whichever instance.
    const token = withoutToken.has(request.call) ? look(anyOf(), request, step.at) : { answeredAt: step.at }
    if (token === null) return again(step, retryAfter)
    withoutToken.delete(request.call)
    const looked = look(broker, request, token.answeredAt)
    if (looked === null) return again(step, retryAfter)
    if (looked.isAssigned) return
    const pause = brokerMemories.pauses[step.pause]
    if (pause === undefined || !broker.mayAskAgain(looked.answeredAt)) return again(step, retryAfterLast)
    agenda.add({ ...step, at: looked.answeredAt + pause, pause: step.pause + 1 })
  }

  for (const request of requests) agenda.add({ at: request.at, request, broker: anyOf(), pause: 0, wasTold: false })
  for (let step = agenda.next(); step !== null; step = agenda.next()) search(step)
  return { questions: questions.toSorted((one, other) => one - other), ...told }
}
