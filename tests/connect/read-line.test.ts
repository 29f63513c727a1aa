// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../src/domain/contact.ts'
import { type CcpPlayer, lines, playCcp, playing, told } from './ccp-player.ts'
import { aCall, aConnection, agentLeg, type PlayedConnection } from './played-snapshot.ts'

let ccp: CcpPlayer

beforeEach(async () => {
  const stop = playing()
  ccp = await playCcp()
  ccp.acknowledge()
  return stop
})

const at = (type: string, secondsAgo = 0) => ({ type, timestamp: new Date(Date.now() - secondsAgo * 1_000) })
const customer = (state: string, secondsAgo = 0) => aConnection({ state: at(state, secondsAgo) })
const agent = (state: string, secondsAgo = 0): PlayedConnection => ({ ...agentLeg, state: at(state, secondsAgo) })
const colleague = (state: string) =>
  aConnection({
    connectionId: 'colleague',
    type: 'outbound',
    initial: false,
    state: at(state),
    endpoint: { type: 'phone_number', phoneNumber: 'INTERNAL-TRANSFER' },
  })

/** A live call with these legs. */
const live = (...connections: PlayedConnection[]) => aCall({ state: 'connected', connections })

describe('the line of a call', () => {
  it('is told when it is answered, held and taken up again, each once', () => {
    ccp.publish([aCall()])
    for (const state of ['connected', 'connected', 'hold', 'hold', 'connected']) {
      ccp.publish([live(agent('connected'), customer(state))])
    }
    expect(lines(ccp.heard)).toEqual(['call-1 talking', 'call-1 customer-on-hold', 'call-1 talking'])
    expect(told(ccp.heard)).toEqual(['announced call-1 ringing', 'connected call-1'])
  })

  it('says since when it stands so, though the page was loaded later', () => {
    ccp.publish([live(agent('connected'), customer('hold', 42))])
    const line = ccp.heard.find((event) => event.type === 'line')
    expect(line).toMatchObject({ line: { state: 'customer-on-hold', since: Date.now() - 42_000 } })
  })

  it('knows the agent’s own hold from the customer’s', () => {
    ccp.publish([live(agent('connected'), customer('connected'))])
    ccp.publish([live(agent('hold'), customer('connected'))])
    expect(lines(ccp.heard)).toEqual(['call-1 talking', 'call-1 agent-on-hold'])
  })

  it('says which of two calls is on the line (R82)', () => {
    const talking = live(agent('connected'), customer('connected'))
    const held = live(agent('connected'), customer('hold'))
    ccp.publish([talking])
    ccp.publish([held, { ...talking, contactId: 'call-2' }])
    expect(lines(ccp.heard)).toEqual(['call-1 talking', 'call-2 talking', 'call-1 customer-on-hold'])
  })

  it('is being dialled while a callback is called back, and not while it is offered', () => {
    const callback = { type: 'queue_callback' }
    ccp.publish([aCall({ ...callback, state: 'incoming' })])
    expect(lines(ccp.heard)).toEqual([])

    ccp.publish([aCall({ ...callback, state: 'connecting' })])
    expect(lines(ccp.heard)).toEqual(['call-1 dialling'])
    ccp.publish([aCall({ ...callback, state: 'connected' })])
    expect(lines(ccp.heard)).toEqual(['call-1 dialling', 'call-1 talking'])
  })

  it('is being dialled while an outbound call is, and never while one rings here', () => {
    ccp.publish([aCall(), aCall({ contactId: 'out', connections: [agentLeg, aConnection({ type: 'outbound' })] })])
    expect(lines(ccp.heard)).toEqual(['out dialling'])
  })

  it('is told anew of a call that vanished and is back, and to a listener that comes late once', () => {
    ccp.publish([live(agent('connected'), customer('hold'))])
    ccp.publish([])
    ccp.publish([live(agent('connected'), customer('hold'))])
    expect(lines(ccp.heard)).toEqual(['call-1 customer-on-hold', 'call-1 customer-on-hold'])

    for (const state of ['connected', 'hold', 'connected']) ccp.publish([live(agent('connected'), customer(state))])
    const late: ContactEvent[] = []
    ccp.softphone.subscribe((event) => late.push(event))
    expect(late.map(({ type }) => type)).toEqual(['announced', 'line'])
    expect(lines(late)).toEqual(['call-1 talking'])
  })

  it('does not go back to being dialled when an old snapshot of a live call comes in', () => {
    ccp.publish([aCall({ type: 'queue_callback', state: 'connected' })])
    ccp.publish([aCall({ type: 'queue_callback', state: 'connecting' })])
    expect(lines(ccp.heard)).toEqual(['call-1 talking'])
  })

  it.each(['chat', 'task', 'email'])('is nothing that a %s has', (type) => {
    ccp.publish([aCall({ type, state: 'connected' })])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
    expect(lines(ccp.heard)).toEqual([])
  })
})

describe('third parties', () => {
  const consult = [
    [agent('connected'), customer('connected')],
    [agent('connected'), customer('hold'), colleague('connecting')],
    [agent('connected'), customer('hold'), colleague('connected')],
    [agent('connected'), customer('connected'), colleague('connected')],
    [agent('connected'), customer('connected'), colleague('disconnected')],
    [agent('connected'), customer('connected')],
  ]

  it('join and leave a call without ending it or beginning another', () => {
    for (const legs of consult) ccp.publish([live(...legs)])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
    expect(lines(ccp.heard)).toEqual(['call-1 talking', 'call-1 customer-on-hold', 'call-1 talking'])
  })

  it('stay with the agent when the customer leaves a conference, and the call lives', () => {
    ccp.publish([live(agent('connected'), customer('connected'), colleague('connected'))])
    ccp.publish([live(agent('connected'), customer('disconnected'), colleague('connected'))])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
  })

  it('change nothing when one of them is a supervisor who listens in later', () => {
    const supervisor = aConnection({ connectionId: 'boss', type: 'monitoring', initial: false, endpoint: null })
    ccp.publish([live(agent('connected'), customer('connected'))])
    ccp.publish([live(agent('connected'), customer('connected'), supervisor)])
    ccp.publish([live(agent('connected'), customer('connected'))])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
    expect(lines(ccp.heard)).toEqual(['call-1 talking'])
  })
})
