import { brokerMemories } from './assumptions.ts'
import type { CallRequest } from './call-requests.ts'

/** One instance of the broker: what it remembers of contacts, and when it asks `DescribeContact`. */
export interface BrokerMemory {
  /** The times at which this request makes the instance ask; most requests none. */
  ask(request: CallRequest): readonly number[]
}

/** An instance that has just started, with the memories and pauses of the real one. */
export function startBroker(): BrokerMemory {
  const knownUntil = new Map<string, { readonly until: number; readonly isAssigned: boolean }>()
  let askedAgain: number[] = []

  const describe = (contact: string, at: number, isAssigned: boolean, keptFor: number): number[] => {
    const known = knownUntil.get(contact)
    if (known !== undefined && known.until > at) return []
    knownUntil.set(contact, { until: at + keptFor, isAssigned })
    return [at]
  }

  const mayAskAgain = (at: number) => {
    askedAgain = askedAgain.filter((before) => before > at - 1)
    if (askedAgain.length >= brokerMemories.mostAskedAgainPerSecond) return false
    askedAgain.push(at)
    return true
  }

  return {
    ask({ at, call, kind, assignedAt, isTransferred }) {
      const first = isTransferred ? describe(`first of ${call}`, at, true, brokerMemories.endedFor) : []
      const isAssignedAt = (time: number) => time >= assignedAt
      const look = (time: number) =>
        describe(
          String(call),
          time,
          isAssignedAt(time),
          isAssignedAt(time) ? brokerMemories.assignedFor : brokerMemories.unassignedFor,
        )
      const asked = [...first, ...look(at)]
      if (kind === 'token') return asked

      let time = at
      for (const pause of brokerMemories.pauses) {
        if (knownUntil.get(String(call))?.isAssigned === true || !mayAskAgain(time)) break
        time += pause
        asked.push(...look(time))
      }
      return asked
    },
  }
}
