import { expect, it } from 'vitest'
import { createLiveContact } from '../../src/broker/live-contact.ts'
import { aConnect, aFinder, dana, facts, freely } from './played-contacts.ts'

it.each([
  ['an inbound call', facts()],
  ['a queued callback', facts({ initiation: 'CALLBACK' })],
  ['a transfer of an inbound call', facts({ initiation: 'TRANSFER', earlierContactId: 'inbound' })],
  ['a transfer to a queue of an inbound call', facts({ initiation: 'QUEUE_TRANSFER', earlierContactId: 'inbound' })],
])('lets the agent work with %s', async (_, contact) => {
  const { find } = aFinder({ contact, inbound: facts({ agentId: 'connect-sam', endedAt: 1 }) })
  await expect(find('contact', dana)).resolves.toEqual({
    contactId: 'contact',
    initialContactId: contact.earlierContactId ?? 'contact',
    isAssigned: true,
    ani: { kind: 'number', e164: '+16085550142' },
  })
})

it.each([
  ['an outbound call (R13)', facts({ initiation: 'OUTBOUND' })],
  ['a dialled campaign (R13)', facts({ initiation: 'API' })],
  ['monitoring (R13)', facts({ initiation: 'MONITOR' })],
  ['a transfer of an outbound call (R13)', facts({ initiation: 'TRANSFER', earlierContactId: 'outbound' })],
  ['a transfer of monitoring (R13)', facts({ initiation: 'TRANSFER', earlierContactId: 'monitor' })],
  ['a transfer of nobody knows what (R13)', facts({ initiation: 'TRANSFER' })],
  ['a transfer of a call that is gone (R13)', facts({ initiation: 'QUEUE_TRANSFER', earlierContactId: 'gone' })],
  ['a way to begin that is not known yet', facts({ initiation: 'SOMETHING_NEW' })],
  ['a chat', facts({ channel: 'CHAT' })],
  ['a task', facts({ channel: 'TASK' })],
  ['a call that ended (R18)', facts({ endedAt: 999_999 })],
  ['a call that ended and nobody took', facts({ agentId: null, endedAt: 999_999 })],
  ['the call of another agent (R12)', facts({ agentId: 'connect-sam' })],
  ['a call that does not exist (R12)', null],
])('refuses %s', async (_, contact) => {
  const { find } = aFinder({
    contact,
    outbound: facts({ initiation: 'OUTBOUND' }),
    monitor: facts({ initiation: 'MONITOR' }),
  })
  await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')
})

it.each([
  ['lets outbound calls in', facts({ initiation: 'OUTBOUND' }), true],
  ['lets transfers of outbound calls in', facts({ initiation: 'TRANSFER', earlierContactId: 'outbound' }), true],
  ['keeps monitoring out', facts({ initiation: 'MONITOR' }), false],
])('%s where the site allows outbound lookup (R13)', async (_, contact, isLetIn) => {
  const { find } = aFinder({ contact, outbound: facts({ initiation: 'OUTBOUND' }) }, 'allowed')
  const came = await find('contact', dana).then(
    () => true,
    () => false,
  )
  expect(came).toBe(isLetIn)
})

const chat = facts({ channel: 'CHAT', initiation: 'API', customerAddress: null })

it.each([
  ['a chat', chat],
  ['a text message', { ...chat, customerAddress: '+16085550142' }],
  ['a task', facts({ channel: 'TASK', initiation: 'API' })],
  ['a task that a flow made', facts({ channel: 'TASK', initiation: 'FLOW' })],
  ['an e-mail', facts({ channel: 'EMAIL' })],
  ['a transfer of a chat', facts({ channel: 'CHAT', initiation: 'TRANSFER', earlierContactId: 'chat' })],
])('lets the agent work with %s where the site wants other channels, and nowhere else', async (_, contact) => {
  const contacts = { contact, chat: { ...chat, agentId: 'connect-sam' } }
  await expect(aFinder(contacts, 'refused', 'allowed').find('contact', dana)).resolves.toMatchObject({
    isAssigned: true,
  })
  await expect(aFinder(contacts).find('contact', dana)).rejects.toThrow('contact-not-yours')
})

it.each([
  ['a call that is dialled (R13)', facts({ initiation: 'API' })],
  ['an e-mail the agent wrote (R13)', facts({ channel: 'EMAIL', initiation: 'OUTBOUND' })],
  ['a reply the agent wrote (R13)', facts({ channel: 'EMAIL', initiation: 'AGENT_REPLY' })],
  ['a text message the hospital began (R13)', facts({ channel: 'CHAT', initiation: 'OUTBOUND' })],
  ['the chat of another agent (R12)', { ...chat, agentId: 'connect-sam' }],
  ['a transfer that changed its channel', facts({ channel: 'CHAT', initiation: 'TRANSFER', earlierContactId: 'call' })],
  ['a channel that is not known yet', facts({ channel: 'HOLOGRAM' })],
])('refuses %s, whatever the site wants of other channels', async (_, contact) => {
  const { find } = aFinder({ contact, call: facts() }, 'refused', 'allowed')
  await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')
})

it('knows the first contact of a chain of transfers, and of one that is none the contact itself', async () => {
  const { initialContactOf } = aFinder({ second: facts({ earlierContactId: 'first' }), first: facts() })
  const first = await Promise.all(['second', 'first', 'unknown'].map((id) => initialContactOf(id, dana)))
  expect(first).toEqual(['first', 'first', 'unknown'])
})

it('keeps to the after-call window of the site (R15)', async () => {
  const clock = { now: 600_000 }
  const connect = aConnect({ contact: facts({ endedAt: 0 }) })
  const { liveContact: find } = createLiveContact(connect, {
    outboundLookup: 'refused',
    otherChannels: 'refused',
    ownNumbers: [],
    afterCallMinutes: 15,
    pace: freely,
    now: () => clock.now,
  })

  await expect(find('contact', dana)).resolves.toMatchObject({ isAssigned: true })
  clock.now = 15 * 60_000
  await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')
})

it('knows for two hours whose call it was that ended, and lets nobody search for it (R24)', async () => {
  const ended = facts({ endedAt: 1_000_000 })
  const { clock, find, hasEndedLately } = aFinder({
    ended,
    live: facts(),
    missed: facts({ agentId: null, endedAt: 1 }),
  })
  clock.now += 2 * 60 * 60_000 - 1

  expect(await hasEndedLately('ended', dana)).toBe(true)
  await expect(find('ended', dana)).rejects.toThrow('contact-not-yours')
  expect(await hasEndedLately('ended', 'connect-sam')).toBe(false)
  for (const other of ['live', 'missed', 'unknown']) expect(await hasEndedLately(other, dana)).toBe(false)
  clock.now += 1
  expect(await hasEndedLately('ended', dana)).toBe(false)
})

it('sees within half a second that a ringing call was taken, and asks once for all who wait', async () => {
  const { connect, clock, find } = aFinder({ contact: facts({ agentId: null }) })
  await expect(find('contact', dana)).resolves.toMatchObject({ isAssigned: false })
  connect.contacts['contact'] = facts()

  clock.now += 500
  const found = await Promise.all(Array.from({ length: 1_000 }, () => find('contact', dana)))
  expect(found.every(({ isAssigned }) => isAssigned)).toBe(true)
  expect(connect.state.asked).toBe(2)
})

it('sees within a minute that a call ended, and believes no later answer that it lives (R18)', async () => {
  const { connect, clock, find } = aFinder({ contact: facts() })
  await find('contact', dana)
  connect.contacts['contact'] = facts({ endedAt: clock.now })
  clock.now += 60_000
  await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')

  connect.contacts['contact'] = facts()
  clock.now += 30 * 60_000
  await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')
})

it('keeps no failure: the next question asks again', async () => {
  const { connect, find } = aFinder({ contact: facts() })
  connect.state.hold = Promise.reject(new Error('throttled'))
  await expect(find('contact', dana)).rejects.toThrow('throttled')
  connect.state.hold = null
  await expect(find('contact', dana)).resolves.toMatchObject({ isAssigned: true })
})

it('believes an answer for 20 s, and in a crowd for the 60 s that may be (R18)', async () => {
  const crowd = { ...freely, isCrowded: () => true }
  for (const [pace, keptMs] of [
    [freely, 20_000],
    [crowd, 60_000],
  ] as const) {
    const { connect, clock, find } = aFinder({ contact: facts() }, 'refused', 'refused', pace)
    await find('contact', dana)
    clock.now += keptMs - 1
    await find('contact', dana)
    expect(connect.state.asked).toBe(1)
    clock.now += 1
    await find('contact', dana)
    expect(connect.state.asked).toBe(2)
  }
})

it('asks once in an hour how the call began that was passed on', async () => {
  const { connect, clock, find } = aFinder({
    contact: facts({ initiation: 'TRANSFER', earlierContactId: 'first' }),
    first: facts({ agentId: 'connect-sam', endedAt: 1 }),
  })
  await find('contact', dana)
  clock.now += 20_000
  await find('contact', dana)
  expect(connect.state.asked).toBe(3)
})
