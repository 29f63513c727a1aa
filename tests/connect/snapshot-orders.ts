import * as fc from 'fast-check'
import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'
import { aCall, aConnection, agentLeg, type PlayedContact } from './played-snapshot.ts'

/** What was told of the calls of one run, the oldest first. */
export interface Day {
  /** Posts snapshots to a CCP that stands in front of the real Streams, and then an empty one. */
  post(snapshots: readonly (readonly PlayedContact[])[]): void
  readonly told: readonly ContactEvent[]
}

/** Opens a page in which contacts of no run before are known. */
export type OpenDay = () => Day

const lives = [
  ['connecting', 'connected', 'ended'],
  ['connecting', 'connected'],
  ['connecting', 'missed'],
  ['incoming', 'connecting', 'connected', 'ended'],
  ['connecting', 'rejected'],
] as const

const names = ['first', 'second'] as const

/** The snapshots of two calls that live at once, in the order in which they happened. */
const day = fc.tuple(fc.constantFrom(...lives), fc.constantFrom(...lives)).map((both) => {
  const snapshots = Math.max(...both.map(({ length }) => length)) + 1
  return Array.from({ length: snapshots }, (_, at) =>
    names.flatMap((contactId, place) => {
      const state = both[place]?.[at]
      return state === undefined ? [] : [aCall({ contactId, state })]
    }),
  )
})

const shuffled = day.chain((snapshots) => fc.array(fc.constantFrom(...snapshots), { minLength: 1, maxLength: 20 }))
const repeated = day.chain((snapshots) =>
  fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: snapshots.length, maxLength: snapshots.length })
    .map((times) => snapshots.flatMap((snapshot, at) => Array<typeof snapshot>(times[at] ?? 1).fill(snapshot))),
)

// Announced; perhaps connected; then it vanished or was missed and may be back, or it was over, and that is the last.
const grammar =
  /^$|^(announced (connected )?vanished (missed )?|announced missed )*(announced (connected )?|(?<=(vanished|missed) ))(ended cleared )?$/

const then = new Date('2026-11-23T09:00:00Z')
const stateOf = (type: string) => ({ state: { type, timestamp: then } })
const held = fc.constantFrom('connected', 'hold')
const third = fc.constantFrom(null, 'connecting', 'connected', 'hold', 'disconnected')

/** One snapshot of a live call: who is on hold, who else is there, who listens in. */
const moment = fc.record({
  agent: held,
  customer: held,
  colleague: third,
  listener: fc.constantFrom(null, 'connected'),
})

export type SnapshotOrder =
  | 'never announces a call twice, nor one that ended, in whatever order snapshots come (R46)'
  | 'announces each call exactly once when snapshots only repeat themselves (R46)'
  | 'tells a live call once, and how its line stands last, whoever is held, joins, leaves or listens (R46, R82)'

/** What holds of every order of snapshots, whoever tells of them. */
export const snapshotOrders: Readonly<Record<SnapshotOrder, (open: OpenDay) => fc.IProperty<[unknown]>>> = {
  'never announces a call twice, nor one that ended, in whatever order snapshots come (R46)': (open: OpenDay) =>
    fc.property(shuffled, (snapshots) => {
      const day = open()
      day.post(snapshots)
      return names.every((name) => grammar.test(lifeOf(day, name).join('')))
    }),

  'announces each call exactly once when snapshots only repeat themselves (R46)': (open: OpenDay) =>
    fc.property(repeated, (snapshots) => {
      const day = open()
      day.post(snapshots)
      return names.every((name) => lifeOf(day, name).filter((type) => type === 'announced ').length === 1)
    }),

  'tells a live call once, and how its line stands last, whoever is held, joins, leaves or listens (R46, R82)': (
    open: OpenDay,
  ) =>
    fc.property(fc.array(moment, { minLength: 1, maxLength: 20 }), (moments) => {
      const day = open()
      day.post(moments.map((moment) => [aHeldCall(moment)]))
      const states = moments.map(({ agent, customer }) => {
        return agent === 'hold' ? 'agent-on-hold' : customer === 'hold' ? 'customer-on-hold' : 'talking'
      })
      const changes = states.filter((state, place) => state !== states[place - 1])
      const lines = day.told.flatMap((event) => (event.type === 'line' ? [event.line.state] : []))
      const life = lifeOf(day, 'first').join('')
      return life === 'announced vanished ' && lines.join() === changes.join()
    }),
}

function aHeldCall({ agent, customer, colleague, listener }: Readonly<Record<string, string | null>>): PlayedContact {
  const other = (connectionId: string, type: 'outbound' | 'monitoring', state: string | null | undefined) =>
    state == null ? [] : [aConnection({ connectionId, type, initial: false, ...stateOf(state) })]
  const connections = [
    { ...agentLeg, ...stateOf(agent ?? '') },
    aConnection(stateOf(customer ?? '')),
    ...other('c', 'outbound', colleague),
    ...other('m', 'monitoring', listener),
  ]
  return aCall({ contactId: 'first', state: 'connected', connections })
}

/** The life of one call as it was told, each event with a blank behind it. */
function lifeOf({ told }: Day, contactId: ContactId): string[] {
  return told.flatMap((event) => {
    const id = event.type === 'announced' ? event.contact.contactId : event.contactId
    return event.type === 'line' || id !== contactId ? [] : [`${event.type} `]
  })
}
