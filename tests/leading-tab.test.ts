import { expect, it } from 'vitest'
import { leadTabs } from '../src/leading-tab.ts'

/** The locks of one browser: one holder a name, who is told when another steals it (Web Locks API, `request`). */
function browserLocks(): LockManager {
  let release: ((stolen: Error) => void) | null = null
  const request = async (name: string, options: LockOptions, use: LockGrantedCallback<unknown>) => {
    if (release !== null && options.steal !== true) return use(null)
    release?.(new DOMException('stolen', 'AbortError'))
    return new Promise((_resolve, reject) => {
      release = reject
      void use({ name, mode: 'exclusive' })
    })
  }
  return { request, query: async () => ({ held: [], pending: [] }) } as unknown as LockManager
}

const nothing = () => undefined

it('lets the first tab show calls, and no second one (R46)', async () => {
  const locks = browserLocks()
  expect(await leadTabs('ask', nothing, locks)).toBe(true)
  expect(await leadTabs('ask', nothing, locks)).toBe(false)
})

it('hands the lead to the tab that the agent chooses, and tells the other', async () => {
  const locks = browserLocks()
  const told: string[] = []
  await leadTabs('ask', () => told.push('first'), locks)
  await leadTabs('ask', () => told.push('second'), locks)

  expect(await leadTabs('take', () => told.push('third'), locks)).toBe(true)
  await Promise.resolve()
  expect(told).toEqual(['first'])
})

it('leads where the browser knows no locks, or refuses them: a call must never wait for one', async () => {
  const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager
  expect(await leadTabs('ask', nothing, null)).toBe(true)
  expect(await leadTabs('ask', nothing, refusing)).toBe(true)
})
