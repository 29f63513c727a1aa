import { brokerMemories, describeContactQuota } from './assumptions.ts'
import { type Bucket, fullBucket } from './token-bucket.ts'

/** What came of a look at a contact: a question to Connect at `askedAt`, or none where the answer was known. */
export interface Looked {
  readonly askedAt: number | null
  readonly answeredAt: number
  readonly isAssigned: boolean
}

/** One instance of the broker: what it remembers of contacts, and how it paces its questions to `DescribeContact`. */
export interface BrokerMemory {
  /** Looks at a contact that is its agent's from `assignedAt` on; null where no turn comes in time, which is told (409). */
  look(contact: string, at: number, assignedAt: number): Looked | null
  /** Whether more is asked than goes on for long: no token ahead, and answers are believed longer. */
  isCrowded(at: number): boolean
  /** Takes one of the few second questions in a second that all contacts of an instance have together. */
  mayAskAgain(at: number): boolean
}

interface Known extends Looked {
  readonly until: number
}

/**
 * An instance that has just started, with the memories, pauses and pace of the real one.
 *
 * @param mostPerSecond Its `CONNECT_MOST_PER_SECOND`.
 * @param isKnown Whether an answer is known without a question, by contact events; asked for each question.
 */
export function startBroker(
  mostPerSecond: number = describeContactQuota.perSecond,
  isKnown: () => boolean = () => false,
): BrokerMemory {
  const { pace } = brokerMemories
  const bucket: Bucket = fullBucket({ perSecond: mostPerSecond, burst: mostPerSecond * pace.burst })
  const known = new Map<string, Known>()
  let askedAgain: number[] = []

  const isCrowded = (at: number) => bucket.left(at) < (mostPerSecond * pace.burst) / 2

  const keptFor = (isAssigned: boolean, at: number) => {
    if (isAssigned) return isCrowded(at) ? brokerMemories.assignedInCrowdFor : brokerMemories.assignedFor
    return isCrowded(at) ? brokerMemories.unassignedInCrowdFor : brokerMemories.unassignedFor
  }

  return {
    isCrowded,
    look(contact, at, assignedAt) {
      const before = known.get(contact)
      if (before !== undefined && before.until > at) {
        return { askedAt: null, answeredAt: Math.max(at, before.answeredAt), isAssigned: before.isAssigned }
      }
      // Whoever waits for the agent's name hears of it when the event comes.
      if (isKnown()) return { askedAt: null, answeredAt: Math.max(at, assignedAt), isAssigned: true }

      const ripe = isCrowded(at) ? at + pace.ripensFor : at
      const turn = bucket.turnAt(at, ripe, pace.waitedAtMost)
      if (turn === null) return null
      const isAssigned = turn >= assignedAt
      const looked = { askedAt: turn, answeredAt: turn, isAssigned }
      known.set(contact, { ...looked, until: turn + keptFor(isAssigned, turn) })
      return looked
    },
    mayAskAgain(at) {
      askedAgain = askedAgain.filter((earlier) => earlier > at - 1)
      if (askedAgain.length >= brokerMemories.mostAskedAgainPerSecond) return false
      askedAgain.push(at)
      return true
    },
  }
}
