import type { ConnectApi } from '../../src/broker/connect-api.ts'
import { IntegrationError } from '../../src/domain/errors.ts'
import { fullBucket } from '../scale/token-bucket.ts'

/** A call of the load, as Connect knows it. */
export interface LoadCall {
  readonly contactId: string
  readonly agent: number
  readonly number: string
  acceptedAt: number | null
  endedAt: number | null
}

/** Connect names the agent this long after the accept, in milliseconds. */
const agentInfoLagMs = 150

/** A Connect in memory that throttles `DescribeContact` as Amazon does: 10 a second, 15 after a quiet one. */
export function playConnect() {
  const calls = new Map<string, LoadCall>()
  const asked: number[] = []
  const bucket = fullBucket({ perSecond: 10, burst: 15 })
  let throttled = 0

  const api: ConnectApi = {
    async describeContact(contactId) {
      const now = Date.now()
      asked.push(now)
      if (bucket.turnAt(now / 1_000, now / 1_000, 0) === null) {
        throttled += 1
        throw new IntegrationError('connect-unreachable')
      }
      const call = calls.get(contactId)
      if (call === undefined) return null
      const isNamed = call.acceptedAt !== null && now >= call.acceptedAt + agentInfoLagMs
      return {
        channel: 'VOICE',
        initiation: 'INBOUND',
        earlierContactId: null,
        agentId: isNamed ? `agent-${call.agent}` : null,
        endedAt: call.endedAt,
        customerAddress: call.number,
      }
    },
    findUser: async (username) => username.replace('.', '-'),
    ready: async () => undefined,
    close: () => undefined,
  }
  return {
    api,
    calls,
    /** When it was asked, in milliseconds. */
    asked,
    get throttled() {
      return throttled
    },
  }
}
