// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { hostileTexts, unsafeSigns } from '../fixtures/hostile-texts.ts'
import { type CcpPlayer, playCcp, playing, told } from './ccp-player.ts'
import { aCall, aConnection, agentLeg } from './played-snapshot.ts'

let ccp: CcpPlayer

beforeEach(async () => {
  const stop = playing()
  ccp = await playCcp()
  ccp.acknowledge()
  return stop
})

const number = (e164: string) => ({ kind: 'number', e164 })

function announcedContact() {
  const [first] = ccp.heard
  return first?.type === 'announced' ? first.contact : null
}

describe('the name of the queue', () => {
  it.each(Object.entries(hostileTexts))('is one short line of plain signs where it holds %s (R33)', (_, name) => {
    ccp.publish([aCall({ queue: { queueARN: 'arn:queue/1', name: `Billing ${name}` } })])

    const queue = announcedContact()?.queue ?? ''
    expect(queue).toMatch(/^Billing/)
    expect(queue).not.toMatch(unsafeSigns)
    expect(queue).not.toMatch(/[\u200B-\u200F\uFEFF\uD800-\uDFFF]/)
    expect(queue.length).toBeLessThanOrEqual(80)
  })

  it.each([null, '', ' \u202E\u200B '])('is none where it is %j', (name) => {
    ccp.publish([aCall({ queue: { queueARN: 'arn:queue/1', name } })])
    expect(announcedContact()).toHaveProperty('queue', null)
  })
})

describe('the number of the caller', () => {
  it('is read from the customer endpoint where the connection has none', () => {
    const connections = [agentLeg, aConnection({ endpoint: null })]
    ccp.publish([aCall({ connections, customerEndpoint: { type: 'phone_number', phoneNumber: '+16085550117' } })])

    expect(announcedContact()?.ani).toEqual(number('+16085550117'))
  })

  it.each(['anonymous', '+266696687', 'sip:anonymous@anonymous.invalid'])(
    'is withheld when it is %o',
    (phoneNumber) => {
      const connections = [agentLeg, aConnection({ endpoint: { type: 'phone_number', phoneNumber } })]
      ccp.publish([aCall({ connections })])

      expect(announcedContact()?.ani).toEqual({ kind: 'withheld', reason: 'anonymous' })
    },
  )

  it('is missing, and the call is still a call, when its connections cannot be read', () => {
    const { connections: _, ...call } = aCall()
    ccp.publish([call])

    expect(told(ccp.heard)).toEqual(['announced call-1 ringing'])
    expect(announcedContact()?.ani).toEqual({ kind: 'withheld', reason: 'none' })
  })

  it('is the one to call back, for a queued callback', () => {
    const callback = { type: 'queue_callback', state: 'incoming', contactId: 'back-2', initialContactId: 'call-1' }
    ccp.publish([aCall(callback)])

    expect(announcedContact()).toMatchObject({ channel: 'callback', initialContactId: 'call-1' })
    expect(announcedContact()?.ani).toEqual(number('+16085550142'))
    expect(told(ccp.heard)).toEqual(['announced back-2 ringing'])
  })

  it('is the one that was dialled, for an outbound call', () => {
    ccp.publish([aCall({ connections: [agentLeg, aConnection({ type: 'outbound' })] })])
    expect(announcedContact()).toMatchObject({ direction: 'outbound', ani: number('+16085550142') })
  })

  it('stands in no message to the CCP', () => {
    for (const state of ['connecting', 'connected', 'ended']) ccp.publish([aCall({ state })])
    ccp.publish([])

    expect(JSON.stringify(ccp.received)).not.toContain('5550142')
  })
})

describe('contacts that are no calls of this agent', () => {
  it('takes a task for one without a number, though Streams throws at the touch of its connections', () => {
    ccp.publish([aCall({ type: 'task', contactId: 'task-1' }), aCall()])

    expect(told(ccp.heard)).toEqual(['announced task-1 ringing', 'announced call-1 ringing'])
    expect(announcedContact()).toMatchObject({ channel: 'task', ani: { kind: 'withheld', reason: 'none' } })
  })

  it('reads the number of a text message without opening its chat session', () => {
    const customerEndpoint = { type: 'phone_number', phoneNumber: '+16085550107' }
    ccp.publish([aCall({ type: 'chat', customerEndpoint })])

    expect(announcedContact()).toMatchObject({ channel: 'chat', ani: number('+16085550107') })
  })

  it('says nothing of a call that a supervisor listens to', () => {
    const silent = aConnection({ type: 'monitoring', endpoint: null })
    const beside = aConnection({ type: 'monitoring', initial: false, connectionId: 'supervisor', endpoint: null })
    ccp.publish([
      aCall({ connections: [silent] }),
      aCall({ contactId: 'call-2', connections: [aConnection(), beside] }),
    ])
    ccp.publish([])

    expect(told(ccp.heard)).toEqual([])
  })

  it('says nothing of a kind of contact that it does not know', () => {
    ccp.publish([aCall({ type: 'hologram' })])
    expect(told(ccp.heard)).toEqual([])
  })
})
