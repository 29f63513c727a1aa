import { expect, it } from 'vitest'
import { rememberUsers } from '../../src/broker/remembered-users.ts'
import { IntegrationError } from '../../src/domain/errors.ts'

const hour = 60 * 60_000

function aConnect() {
  const clock = { now: 0 }
  const state: { failure: IntegrationError | null } = { failure: null }
  const ask = async (username: string) => {
    if (state.failure !== null) throw state.failure
    return `connect-${username}`
  }
  return { clock, state, users: rememberUsers(ask, () => clock.now) }
}

const down = new IntegrationError('connect-unreachable', {
  cause: Object.assign(new Error(), { name: 'TimeoutError' }),
})

it('knows in an emergency who the agent was within the shift, and nobody whom it never saw (R16)', async () => {
  const { clock, state, users } = aConnect()
  await users.connectUserId('dana')
  state.failure = down
  clock.now += 11 * hour

  expect(await users.inEmergency('dana')).toBe('connect-dana')
  await expect(users.connectUserId('dana')).rejects.toThrow('connect-unreachable')
  await expect(users.inEmergency('sam')).rejects.toThrow('connect-unreachable')
  clock.now += 2 * hour
  await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')
})

it('takes nobody for an agent whom Connect has no longer, or may not be asked of (R16)', async () => {
  const { state, users } = aConnect()
  await users.connectUserId('dana')
  state.failure = new IntegrationError('connect-unreachable', { cause: new Error('AccessDeniedException') })
  await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')

  state.failure = new IntegrationError('agent-not-allowed')
  await expect(users.inEmergency('dana')).rejects.toThrow('agent-not-allowed')
  state.failure = down
  await expect(users.inEmergency('dana')).rejects.toThrow('connect-unreachable')
})
