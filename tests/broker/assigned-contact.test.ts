import { expect, it } from 'vitest'
import { createAssignedContact } from '../../src/broker/assigned-contact.ts'
import { IntegrationError } from '../../src/domain/errors.ts'

/** A clock that only waiting moves, and a Connect that names the agent of every contact `lagMs` after its accept at 0. */
function aConnectThatLags(lagMs: number) {
  const state = { now: 0, asked: 0, isOver: false }
  const liveContact = async (contactId: string) => {
    state.asked += 1
    if (state.isOver) throw new IntegrationError('contact-not-yours')
    const ani = { kind: 'withheld', reason: 'anonymous' } as const
    return { contactId, initialContactId: contactId, isAssigned: state.now >= lagMs, ani }
  }
  const wait = async (ms: number) => {
    state.now += ms
  }
  const find = createAssignedContact(liveContact, { now: () => state.now, wait })
  return { state, find }
}

it.each([
  [0, 0, 1],
  [80, 100, 2],
  [150, 200, 3],
  [900, 1_000, 6],
  [1_500, 1_500, 7],
])('waits for a Connect that is %i ms late: %i ms, %i questions', async (lagMs, waitedMs, questions) => {
  const { state, find } = aConnectThatLags(lagMs)
  await expect(find('contact', 'dana')).resolves.toMatchObject({ isAssigned: true })
  expect(state).toMatchObject({ now: waitedMs, asked: questions })
})

it('says after a second and a half that the contact is not yet the agent’s', async () => {
  const { state, find } = aConnectThatLags(Number.POSITIVE_INFINITY)
  await expect(find('contact', 'dana')).rejects.toMatchObject({ code: 'contact-not-yet-yours', retryAfterMs: 1_000 })
  expect(state).toMatchObject({ now: 1_500, asked: 7 })
})

it('stops at once when the contact ends, or is somebody else’s, while it waits', async () => {
  const { state, find } = aConnectThatLags(Number.POSITIVE_INFINITY)
  const finding = find('contact', 'dana')
  state.isOver = true
  await expect(finding).rejects.toThrow('contact-not-yours')
  expect(state.asked).toBe(2)
})

it('asks again five times a second for all contacts together, so that Connect does not refuse the others', async () => {
  const { state, find } = aConnectThatLags(Number.POSITIVE_INFINITY)
  state.now = 5_000
  const all = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => find(`contact-${index}`, 'dana')))

  expect(all.every(({ status }) => status === 'rejected')).toBe(true)
  const seconds = (state.now - 5_000) / 1_000
  expect(state.asked - 40).toBeLessThanOrEqual(5 * Math.max(1, Math.ceil(seconds) + 1))
})
