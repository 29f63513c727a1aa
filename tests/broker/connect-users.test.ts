import { expect, it } from 'vitest'
import { createConnectUsers } from '../../src/broker/connect-users.ts'

function aDirectory() {
  const users = new Map([['dana.rivera', 'connect-dana']])
  const clock = { now: 0 }
  const state = { asked: 0, isDown: false }
  const findUser = async (username: string) => {
    state.asked += 1
    if (state.isDown) throw new Error('connect-unreachable')
    return users.get(username) ?? null
  }
  return { users, clock, state, find: createConnectUsers({ findUser }, () => clock.now) }
}

it('asks once for a thousand requests of one agent at once, and again after ten minutes', async () => {
  const { clock, state, find } = aDirectory()
  await Promise.all(Array.from({ length: 1_000 }, () => find('dana.rivera')))
  expect(state.asked).toBe(1)
  clock.now = 10 * 60_000
  await find('dana.rivera')
  expect(state.asked).toBe(2)
})

it('lets a new user in half a minute after the first refusal', async () => {
  const { users, clock, state, find } = aDirectory()
  await expect(find('sam.okoye')).rejects.toThrow('agent-not-allowed')
  users.set('sam.okoye', 'connect-sam')
  await expect(find('sam.okoye')).rejects.toThrow('agent-not-allowed')
  expect(state.asked).toBe(1)
  clock.now = 30_000
  await expect(find('sam.okoye')).resolves.toBe('connect-sam')
})

it('remembers no failure', async () => {
  const { state, find } = aDirectory()
  state.isDown = true
  await expect(find('dana.rivera')).rejects.toThrow('connect-unreachable')
  state.isDown = false
  await expect(find('dana.rivera')).resolves.toBe('connect-dana')
})
