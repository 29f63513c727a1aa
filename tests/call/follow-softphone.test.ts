import { expect, it, vi } from 'vitest'
import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import { followSoftphone } from '../../src/call/follow-softphone.ts'
import type { ContactEvent } from '../../src/domain/contact.ts'
import type { Agent, ConnectState, Softphone } from '../../src/domain/ports.ts'
import { aContact } from '../fixtures/contact.ts'
import { ana } from '../fixtures/patient.ts'
import { callRules } from '../fixtures/site-policy.ts'

/** A softphone that says what the test lets it say, followed by the real store. */
function aFollowedSoftphone() {
  const events: ((event: ContactEvent) => void)[] = []
  const states: ((state: ConnectState, agent: Agent | null) => void)[] = []
  const stopped: string[] = []
  const softphone: Softphone = {
    subscribe(listener) {
      events.push(listener)
      return () => stopped.push('events')
    },
    onState(listener) {
      states.push(listener)
      listener('connecting', null)
      return () => stopped.push('state')
    },
    showActivity: () => {},
    openLogIn: () => {},
    reload: () => {},
  }
  const store = createCallSessionStore(callRules())
  const onAnnounced = vi.fn((contactId: string) => store.getSnapshot().current.has(contactId))
  const stop = followSoftphone(softphone, store, onAnnounced)
  return {
    store,
    onAnnounced,
    stop,
    stopped,
    tell: (event: ContactEvent) => events.forEach((listener) => listener(event)),
    become: (state: ConnectState) => states.forEach((listener) => listener(state, null)),
  }
}

const announced = (stage: 'ringing' | 'live' | 'after-call', contactId = 'contact-1') =>
  ({ type: 'announced', contact: aContact({ contactId }), stage, at: 1_000 }) as const

it('moves the sessions by what the softphone tells', () => {
  const { store, tell } = aFollowedSoftphone()
  tell(announced('ringing'))
  expect(store.getSnapshot().current.get('contact-1')?.phase).toBe('ringing')
  tell({ type: 'missed', contactId: 'contact-1' })
  expect(store.getSnapshot().current.size).toBe(0)
})

it('tells of a contact before its session begins, so that a token can be fetched while it rings', () => {
  const { onAnnounced, tell } = aFollowedSoftphone()
  tell(announced('ringing'))
  expect(onAnnounced.mock.results).toEqual([{ type: 'return', value: false }])
})

it('fetches nothing for a contact that is over, or already in after-call work', () => {
  const { onAnnounced, tell } = aFollowedSoftphone()
  tell(announced('after-call', 'before-us'))
  tell({ type: 'ended', contactId: 'contact-1' })
  tell(announced('live'))
  expect(onAnnounced).not.toHaveBeenCalled()
})

it('leaves nothing of any contact on the screen when the agent is signed out', () => {
  const { store, tell, become } = aFollowedSoftphone()
  tell(announced('live', 'contact-1'))
  tell(announced('ringing', 'contact-2'))
  become('signed-out')
  expect(store.getSnapshot()).toMatchObject({ current: new Map(), selected: null })
})

it.each(['connecting', 'ready', 'refused', 'lost', 'unheard'] as const)(
  'leaves the contacts where they are when Connect is %s',
  (state) => {
    const { store, tell, become } = aFollowedSoftphone()
    tell(announced('live'))
    become(state)
    expect(store.getSnapshot().current.size).toBe(1)
  },
)

it('brings a contact back without a search after the agent signed in again (R46)', () => {
  const { store, tell, become } = aFollowedSoftphone()
  tell(announced('live'))
  become('signed-out')
  tell(announced('live'))
  expect(store.getSnapshot().current.get('contact-1')).toMatchObject({ question: null, isRestored: true })
})

it('stops listening when told so', () => {
  const { stop, stopped } = aFollowedSoftphone()
  stop()
  expect(stopped).toEqual(['events', 'state'])
})

it('brings a contact that flickered back as it was, and gives it up after ten seconds', () => {
  vi.useFakeTimers()
  try {
    const { store, tell } = aFollowedSoftphone()
    tell(announced('live'))
    store.dispatch({ type: 'typed', contactId: 'contact-1', draft: { birthDate: '0229' } })
    tell({ type: 'vanished', contactId: 'contact-1' })
    expect(store.getSnapshot().current.size).toBe(0)

    vi.advanceTimersByTime(5_000)
    tell(announced('live'))
    expect(store.getSnapshot().current.get('contact-1')?.draft.birthDate).toBe('0229')

    tell({ type: 'vanished', contactId: 'contact-1' })
    vi.advanceTimersByTime(10_000)
    expect(store.getSnapshot().vanished.size).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

it.each(['connecting', 'refused', 'lost', 'unheard'] as const)(
  'opens no chart any more that was about to open when Connect became %s (R81)',
  (state) => {
    const { store, tell, become } = aFollowedSoftphone()
    tell(announced('live'))
    store.dispatch({ type: 'typed', contactId: 'contact-1', draft: { birthDate: '0229' } })
    store.dispatch({ type: 'opening', contactId: 'contact-1', patient: ana })
    become(state)
    const session = store.getSnapshot().current.get('contact-1')
    expect(session).toMatchObject({ phase: 'identifying', failure: null, draft: { birthDate: '0229' } })
  },
)

it('gives a contact ten seconds at each flicker, so that the banner of an open chart stays with it (R52)', () => {
  vi.useFakeTimers()
  try {
    const { store, tell } = aFollowedSoftphone()
    tell(announced('live'))
    tell({ type: 'vanished', contactId: 'contact-1' })
    vi.advanceTimersByTime(8_000)
    tell(announced('live'))
    tell({ type: 'vanished', contactId: 'contact-1' })
    vi.advanceTimersByTime(9_999)
    expect(store.getSnapshot().vanished.size).toBe(1)
    vi.advanceTimersByTime(1)
    expect(store.getSnapshot().vanished.size).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

it('keeps nothing of a contact that vanished when the agent is signed out (R55)', () => {
  const { store, tell, become } = aFollowedSoftphone()
  tell(announced('live'))
  tell({ type: 'vanished', contactId: 'contact-1' })
  become('signed-out')
  expect(store.getSnapshot().vanished.size).toBe(0)
})
