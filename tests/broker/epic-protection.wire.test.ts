import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { aRunningBroker, codeOf } from './running-broker.ts'

const byBirthDate = { given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' }
const roomy = { BUDGET_PER_CONTACT: '50' }

/** A broker with a clock that a test sets on, whose searches reach Epic when they are let go. */
async function aBroker(settings: Record<string, string> = {}) {
  const clock = { ahead: 0 }
  const held: (() => void)[] = []
  const gate = { isShut: false }
  const ask: typeof fetch = async (input, init) => {
    const isSearch = String(input instanceof Request ? input.url : input).endsWith('_search')
    if (isSearch && gate.isShut) await new Promise<void>((resolve) => held.push(resolve))
    return fetch(input, init)
  }
  const running = await aRunningBroker({ ...roomy, ...settings }, { fetch: ask, now: () => Date.now() + clock.ahead })
  return { ...running, clock, gate, held }
}

it('lets no more searches of all agents together reach Epic than the site allows, and says that Epic is busy (R22)', async () => {
  const { search, epic, gate, held } = await aBroker({ EPIC_MOST_CONCURRENT: '1' })
  gate.isShut = true
  const first = search(byBirthDate)
  await expect.poll(() => held.length).toBe(1)
  const second = await search(byBirthDate)

  expect([second.status, second.headers.get('retry-after'), await codeOf(second)]).toEqual([429, '1', 'epic-busy'])
  expect([held.length, epic.state.searches.length]).toEqual([1, 0])

  gate.isShut = false
  held.forEach((letGo) => letGo())
  expect((await first).status).toBe(200)
  expect((await search(byBirthDate)).status).toBe(200)
})

it('leaves an Epic that is down alone for ten seconds, then asks by one search, and by all once it is well (R22)', async () => {
  const { search, epic, clock } = await aBroker()
  epic.state.searchFault = 503
  const failed = await Promise.all(Array.from({ length: 5 }, () => search(byBirthDate)))
  expect(await Promise.all(failed.map(codeOf))).toEqual(Array(5).fill('epic-unreachable'))
  const asked = epic.state.searches.length

  const refused = await search(byBirthDate)
  expect(await codeOf(refused)).toBe('epic-unreachable')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(8)
  expect(epic.state.searches).toHaveLength(asked)

  epic.state.searchFault = null
  clock.ahead += 10_000
  expect((await search(byBirthDate)).status).toBe(200)
  expect(epic.state.searches).toHaveLength(asked + 1)
  expect((await search(byBirthDate)).status).toBe(200)
})

it('asks Epic for a token ahead of a search, and leaves it alone for ten seconds where it gives none (R22)', async () => {
  const { askToken, epic, clock } = await aBroker()
  epic.state.tokenFault = 503
  await askToken()
  await expect.poll(() => epic.state.tokenCalls, { timeout: 5_000 }).toBe(3)
  await Promise.all(Array.from({ length: 5 }, () => askToken()))
  await pause(300)
  expect(epic.state.tokenCalls).toBe(3)

  epic.state.tokenFault = null
  clock.ahead += 11_000
  await askToken()
  await expect.poll(() => epic.state.tokenCalls).toBe(4)
})
