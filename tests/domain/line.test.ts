import { expect, it } from 'vitest'
import type { CallEvent } from '../../src/domain/call-event.ts'
import { isOnHold, type LineState } from '../../src/domain/line.ts'
import {
  after,
  announced,
  asked,
  cleared,
  connected,
  contactId,
  ended,
  of,
  opened,
  opening,
  sessionOf,
  vanished,
  withdrawn,
} from '../fixtures/call-events.ts'

const line = (state: LineState): CallEvent => ({ type: 'line', contactId, line: { state, since: 5_000 } })
const earlier: CallEvent = { type: 'confirmed-earlier', contactId }

it.each([
  ['dialling', false],
  ['talking', false],
  ['customer-on-hold', true],
  ['agent-on-hold', true],
] as const)('takes %s for being on hold: %s', (state, held) => {
  expect(isOnHold({ state, since: 0 })).toBe(held)
})

it('takes no line for being on hold', () => {
  expect(isOnHold(null)).toBe(false)
})

it.each(['dialling', 'talking', 'customer-on-hold', 'agent-on-hold'] as const)(
  'is %s without a change of phase, question, typing or choice',
  (state) => {
    const before = after(announced(), connected, asked)
    const session = sessionOf(after(announced(), connected, asked, line(state)))
    expect(session).toEqual({ ...sessionOf(before), line: { state, since: 5_000 } })
  },
)

it('stays with the call while its chart is opened and taken back', () => {
  const session = sessionOf(after(announced(), connected, asked, line('talking'), opening, opened(), withdrawn))
  expect(session.line?.state).toBe('talking')
})

it('begins no contact and brings none back', () => {
  expect(after(line('talking')).current.size).toBe(0)
  const past = after(announced(), connected, ended, cleared, line('talking'), earlier)
  expect([past.current.size, past.vanished.size]).toEqual([0, 0])
})

it('is not known of a call that vanished and is back, until it is told anew', () => {
  const session = sessionOf(after(announced(), connected, line('customer-on-hold'), vanished, announced('live')))
  expect(session.line).toBeNull()
})

it('touches no other contact (R82)', () => {
  const before = after(announced(), of('contact-2', announced('live')))
  const both = after(announced(), of('contact-2', announced('live')), line('agent-on-hold'))
  expect(sessionOf(both, 'contact-2')).toEqual(sessionOf(before, 'contact-2'))
  expect(both.selected).toBe(before.selected)
})

it('keeps what an earlier agent did as a hint, which picks and opens nobody (R48)', () => {
  const session = sessionOf(after(announced(), connected, earlier, earlier))
  expect(session).toMatchObject({ phase: 'identifying', picked: null, isConfirmedEarlier: true })
  expect(sessionOf(after(announced(), connected)).isConfirmedEarlier).toBe(false)
})
