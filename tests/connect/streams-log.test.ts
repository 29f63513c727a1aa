// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { dropSentEntries } from '../../src/connect/streams-log.ts'
import { type CcpPlayer, playCcp, playing } from './ccp-player.ts'
import { aCall } from './played-snapshot.ts'

/** What Streams keeps to be sent. */
function kept(): unknown[][] {
  const log: object = connect.getLog()
  return [Reflect.get(log, '_serverBoundInternalLogs'), Reflect.get(log, '_logsToPush')] as unknown[][]
}

describe('the unmodified amazon-connect-streams', () => {
  let ccp: CcpPlayer

  beforeEach(async () => {
    const stop = playing()
    ccp = await playCcp({})
    ccp.acknowledge()
    ccp.publish([])
    return stop
  })

  /** One contact from its ring to its end. */
  function playCall(contactId: string) {
    ccp.publish([aCall({ contactId })])
    ccp.publish([aCall({ contactId, state: 'connected' })])
    ccp.publish([aCall({ contactId, state: 'ended' })])
    ccp.publish([])
  }

  it('keeps entries nobody sends, and none of them outlives its contact (R55)', () => {
    ccp.publish([aCall({ contactId: 'call-1' })])
    expect(kept()[0]?.length).toBeGreaterThan(0)

    for (let call = 1; call <= 20; call += 1) playCall(`call-${call}`)
    expect(kept().flat().length).toBeLessThan(10)
  })

  it('still has its log to download', () => {
    playCall('call-1')
    expect(Reflect.get(connect.getLog(), '_logs')).not.toEqual([])
  })
})

it('does nothing to a Streams that keeps no such lists', () => {
  expect(() => dropSentEntries({ _logsToPush: 'none' })).not.toThrow()
})
