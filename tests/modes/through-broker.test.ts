import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askingThroughBroker } from '../../src/modes/through-broker.ts'
import { aToken, url } from '../auth/played-broker.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const agentToken = () => Promise.resolve('agent-token-1')

/** A broker that gives its token after so many milliseconds, and never answers a search. */
function aWay(tokenAfterMs: number) {
  const wire: typeof fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (pathname !== '/token') return untilAborted(init?.signal)
    return new Promise((resolve) => setTimeout(() => resolve(aToken(1)), tokenAfterMs))
  }
  return askingThroughBroker({ url, agentToken, fetch: wire }, aSitePolicy())
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))))
}

it.each([0, 5_000, 7_900])(
  'an agent waits eight seconds in all for a search whose token took %i ms (R68)',
  async (tokenAfterMs) => {
    const began = Date.now()
    const { signal } = new AbortController()
    const search = aWay(tokenAfterMs).searchPatients('call-1', { by: 'telephone', telephone: '+16085550142' }, signal)
    const ended = search.catch((error: unknown) => ({ error, afterMs: Date.now() - began }))
    await vi.advanceTimersByTimeAsync(20_000)

    expect(await ended).toMatchObject({ error: { code: 'epic-too-slow' }, afterMs: 8_000 })
  },
)

it('a search leaves in the very turn in which the call is accepted, where its token came while it rang', async () => {
  const sent: string[] = []
  const wire: typeof fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    sent.push(`${pathname} ${new Headers(init?.headers).get('Authorization')}`)
    return pathname === '/token' ? Promise.resolve(aToken(sent.length)) : untilAborted(init?.signal)
  }
  const way = askingThroughBroker({ url, agentToken, fetch: wire }, aSitePolicy())
  const search = (contactId: string) => {
    const { signal } = new AbortController()
    way.searchPatients(contactId, { by: 'telephone', telephone: '+16085550142' }, signal).catch(() => undefined)
  }
  way.prefetch('call-1')
  await vi.advanceTimersByTimeAsync(0)
  search('call-1')
  expect(sent).toEqual(['/token Bearer agent-token-1', '/fhir/R4/Patient/_search Bearer call-token-1'])

  // A token that is about to end, and one of another call, are not taken for it.
  await vi.advanceTimersByTimeAsync(271_000)
  for (const contactId of ['call-1', 'call-2']) search(contactId)
  expect(sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent.filter((request) => request.startsWith('/token'))).toHaveLength(3)
})
