import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/domain/call-event.ts'
import { advance, type CallSessions, noSessions } from '../../src/domain/call-sessions.ts'
import {
  after,
  announced,
  asked,
  askedAgain,
  cleared,
  connected,
  contactId,
  ended,
  missed,
  opened,
  opening,
  vanished,
  withdrawn,
} from '../fixtures/call-events.ts'
import { leo } from '../fixtures/patient.ts'
import { callRules } from '../fixtures/site-policy.ts'

/** Every standing a contact may have, and how it came there. */
const standings = {
  unknown: noSessions,
  ringing: after(announced()),
  identifying: after(announced(), connected),
  opening: after(announced(), connected, opening),
  opened: after(announced(), connected, opening, opened()),
  'after-call': after(announced(), connected, opening, opened(), ended),
  vanished: after(announced(), connected, vanished),
  over: after(announced(), connected, ended),
} satisfies Record<string, CallSessions>

const names = Object.keys(standings) as (keyof typeof standings)[]

const events = {
  'announced, ringing': announced('ringing'),
  'announced, live': announced('live'),
  'announced, after the call': announced('after-call'),
  connected,
  ended,
  missed,
  cleared,
  vanished,
  selected: { type: 'selected', contactId },
  typed: { type: 'typed', contactId, draft: { birthDate: '0229' } },
  'drafted a reason': { type: 'drafted', contactId, draft: { emergency: { patient: 'ana', reason: 'fell' } } },
  'told of another caller': { type: 'caller-told', contactId, caller: { name: '', relation: '' } },
  asked,
  'asked again': askedAgain,
  'looked at the form': { type: 'looked-at', contactId, view: 'form' },
  'searched in an emergency': { type: 'emergency-search', contactId, isBegun: true },
  'no emergency': { type: 'emergency-search', contactId, isBegun: false },
  failed: { type: 'failed', contactId, failure: 'withdrawal-not-recorded' },
  picked: { type: 'picked', contactId, patient: 'ana' },
  opening,
  opened: opened(),
  'opened, of another patient': opened(leo),
  'not opened': { type: 'not-opened', contactId, patient: 'ana', failure: 'audit-unavailable' },
  withdrawn,
} satisfies Record<string, CallEvent>

/**
 * Where each event leads from each standing, in the order of `standings`. `·` changes nothing at all; `=` changes
 * something, but not the phase.
 */
const table: Record<keyof typeof events, string> = {
  //                           unknown     ringing     identifying opening     opened      after-call vanished    over
  'announced, ringing': 'ringing     ·           ·           ·           ·           ·          identifying ·',
  'announced, live': 'identifying identifying ·           ·           ·           ·          identifying ·',
  'announced, after the call': '·           ·           ·           ·           ·           ·          ·           ·',
  connected: '·           identifying ·           ·           ·           ·          ·           ·',
  ended: 'over        over        over        over        after-call  ·          over        ·',
  missed: '·           missed      missed      missed      missed      over       missed      ·',
  cleared: 'over        over        over        over        over        over       over        ·',
  vanished: '·           vanished    vanished    vanished    vanished    over       ·           ·',
  selected: '·           ·           ·           ·           ·           ·          ·           ·',
  typed: '·           ·           =           ·           ·           ·          ·           ·',
  'drafted a reason': '·           ·           =           ·           ·           ·          ·           ·',
  'told of another caller': '·           ·           =           ·           =           =          ·           ·',
  asked: '·           ·           =           ·           ·           ·          ·           ·',
  'asked again': '·           ·           =           ·           ·           ·          ·           ·',
  'looked at the form': '·           ·           =           ·           ·           ·          ·           ·',
  'searched in an emergency': '·           ·           =           ·           ·           ·          ·           ·',
  'no emergency': '·           ·           ·           ·           ·           ·          ·           ·',
  failed: '·           ·           =           =           =           =          ·           ·',
  picked: '·           ·           =           ·           ·           ·          ·           ·',
  opening: '·           ·           opening     ·           ·           ·          ·           ·',
  opened: '·           ·           ·           opened      ·           ·          ·           ·',
  'opened, of another patient': '·           ·           ·           ·           ·           ·          ·           ·',
  'not opened': '·           ·           ·           identifying ·           ·          ·           ·',
  withdrawn: '·           ·           ·           ·           identifying identifying ·          ·',
}

function standingOf({ current, vanished, past }: CallSessions): string {
  const session = current.get(contactId)
  if (session?.phase === 'opened' && session.isAfterCall) return 'after-call'
  if (session !== undefined) return session.phase
  if (vanished.has(contactId)) return 'vanished'
  const left = past.get(contactId)
  if (left === undefined) return 'unknown'
  return left === 'over' ? 'over' : 'missed'
}

const eventNames = Object.keys(events) as (keyof typeof events)[]

describe.each(eventNames)('a contact of which we hear "%s"', (eventName) => {
  it.each(names.map((name, index) => [name, table[eventName].split(/\s+/)[index] ?? ''] as const))(
    'is, when it was %s, then: %s',
    (name, expected) => {
      const before = standings[name]
      const then = advance(before, events[eventName], callRules())
      expect(standingOf(then)).toBe(/[·=]/.test(expected) ? name : expected)
      expect(then === before ? 'unchanged' : 'changed').toBe(expected === '·' ? 'unchanged' : 'changed')
    },
  )
})

it('stays ended, whatever is told of it afterwards (R46)', () => {
  for (const last of [ended, cleared]) {
    const over = after(announced(), connected, last)
    for (const event of Object.values(events)) expect(advance(over, event, callRules())).toBe(over)
  }
})

it('that ended before it was announced is never announced (R46)', () => {
  for (const last of [ended, cleared]) {
    const over = after(last)
    expect(after(last, announced('ringing'), announced('live'), connected)).toEqual(over)
  }
})

it('rings again when it was missed and comes back from its queue, and is then searched as any other', () => {
  const again = after(announced('ringing'), missed, announced('ringing'))
  expect(standingOf(again)).toBe('ringing')
  expect(after(announced('ringing'), missed, announced('ringing'), connected).current.get(contactId)).toMatchObject({
    phase: 'identifying',
    question: { id: 'q1' },
  })
})

it('leaves nothing behind but its id (R55)', () => {
  const left = after(announced(), connected, asked, opening, opened(), ended, cleared)
  expect(left).toEqual({
    current: new Map(),
    vanished: new Map(),
    past: new Map([[contactId, 'over']]),
    selected: null,
  })
})

it('remembers a day of past contacts, and not more', () => {
  const rules = callRules()
  let sessions = noSessions
  for (let call = 0; call < 1_200; call++)
    sessions = advance(sessions, { ...ended, contactId: `call-${call}` } as CallEvent, rules)
  expect(sessions.past.size).toBe(1_000)
  expect(sessions.past.has('call-1199')).toBe(true)
  expect(sessions.past.has('call-199')).toBe(false)
})
