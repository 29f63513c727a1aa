import { expect, it } from 'vitest'
import type { CallEvent } from '../../src/domain/call-event.ts'
import { allowsEmergencySearch, countedContact, isEmergencyUnused } from '../../src/domain/emergency-search.ts'
import {
  after,
  announced,
  asked,
  askedAgain,
  connected,
  contactId,
  opened,
  opening,
  vanished,
} from '../fixtures/call-events.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

const begun: CallEvent = { type: 'emergency-search', contactId, isBegun: true }
const over: CallEvent = { type: 'emergency-search', contactId, isBegun: false }

function sessionAfter(...events: readonly CallEvent[]) {
  const session = after(...events).current.get(contactId)
  if (session === undefined) throw new Error('The contact is not here')
  return session
}

it('leads to the form, with the question that failed kept for the step back, and the typed reason gone', () => {
  const draft: CallEvent = { type: 'drafted', contactId, draft: { searchReason: 'fell, not responding' } }
  expect(sessionAfter(announced(), connected, draft, begun)).toMatchObject({
    phase: 'identifying',
    view: 'form',
    question: { id: 'q1' },
    draft: { searchReason: null },
    emergencySearch: { askedBefore: 1 },
  })
})

it('counts the call’s number for nothing while Connect has not confirmed the call, and again once it has (R14, R16)', () => {
  const before = sessionAfter(announced(), connected)
  expect(countedContact(before)).toBe(before.contact)
  expect(countedContact(sessionAfter(announced(), connected, begun)).ani.kind).toBe('withheld')
  expect(countedContact(sessionAfter(announced(), connected, begun, over)).ani.kind).toBe('number')
})

it('can be stepped out of until something was searched in it', () => {
  expect(isEmergencyUnused(sessionAfter(announced(), connected))).toBe(false)
  expect(isEmergencyUnused(sessionAfter(announced(), connected, begun))).toBe(true)
  expect(isEmergencyUnused(sessionAfter(announced(), connected, begun, asked))).toBe(false)
  expect(isEmergencyUnused(sessionAfter(announced(), connected, begun, askedAgain))).toBe(false)
})

it('lasts while the chart opens and stands open, and is not begun then (R16)', () => {
  expect(sessionAfter(announced(), connected, begun, opening, opened()).emergencySearch).not.toBeNull()
  expect(sessionAfter(announced(), connected, opening, opened(), begun).emergencySearch).toBeNull()
})

it('is gone with the contact: one that vanished and is back has none (R44)', () => {
  const back = sessionAfter(announced(), connected, begun, asked, vanished, announced('live'))
  expect(back.emergencySearch).toBeNull()
})

it('is for a site that allows emergencies and can search by more than the call’s number', () => {
  const emergency = 'allowed' as const
  expect(allowsEmergencySearch(aSitePolicy({ emergency }))).toBe(true)
  expect(allowsEmergencySearch(aSitePolicy({ emergency: 'refused' }))).toBe(false)
  expect(allowsEmergencySearch(aSitePolicy({ emergency, searchSets: ['name-sex-and-telephone'] }))).toBe(false)
})
