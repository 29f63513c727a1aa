// @vitest-environment jsdom
import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { expect, it } from 'vitest'
import type { ContactEvent } from '../../src/domain/contact.ts'
import { playCcp, playing } from './ccp-player.ts'
import { aCall } from './played-snapshot.ts'

const lives = [
  ['connecting', 'connected', 'ended'],
  ['connecting', 'connected'],
  ['connecting', 'missed'],
  ['incoming', 'connecting', 'connected', 'ended'],
  ['connecting', 'rejected'],
] as const

/** The snapshots of two calls that live at once, in the order in which they happened. */
const day = tuple(constantFrom(...lives), constantFrom(...lives)).map(([first, second]) => {
  const snapshots = Math.max(first.length, second.length) + 1
  return Array.from({ length: snapshots }, (_, at) => ({ first: first[at], second: second[at] }))
})

const shuffled = day.chain((snapshots) => array(constantFrom(...snapshots), { minLength: 1, maxLength: 20 }))
const repeated = day.chain((snapshots) =>
  array(integer({ min: 1, max: 3 }), { minLength: snapshots.length, maxLength: snapshots.length }).map((times) =>
    snapshots.flatMap((snapshot, at) => Array<typeof snapshot>(times[at] ?? 1).fill(snapshot)),
  ),
)

/** Plays the snapshots to the real Streams; returns what was told of each contact, in short. */
async function listener() {
  const ccp = await playCcp()
  ccp.acknowledge()
  let run = 0
  return (snapshots: readonly { first: string | undefined; second: string | undefined }[]) => {
    run += 1
    ccp.heard.length = 0
    const call = (name: string, state: string | undefined) =>
      state === undefined ? [] : [aCall({ contactId: `${name}-${run}`, state })]

    for (const { first, second } of snapshots) ccp.publish([...call('first', first), ...call('second', second)])
    ccp.publish([])
    const life = ccp.heard.filter(({ type }) => type !== 'line')
    return ['first', 'second'].map((name) => life.filter((event) => idOf(event) === `${name}-${run}`))
  }
}

const idOf = (event: ContactEvent) => (event.type === 'announced' ? event.contact.contactId : event.contactId)

it('never announces a call twice, nor one that ended, in whatever order snapshots come (R46)', async () => {
  const stop = playing()
  const hear = await listener()
  // Announced; perhaps connected; then it vanished or was missed and may be back, or it was over, and that is the last.
  const grammar =
    /^$|^(announced (connected )?vanished (missed )?|announced missed )*(announced (connected )?|(?<=(vanished|missed) ))(ended cleared )?$/

  assert(
    property(shuffled, (snapshots) => {
      for (const events of hear(snapshots)) {
        expect(events.map(({ type }) => `${type} `).join('')).toMatch(grammar)
      }
    }),
    { numRuns: 300 },
  )
  stop()
})

it('announces each call exactly once when snapshots only repeat themselves (R46)', async () => {
  const stop = playing()
  const hear = await listener()

  assert(
    property(repeated, (snapshots) => {
      for (const events of hear(snapshots)) {
        expect(events.filter(({ type }) => type === 'announced')).toHaveLength(1)
      }
    }),
    { numRuns: 100 },
  )
  stop()
})
