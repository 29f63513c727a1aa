import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { createJournal, type Journal } from '../../../src/sandbox/journal.ts'

let journal: Journal
let instance: ConnectInstance

beforeEach(() => {
  vi.useFakeTimers()
  journal = createJournal()
  instance = createConnectInstance({ journal })
})

afterEach(() => {
  instance.close()
  vi.useRealTimers()
})

it('rings, is taken, ends and leaves, and the agent goes along', () => {
  const { contactId } = instance.ring({ number: '+16085550142' })
  expect(now(contactId)).toBe('connecting, agent connecting, customer connected: PendingBusy')

  instance.accept(contactId)
  expect(now(contactId)).toBe('connected, agent connected, customer connected: Busy')

  instance.hangUp(contactId, 'customer')
  expect(now(contactId)).toBe('ended, agent disconnected, customer disconnected: AfterCallWork')

  instance.clear(contactId)
  expect(shown()).toEqual([])
  expect(state()).toBe('Available')
})

it('misses a call after the ring time-out and no sooner', () => {
  const { contactId } = instance.ring()
  vi.advanceTimersByTime(19_999)
  expect(state()).toBe('PendingBusy')

  vi.advanceTimersByTime(1)
  expect(now(contactId)).toBe('missed, agent disconnected, customer disconnected: MissedCallAgent')
  expect(instance.contact(contactId).disconnectedAt).toBeNull()

  instance.clear(contactId)
  expect(state()).toBe('Available')
})

it('does not miss a call that was taken in time', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  vi.advanceTimersByTime(60_000)
  expect(state()).toBe('Busy')
  expect(instance.contact(contactId).phase).toBe('connected')
})

it('rejects a call', () => {
  const { contactId } = instance.ring()
  instance.reject(contactId)
  expect(now(contactId)).toBe('rejected, agent disconnected, customer disconnected: AgentHungUp')
})

it('counts a caller who gives up while it rings as missed, and as gone', () => {
  const { contactId } = instance.ring()
  instance.hangUp(contactId, 'customer')
  expect(state()).toBe('MissedCallAgent')
  expect(instance.contact(contactId).disconnectedAt).toBe(Date.now())
})

it('holds the caller and takes them back', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.hold(contactId)
  expect(now(contactId)).toBe('connected, agent connected, customer hold: Busy')
  instance.resume(contactId)
  expect(now(contactId)).toBe('connected, agent connected, customer connected: Busy')
})

it('lets others on a call put the agent on hold', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.hold(contactId, 'agent')
  expect(now(contactId)).toBe('connected, agent hold, customer connected: Busy')
  instance.resume(contactId, 'agent')
  expect(now(contactId)).toBe('connected, agent connected, customer connected: Busy')
})

it('lets a colleague be asked, join and leave, and the customer leave them alone', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.consult(contactId)
  expect([customer(contactId), others(contactId)]).toEqual(['hold', ['connected']])
  expect(() => instance.consult(contactId)).toThrow('A third party is on the call already')

  instance.conference(contactId)
  expect(customer(contactId)).toBe('connected')
  instance.hangUp(contactId, 'customer')
  expect(now(contactId)).toBe('connected, agent connected, customer disconnected: Busy')
  instance.dropOther(contactId)
  expect(others(contactId)).toEqual(['disconnected'])
  instance.hangUp(contactId)
  expect(instance.contact(contactId).phase).toBe('ended')
})

it('holds the first call while the agent talks on the second', () => {
  const first = instance.ring().contactId
  instance.accept(first)
  const second = instance.ring({ number: '+16085550117' }).contactId
  instance.accept(second)
  expect([customer(first), customer(second)]).toEqual(['hold', 'connected'])

  instance.resume(first)
  expect([customer(first), customer(second)]).toEqual(['connected', 'hold'])
})

it('gives an agent two calls at once and never a third', () => {
  instance.ring()
  instance.ring()
  expect(() => instance.ring()).toThrow('The agent has two calls already')
  expect(() => instance.placeCall('+16085550150', 'dana.rivera')).toThrow('The agent has two calls already')
  expect(instance.ring({ scenario: 'chat' }).phase).toBe('connecting')
})

it('dials a callback when the agent takes it, under new connection ids', () => {
  const offered = instance.ring({ scenario: 'queued-callback' })
  expect([offered.phase, state()]).toEqual(['incoming', 'Pending'])
  expect(offered.initialContactId).not.toBe(offered.contactId)

  const dialling = instance.accept(offered.contactId)
  expect([dialling.phase, state()]).toEqual(['connecting', 'CallingCustomer'])
  expect(dialling.customerLeg?.connectionId).not.toBe(offered.customerLeg?.connectionId)

  vi.advanceTimersByTime(instance.settings.pickUpAfterMs ?? 0)
  expect(now(offered.contactId)).toBe('connected, agent connected, customer connected: Busy')
})

it('places a call that the customer picks up', () => {
  instance.settings.pickUpAfterMs = null
  const { contactId } = instance.placeCall('+16085550150', 'dana.rivera')
  expect(now(contactId)).toBe('connecting, agent connecting, customer connecting: CallingCustomer')
  vi.advanceTimersByTime(60_000)
  instance.pickUp(contactId)
  expect(state()).toBe('Busy')
})

it.each(['chat', 'task'] as const)('leaves the agent available during a %s', (scenario) => {
  const { contactId, customerLeg } = instance.ring({ scenario })
  instance.accept(contactId)
  expect([state(), instance.contact(contactId).number]).toEqual(['Available', null])
  expect(customerLeg === null).toBe(scenario === 'task')
})

it.each([
  ['withheld', 'anonymous'],
  ['keypad-word', '+266696687'],
  ['sip', 'sip:+16085550142@sbc.hospital.example'],
  ['extension', 'sip:4711@sbc.hospital.example'],
] as const)('rings with the number of a %s caller', (scenario, number) => {
  expect(instance.ring({ scenario }).number).toBe(number)
})

it('rings from a queue by the name that an administrator gave it, and by no name that no queue has', () => {
  const before = instance.ring({ queue: 'Billing' })
  instance.renameQueue('Billing', 'Money')
  const after = instance.ring({ queue: 'Billing' })
  expect([before, after].map(({ contactId }) => instance.contact(contactId).queue?.name)).toEqual(['Billing', 'Money'])
  expect(after.queue?.arn).toBe(before.queue?.arn)
  expect(() => instance.renameQueue('Money', 'Billing')).toThrow('No queue has this name')
})

it('drops a contact out of the CCP for a moment and tells of both', async () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  const shownAtEachChange: number[] = []
  instance.subscribe(() => shownAtEachChange.push(shown().length))

  const back = instance.flicker(contactId, 100)
  await vi.advanceTimersByTimeAsync(100)
  await back
  expect(shownAtEachChange).toEqual([0, 1])
  expect(state()).toBe('Busy')
})

it.each(['connected', 'ended'] as const)('shows an old contact again as %s, and only shows it', (as) => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.hangUp(contactId)
  expect(() => instance.replayOld(contactId, as)).toThrow('not cleared yet')

  instance.clear(contactId)
  instance.replayOld(contactId, as)
  expect(shown()).toEqual([as])
  expect([instance.contact(contactId).phase, state()]).toEqual(['ended', 'Available'])

  instance.hangUp(contactId)
  expect(shown()).toEqual(['ended'])
  instance.clear(contactId)
  expect(shown()).toEqual([])
})

it('shows in the CCP only what is its agent’s', () => {
  instance.ring({ agent: 'sam.okoye' })
  expect(instance.shownTo('dana.rivera')).toEqual([])
  expect(instance.shownTo('sam.okoye')).toHaveLength(1)
  expect([state(), instance.agentStanding('sam.okoye').state.name]).toEqual(['Available', 'PendingBusy'])

  instance.ccpAgent = 'sam.okoye'
  expect(instance.ring().agentId).toBe(instance.contacts()[0]?.agentId)
  expect(() => (instance.ccpAgent = 'nobody')).toThrow('No agent has this username')
})

it('takes a state that is chosen during a call only afterwards', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.setAgentState('dana.rivera', 'Lunch')
  expect([state(), instance.agentStanding('dana.rivera').next?.name]).toEqual(['Busy', 'Lunch'])

  instance.hangUp(contactId)
  expect(state()).toBe('AfterCallWork')
  instance.clear(contactId)
  expect([state(), instance.agentStanding('dana.rivera').next]).toEqual(['Lunch', null])
})

it('ends after-call work when the agent chooses a state', () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.hangUp(contactId)
  instance.setAgentState('dana.rivera', 'Available')
  expect([state(), shown()]).toEqual(['Available', []])
})

it.each([
  ['accept a call twice', (id: string) => instance.accept(instance.accept(id).contactId)],
  ['hold a call that rings', (id: string) => instance.hold(id)],
  ['clear a call that rings', (id: string) => instance.clear(id)],
  ['pick up a call that nobody dials', (id: string) => instance.pickUp(id)],
  ['hang up twice', (id: string) => instance.hangUp(instance.hangUp(id).contactId)],
])('refuses to %s', (_what, act) => {
  const { contactId } = instance.ring()
  expect(() => act(contactId)).toThrow(expect.objectContaining({ type: 'InvalidStateException' }))
})

it.each([
  ['an unknown contact', () => instance.accept('no-such-contact')],
  ['an unknown queue', () => instance.ring({ queue: 'Complaints' })],
  ['an unknown agent', () => instance.ring({ agent: 'nobody' })],
])('refuses %s', (_what, act) => {
  expect(act).toThrow(expect.objectContaining({ type: 'ResourceNotFoundException' }))
})

it('adds attributes in the middle of a call', () => {
  const { contactId } = instance.ring({ attributes: { language: 'es' } })
  instance.setAttributes(contactId, { reason: 'refill' })
  expect(instance.contact(contactId).attributes).toEqual({ language: 'es', reason: 'refill' })
})

it('writes verbs and contact ids into the journal, never a number or an attribute (R20)', () => {
  const { contactId } = instance.ring({ number: '+16085550142', attributes: { name: 'Ana' } })
  instance.accept(contactId)
  instance.hangUp(contactId)
  instance.clear(contactId)
  instance.placeCall('+16085550150', 'dana.rivera')
  const events = journal.entries().map((entry) => entry.event)
  expect(events).toEqual(['contact-begun', 'accepted', 'agent-hung-up', 'cleared', 'call-placed'])
  expect(JSON.stringify(journal.entries())).not.toMatch(/55501|Ana/)
})

/** The contact, its sides and its agent in words. */
function now(contactId: string): string {
  const { phase, agentLeg, customerLeg } = instance.contact(contactId)
  return `${phase}, agent ${agentLeg.state}, customer ${customerLeg?.state}: ${state()}`
}

function state(): string {
  return instance.agentStanding('dana.rivera').state.name
}

function shown(): string[] {
  return instance.shownTo('dana.rivera').map((contact) => contact.phase)
}

function others(contactId: string): string[] {
  return instance.contact(contactId).others.map((leg) => leg.state)
}

function customer(contactId: string): string | undefined {
  return instance.contact(contactId).customerLeg?.state
}
