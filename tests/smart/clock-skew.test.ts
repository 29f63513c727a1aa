import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBackendToken } from '../../src/smart/backend-token.ts'
import { signClientAssertion } from '../../src/smart/client-assertion.ts'
import { assertionJudge } from '../../src/sandbox/epic/oauth/client-assertion.ts'
import { aSigningKey } from './signing-keys.ts'

const tokenUrl = 'https://epic.example.org/interconnect/oauth2/token'
const epicsTime = Date.parse('2026-11-24T10:00:00Z')
const second = 1_000
const key = aSigningKey()

/** What the played Epic says to an assertion that we sign while our clock is so far off its own; null where it takes it. */
async function complaintWhenOff(offMs: number, at = epicsTime): Promise<string | null> {
  const { publicJwk } = await key
  const judge = assertionJudge({
    clientId: 'broker-client',
    tokenUrl,
    keys: { fitting: async () => [publicJwk] },
    now: () => at,
  })
  const verdict = await judge(await signClientAssertion(await key, 'broker-client', tokenUrl, () => at + offMs))
  return verdict.holds ? null : verdict.reason
}

it('holds at Epic with our clock any second from 120 behind to 30 ahead, both included (R7)', async () => {
  const seconds = Array.from({ length: 151 }, (_, index) => index - 120)
  const complaints = await Promise.all(seconds.map(async (off) => [off, await complaintWhenOff(off * second)] as const))
  expect(complaints.filter(([, complaint]) => complaint !== null)).toEqual([])
  expect([seconds[0], seconds.at(-1)]).toEqual([-120, 30])
})

it.each([
  [31, 'iat is in the future'],
  [60, 'iat is in the future'],
  [61, 'exp is more than 5 minutes ahead'],
  [-239, null],
  [-240, 'exp is over'],
])('with our clock %i s off it is judged: %s (R7)', async (off, complaint) => {
  expect(await complaintWhenOff(off * second)).toBe(complaint)
})

it('holds at every millisecond in between, whatever the fractions of the two clocks (R7)', async () => {
  const off = fc.oneof(fc.integer({ min: -120 * second, max: 30 * second }), fc.constantFrom(-120_000, 30_000))
  await fc.assert(
    fc.asyncProperty(off, fc.nat(999), async (offMs, fraction) => {
      expect(await complaintWhenOff(offMs, epicsTime + fraction)).toBeNull()
    }),
    { numRuns: 200 },
  )
})

/** A token source whose clock is so far off that of an Epic which judges assertions as Epic does. */
async function aSourceWithClockOff(offS: number) {
  const clock = { ourOffMs: offS * second, now: epicsTime }
  const { publicJwk } = await key
  const judge = assertionJudge({
    clientId: 'broker-client',
    tokenUrl,
    keys: { fitting: async () => [publicJwk] },
    now: () => clock.now,
  })
  let asked = 0
  const source = createBackendToken({
    tokenUrl: async () => tokenUrl,
    clientId: 'broker-client',
    signingKey: () => key,
    now: () => clock.now + clock.ourOffMs,
    wait: async () => undefined,
    async fetch(_, init) {
      asked += 1
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '')
      const { holds } = await judge(form.get('client_assertion') ?? '')
      if (!holds) return Response.json({ error: 'invalid_client' }, { status: 400 })
      return Response.json({ access_token: 'one', token_type: 'bearer', expires_in: 3_600 })
    },
  })
  return { source, clock, asked: () => asked }
}

it.each([-120, 0, 30])('gets a token with our clock %i s off (R7)', async (off) => {
  const { source, asked } = await aSourceWithClockOff(off)
  await expect(source.current()).resolves.toBe('one')
  expect(asked()).toBe(1)
})

it.each([31, -240])(
  'names the set-up with our clock %i s off, asks once in 30 s, and works once the clock is set (R7)',
  async (off) => {
    const { source, clock, asked } = await aSourceWithClockOff(off)
    await expect(source.current()).rejects.toMatchObject({ code: 'epic-set-up', retryAfterMs: null })
    await expect(source.current()).rejects.toMatchObject({ code: 'epic-set-up', retryAfterMs: 30_000 })
    expect(asked()).toBe(1)

    // Somebody sets the clock right, half a minute after the refusal by either clock.
    clock.now += 31 * second + Math.max(clock.ourOffMs, 0)
    clock.ourOffMs = 0
    await expect(source.current()).resolves.toBe('one')
    expect(asked()).toBe(2)
  },
)
