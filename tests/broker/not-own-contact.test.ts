import { describe, expect, it } from 'vitest'
import type { ContactFacts } from '../../src/broker/connect-api.ts'
import { aFinder, dana, facts, freely } from './played-contacts.ts'

const notDanas: readonly [string, ContactFacts | null][] = [
  ['is unknown', null],
  ['is another agent’s', facts({ agentId: 'connect-sam' })],
  ['was another agent’s', facts({ agentId: 'connect-sam', endedAt: 1 })],
  ['ended and nobody took', facts({ agentId: null, endedAt: 1 })],
  ['another agent dialled', facts({ agentId: 'connect-sam', initiation: 'OUTBOUND' })],
]

const crowded: typeof freely = { ...freely, isCrowded: () => true }

describe.each([
  ['freely', freely, 80],
  ['in a crowd', crowded, 400],
] as const)('asked %s', (_, pace, keptMs) => {
  it.each(notDanas)(
    'a contact that %s costs as many questions as any that is not hers (R12)',
    async (_what, contact) => {
      const { connect, clock, find } = aFinder({ contact }, 'refused', 'refused', pace)
      // Its own agent is at work with it, so the broker could know it.
      await find('contact', 'connect-sam').catch(() => undefined)
      const before = connect.state.asked

      const asked: number[] = []
      for (const afterMs of [0, 1, keptMs - 2, 1, 300, 20_000, 60_000]) {
        clock.now += afterMs
        await expect(find('contact', dana)).rejects.toThrow('contact-not-yours')
        asked.push(connect.state.asked - before)
      }
      const isAskedAfter300 = keptMs <= 300 ? 1 : 0
      expect(asked).toEqual([1, 1, 1, 2, 2 + isAskedAfter300, 3 + isAskedAfter300, 4 + isAskedAfter300])
    },
  )

  it.each(notDanas)(
    'waits for Connect where a contact %s, though its own agent just asked (R12)',
    async (_what, contact) => {
      const { connect, find } = aFinder({ contact }, 'refused', 'refused', pace)
      await find('contact', 'connect-sam').catch(() => undefined)
      const gate = new EventTarget()
      connect.state.hold = new Promise((resolve) => gate.addEventListener('open', () => resolve(), { once: true }))
      let isAnswered = false
      const refused = find('contact', dana).catch(() => (isAnswered = true))
      await new Promise((resolve) => setImmediate(resolve))

      expect(isAnswered).toBe(false)
      gate.dispatchEvent(new Event('open'))
      await refused
      expect(isAnswered).toBe(true)
    },
  )
})

it.each([null, facts({ agentId: 'connect-sam' }), facts({ agentId: null })])(
  'sees after a tenth of a second that a contact came to its agent, whatever it was before',
  async (before) => {
    const { connect, clock, find } = aFinder({ contact: before })
    await find('contact', dana).catch(() => undefined)
    connect.contacts['contact'] = facts()
    clock.now += 100
    await expect(find('contact', dana)).resolves.toMatchObject({ isAssigned: true })
  },
)
