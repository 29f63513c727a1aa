import { expect, it, vi } from 'vitest'
import { createDiscovery } from '../../src/smart/discovery.ts'

const fhirBaseUrl = 'https://epic.example.org/interconnect/api/FHIR/R4/'
const tokenEndpoint = 'https://epic.example.org/interconnect/oauth2/token'

function aDiscovery(answer: () => Response | Promise<Response>) {
  const clock = { now: 0 }
  const ask = vi.fn<typeof fetch>(async () => answer())
  return { clock, ask, discovery: createDiscovery({ fhirBaseUrl, fetch: ask, now: () => clock.now }) }
}

it('asks the SMART configuration once a day, and once for a thousand at once', async () => {
  const { clock, ask, discovery } = aDiscovery(() => Response.json({ token_endpoint: tokenEndpoint }))
  const urls = await Promise.all(Array.from({ length: 1_000 }, () => discovery.tokenUrl()))
  expect(new Set(urls)).toEqual(new Set([tokenEndpoint]))
  expect(ask.mock.calls.map(([url]) => url)).toEqual([
    'https://epic.example.org/interconnect/api/FHIR/R4/.well-known/smart-configuration',
  ])

  clock.now = 24 * 60 * 60_000
  await discovery.tokenUrl()
  expect(ask).toHaveBeenCalledTimes(2)
})

it.each([
  ['epic-unreachable', 'nothing', () => Promise.reject(new TypeError('fetch failed'))],
  ['epic-unreachable', '503', () => new Response('busy', { status: 503 })],
  ['epic-set-up', '404', () => new Response('<html>', { status: 404 })],
  ['epic-invalid-answer', 'HTML', () => new Response('<html>')],
  ['epic-invalid-answer', 'no endpoint', () => Response.json({})],
  ['epic-invalid-answer', 'half an address', () => Response.json({ token_endpoint: '/oauth2/token' })],
  [
    'epic-set-up',
    'an endpoint of another host (R27)',
    () => Response.json({ token_endpoint: 'https://evil.example/token' }),
  ],
])('answers %s where Epic answers %s, and asks again next time', async (code, _, answer) => {
  const { ask, discovery } = aDiscovery(answer)
  await expect(discovery.tokenUrl()).rejects.toThrow(code)
  await expect(discovery.tokenUrl()).rejects.toThrow(code)
  expect(ask).toHaveBeenCalledTimes(2)
})
