import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { LedgerPages } from '../../src/broker/ledger-pages.ts'
import { rememberUsers } from '../../src/broker/remembered-users.ts'
import { IntegrationError } from '../../src/domain/errors.ts'
import { hour, openPages } from './ledgers.ts'

const down = new IntegrationError('connect-unreachable', {
  cause: Object.assign(new Error(), { name: 'TimeoutError' }),
})
const denied = new IntegrationError('connect-unreachable', { cause: new Error('AccessDeniedException') })

/** A Connect that knows everybody until it fails, and a process of the site that asks it. */
function aConnect() {
  const clock = { now: Date.parse('2026-11-29T10:00:00Z') }
  const state: { failure: IntegrationError | null } = { failure: null }
  const ask = async (username: string) => {
    if (state.failure !== null) throw state.failure
    return `connect-${username}`
  }
  const working: Promise<void>[] = []
  const process = (pages: LedgerPages) =>
    rememberUsers(ask, { pages, now: () => clock.now, meanwhile: (work) => void working.push(work) })
  return { clock, state, process, written: () => Promise.all(working) }
}

it.each(['memory', 'dynamodb'])(
  'knows in an emergency who the agent was within the shift, and nobody whom it never saw (R16), in %s',
  async (place) => {
    const { clock, state, process, written } = aConnect()
    const users = process(await openPages(place, () => clock.now))
    await users.connectUserId('dana')
    await written()
    state.failure = down
    clock.now += 11 * hour

    expect(await users.inEmergency('dana')).toBe('connect-dana')
    await expect(users.connectUserId('dana')).rejects.toThrow('connect-unreachable')
    await expect(users.inEmergency('sam')).rejects.toThrow('connect-unreachable')
    clock.now += 2 * hour
    await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')
  },
)

it('knows whom another process of the site saw', async () => {
  const { clock, state, process, written } = aConnect()
  const secret = randomBytes(32)
  const [one, other] = await Promise.all([1, 2].map(() => openPages('dynamodb', () => clock.now, secret)))
  if (one === undefined || other === undefined) throw new Error('Two places were opened')
  await process(one).connectUserId('dana')
  await written()
  state.failure = down
  expect(await process(other).inEmergency('dana')).toBe('connect-dana')
})

it('takes nobody for an agent whom Connect has no longer, or may not be asked of (R16)', async () => {
  const { clock, state, process, written } = aConnect()
  const users = process(await openPages('memory', () => clock.now))
  await users.connectUserId('dana')
  await written()
  state.failure = denied
  await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')

  state.failure = new IntegrationError('agent-not-allowed')
  await expect(users.inEmergency('dana')).rejects.toThrow('agent-not-allowed')
  state.failure = down
  await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')
})

it('lets an ordinary call go on where it cannot be remembered who the agent is, and tries again with the next', async () => {
  const { clock, state, process, written } = aConnect()
  const pages = await openPages('memory', () => clock.now)
  const broken = { isBroken: true }
  const change: LedgerPages['change'] = (...asked) =>
    broken.isBroken ? Promise.reject(new IntegrationError('ledger-unavailable')) : pages.change(...asked)
  const users = process({ ...pages, change })
  expect(await users.connectUserId('dana')).toBe('connect-dana')
  await written()

  broken.isBroken = false
  await users.connectUserId('dana')
  await written()
  state.failure = down
  expect(await users.inEmergency('dana')).toBe('connect-dana')
})
