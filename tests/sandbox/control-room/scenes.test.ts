import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { scenes } from '../../../src/sandbox/control-room/scenes.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'

let instance: ConnectInstance
beforeEach(() => {
  vi.useFakeTimers()
  instance = createConnectInstance({ journal: createJournal() })
})
afterEach(() => {
  instance.close()
  vi.useRealTimers()
})

const confirmed: string[] = []
const colleague = { colleagueConfirms: async (contactId: string) => void confirmed.push(contactId) }
const played = (id: string) => scenes.find((scene) => scene.id === id)?.play(instance, colleague) ?? 'nothing'
const play = (id: string) => String(played(id))
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
