import { expect, it } from 'vitest'
import type { CallEvent } from '../../src/domain/call-event.ts'
import {
  after,
  announced,
  asked,
  cleared,
  connected,
  ended,
  of,
  opening,
  sessionOf,
  vanished,
} from '../fixtures/call-events.ts'

const first = (event: CallEvent) => of('first', event)
const second = (event: CallEvent) => of('second', event)
const select = (contactId: string): CallEvent => ({ type: 'selected', contactId })
const typed = (contactId: string, birthDate: string): CallEvent => ({ type: 'typed', contactId, draft: { birthDate } })

it('shows the only contact there is', () => expect(after(first(announced())).selected).toBe('first'))

it('stays with the first contact when a second one rings, is accepted or searched (R82)', () => {
  expect(after(first(announced()), second(announced())).selected).toBe('first')
  expect(after(first(announced()), second(announced('live')), second(asked)).selected).toBe('first')
  expect(after(first(announced()), second(announced()), second(connected), second(opening)).selected).toBe('first')
})

it('goes to the second contact when the agent says so, and stays there (R82)', () => {
  const switched = [first(announced('live')), second(announced()), select('second')]
  expect(after(...switched).selected).toBe('second')
  expect(after(...switched, first(announced('live')), first(asked)).selected).toBe('second')
})

it('cannot be sent to a contact that is not there', () => {
  expect(after(first(announced()), select('second')).selected).toBe('first')
  expect(after(first(announced()), second(announced()), second(ended), select('second')).selected).toBe('first')
})

it('goes on to the contact that is left when the one on the screen leaves', () => {
  const both = [first(announced('live')), second(announced())]
  expect(after(...both, first(ended)).selected).toBe('second')
  expect(after(...both, first(vanished)).selected).toBe('second')
  expect(after(...both, second(cleared)).selected).toBe('first')
  expect(after(...both, first(ended), second(ended)).selected).toBeNull()
})

it('does not go back by itself to a contact that vanished and returned', () => {
  expect(after(first(announced()), second(announced()), first(vanished), first(announced('live'))).selected).toBe(
    'second',
  )
})

it('keeps what is typed, asked and opened on one contact off the other (R82)', () => {
  const sessions = after(
    first(announced('live')),
    second(announced('live')),
    typed('first', '02291980'),
    first(asked),
    first(opening),
    typed('second', '0701'),
  )
  expect(sessionOf(sessions, 'first')).toMatchObject({
    phase: 'opening',
    question: { id: 'q2' },
    draft: { birthDate: '02291980' },
  })
  expect(sessionOf(sessions, 'second')).toMatchObject({
    phase: 'identifying',
    question: { id: 'q1' },
    draft: { birthDate: '0701' },
  })
})

it('lets the end of one contact touch nothing of the other (R82)', () => {
  const before = after(first(announced('live')), second(announced('live')), typed('second', '0701'))
  const then = after(first(announced('live')), second(announced('live')), typed('second', '0701'), first(ended))
  expect(sessionOf(then, 'second')).toEqual(sessionOf(before, 'second'))
})
