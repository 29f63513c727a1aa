import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { scenes } from '../../../src/sandbox/control-room/scenes.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'

let instance: ConnectInstance
const confirmed: string[] = []
const colleague = { colleagueConfirms: async (contactId: string) => void confirmed.push(contactId) }
beforeEach(() => {
  confirmed.length = 0
  vi.useFakeTimers()
  instance = createConnectInstance({ journal: createJournal() })
})
afterEach(() => {
  instance.close()
  vi.useRealTimers()
})

const played = (id: string) => scenes.find((scene) => scene.id === id)?.play(instance, colleague) ?? 'nothing'
const play = (id: string): string => {
  const begun = played(id)
  return typeof begun === 'string' ? begun : 'later'
}
const legs = () => instance.contacts().map(({ phase, customerLeg }) => `${phase} ${customerLeg?.state}`)
const phases = () => instance.contacts().map(({ phase }) => phase)

it('has a name of its own for every scene', () => {
  expect(new Set(scenes.map(({ id }) => id)).size).toBe(scenes.length)
})

it.each([
  ['missed', 'missed'],
  ['rejected', 'rejected'],
])('lets a call ring first and be %s then', (scene, phase) => {
  play(scene)
  expect(phases()).toEqual(['connecting'])
  vi.advanceTimersByTime(3_000)
  expect(phases()).toEqual([phase])
})

it('leaves a call alone that the agent took before it was missed', () => {
  instance.accept(play('missed'))
  vi.advanceTimersByTime(3_000)
  expect(phases()).toEqual(['connected'])
})

it('rings a second time while the agent talks', () => {
  play('second-call')
  vi.advanceTimersByTime(3_000)
  expect(phases()).toEqual(['connected', 'connecting'])
})

it('holds the caller after a moment', () => {
  play('hold')
  expect(legs()).toEqual(['connected connected'])
  vi.advanceTimersByTime(3_000)
  expect(legs()).toEqual(['connected hold'])
})

it('has one of two calls on the line while the other waits', () => {
  play('two-calls')
  vi.advanceTimersByTime(3_000)
  expect(legs()).toEqual(['connected hold', 'connected connected'])
})

it('lets a colleague be asked, join and leave', () => {
  play('conference')
  const seen = [3_000, 4_000, 6_000].map((ms) => {
    vi.advanceTimersByTime(ms)
    return [...legs(), ...instance.contacts().flatMap(({ others }) => others.map(({ state }) => state))]
  })
  expect(seen).toEqual([
    ['connected hold', 'connected'],
    ['connected connected', 'connected'],
    ['connected connected', 'disconnected'],
  ])
})

it('tells the broker of the colleague’s confirmation, before the transfer is answered', async () => {
  const contactId = await played('transfer-confirmed')
  expect(confirmed).toEqual([instance.contact(contactId).initialContactId])
})

it('rings no second time when the visitor rang in the meantime', () => {
  play('second-call')
  play('one-person')
  vi.advanceTimersByTime(3_000)
  expect(phases()).toEqual(['connected', 'connecting'])
})

it('ends the call while Epic is still searching', () => {
  play('hang-up')
  vi.advanceTimersByTime(500)
  expect(phases()).toEqual(['ended'])
})

it('brings back the contact that was cleared last', () => {
  const contactId = play('one-person')
  instance.accept(contactId)
  instance.hangUp(contactId)
  instance.clear(contactId)
  expect(play('replay')).toBe(contactId)
  expect(instance.shownTo('dana.rivera')).toMatchObject([{ contactId, phase: 'connected' }])
})

it('brings back a contact of this CCP, and none that a colleague cleared', () => {
  const contactId = play('one-person')
  instance.accept(contactId)
  instance.hangUp(contactId)
  instance.clear(contactId)
  play('transfer')
  expect(play('replay')).toBe(contactId)
})

it.each(['dana.rivera', 'sam.okoye', 'lee.chen'])('transfers to %s what a colleague took first', (agent) => {
  instance.ccpAgent = agent
  const transferred = instance.contact(play('transfer'))
  const first = instance.contact(transferred.initialContactId)
  expect([first.kind, first.phase, transferred.kind]).toEqual(['inbound', 'ended', 'transfer'])
  expect(first.agentId).not.toBe(transferred.agentId)
  expect(instance.shownTo(agent)).toMatchObject([{ contactId: transferred.contactId }])
})
