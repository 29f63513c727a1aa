import { expect, it } from 'vitest'
import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import { beginEmergencySearch, stepOutOfEmergency } from '../../src/call/search-in-emergency.ts'
import { announced, asked, cleared, connected, contactId } from '../fixtures/call-events.ts'
import { callRules } from '../fixtures/site-policy.ts'

const reason = 'fell, not responding'

function aDesk() {
  const store = createCallSessionStore(callRules())
  store.dispatch(announced())
  store.dispatch(connected)
  const told: string[] = []
  const emergencySearches = {
    begin: (id: string, why: string) => void told.push(`begin ${id} ${why}`),
    end: (id: string) => void told.push(`end ${id}`),
  }
  const isOn = () => store.getSnapshot().current.get(contactId)?.emergencySearch ?? null
  return { store, told, isOn, parts: { store, emergencySearches } }
}

it('tells the broker’s client and the session at once, and both again when the agent steps out', () => {
  const { parts, told, isOn } = aDesk()
  beginEmergencySearch(parts, contactId, reason)
  expect(isOn()).not.toBeNull()
  stepOutOfEmergency(parts, contactId)
  expect(isOn()).toBeNull()
  expect(told).toEqual([`begin ${contactId} ${reason}`, `end ${contactId}`])
})

it('stays once something was searched in it: what was found was found in an emergency (R16)', () => {
  const { store, parts, told, isOn } = aDesk()
  beginEmergencySearch(parts, contactId, reason)
  store.dispatch(asked)
  stepOutOfEmergency(parts, contactId)
  expect(isOn()).not.toBeNull()
  expect(told).toHaveLength(1)
})

it('begins nothing for a call that is over, or where no broker could grant it (R44)', () => {
  const { store, parts, told, isOn } = aDesk()
  beginEmergencySearch({ ...parts, emergencySearches: null }, contactId, reason)
  expect(isOn()).toBeNull()
  store.dispatch(cleared)
  beginEmergencySearch(parts, contactId, reason)
  expect(told).toEqual([])
})
