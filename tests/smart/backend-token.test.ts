import { decodeJwt } from 'jose'
import { expect, it, vi } from 'vitest'
import { createBackendToken } from '../../src/smart/backend-token.ts'
import { IntegrationError, isIntegrationError } from '../../src/domain/errors.ts'
import { type SigningKey, SigningKeyError } from '../../src/smart/signing-key.ts'
import { aSigningKey } from './signing-keys.ts'

const tokenUrl = 'https://epic.example.org/oauth2/token'
const granted = (token: string, seconds: unknown = 3600) =>
  Response.json({ access_token: token, token_type: 'bearer', expires_in: seconds })
const refused = (error: string) => Response.json({ error }, { status: 400 })

/** A token source before an Epic that answers in turn; the last answer stays. */
function aSource(...answers: (() => Response | Promise<Response>)[]) {
  const clock = { now: 1_000_000 }
  const key = aSigningKey()
  const sent: URLSearchParams[] = []
  const ask = vi.fn<typeof fetch>(async (_, init) => {
    sent.push(new URLSearchParams(typeof init?.body === 'string' ? init.body : ''))
    const answer = answers[Math.min(sent.length, answers.length) - 1]
    return answer === undefined ? new Response(null, { status: 503 }) : answer()
  })
  const source = createBackendToken({
    tokenUrl: () => Promise.resolve(tokenUrl),
    clientId: 'client-1',
    signingKey: () => key,
    fetch: ask,
    now: () => clock.now,
    wait: () => Promise.resolve(),
    timeoutMs: 100,
  })
  return { source, clock, ask, sent }
}

/** A token source whose key fails so. */
function aSourceWithout(failure: Error) {
  const clock = { now: 1_000_000 }
  const signingKey = vi.fn<() => Promise<SigningKey>>(() => Promise.reject(failure))
  const source = createBackendToken({
    tokenUrl: () => Promise.resolve(tokenUrl),
    clientId: 'client-1',
    signingKey,
    now: () => clock.now,
    wait: () => Promise.resolve(),
  })
  return { source, clock, signingKey }
}

it('asks by client credentials with a signed assertion, and follows no redirect (R27)', async () => {
  const { source, ask, sent } = aSource(() => granted('one'))
  await expect(source.current()).resolves.toBe('one')

  expect(ask.mock.calls[0]?.[0]).toBe(tokenUrl)
  expect(ask.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', redirect: 'error' })
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: expect.stringMatching(/^ey/),
  })
})

it('makes one request for a thousand who ask at once (R9)', async () => {
  const { source, ask } = aSource(() => granted('one'))
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => source.current()))
  expect(new Set(tokens)).toEqual(new Set(['one']))
  expect(ask).toHaveBeenCalledTimes(1)
})

it('renews 60 s before the end, and not sooner, and lets nobody wait for it (R9)', async () => {
  const { source, clock, ask } = aSource(
    () => granted('one'),
    () => granted('two'),
  )
  await source.current()
  clock.now += 3_539_999
  await source.current()
  expect(ask).toHaveBeenCalledTimes(1)
  clock.now += 1
  expect(await source.current()).toBe('one')
  await expect.poll(() => source.current()).toBe('two')
  expect(ask).toHaveBeenCalledTimes(2)
})

it('goes on with a token that still holds where its renewal fails', async () => {
  const { source, clock } = aSource(
    () => granted('one'),
    () => new Response(null, { status: 503 }),
  )
  await source.current()
  clock.now += 3_599_000
  expect(await source.current()).toBe('one')
  clock.now += 1_000
  await expect(source.current()).rejects.toThrow('epic-unreachable')
})

it('lets nobody wait for a renewal that takes long, while the token still holds', async () => {
  const { source, clock, ask } = aSource(
    () => granted('one'),
    () => new Promise(() => {}),
  )
  await source.current()
  clock.now += 3_590_000
  expect(await Promise.all([source.current(), source.current()])).toEqual(['one', 'one'])
  await expect.poll(() => ask.mock.calls.length).toBe(2)
})

it('makes one request for a hundred whose token was refused, and none for those who come late', async () => {
  const { source, ask } = aSource(
    () => granted('one'),
    () => granted('two'),
    () => granted('three'),
  )
  await source.current()
  const renewed = await Promise.all(Array.from({ length: 100 }, () => source.renew('one')))
  expect(new Set(renewed)).toEqual(new Set(['two']))
  expect(await source.renew('one')).toBe('two')
  expect(ask).toHaveBeenCalledTimes(2)
})

it.each(['invalid_client', 'unauthorized_client', 'invalid_request'])(
  'asks once in 30 s where Epic says %s, and calls it a matter of the set-up (faults)',
  async (reason) => {
    const { source, clock, ask } = aSource(
      () => refused(reason),
      () => granted('mended'),
    )
    const asked = Array.from({ length: 50 }, () => source.current())
    const failures = await Promise.allSettled(asked)
    expect(new Set(failures.map((failure) => failure.status === 'rejected' && String(failure.reason)))).toEqual(
      new Set(['IntegrationError: epic-set-up']),
    )
    clock.now += 29_999
    await expect(source.current()).rejects.toMatchObject({ code: 'epic-set-up', retryAfterMs: 1 })
    expect(ask).toHaveBeenCalledTimes(1)

    clock.now += 1
    expect(await source.current()).toBe('mended')
  },
)

it('tries three times where Epic is down, each with a new assertion', async () => {
  const { source, sent } = aSource(() => new Response('<html>busy', { status: 502 }))
  await expect(source.current()).rejects.toThrow('epic-unreachable')
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map((form) => decodeJwt(form.get('client_assertion') ?? '').jti)).size).toBe(3)
})

it('gets through where Epic comes back at the third try', async () => {
  const { source } = aSource(
    () => Promise.reject(new TypeError('fetch failed')),
    () => new Response(null, { status: 503 }),
    () => granted('one'),
  )
  expect(await source.current()).toBe('one')
})

it.each([
  ['HTML', () => new Response('<html>')],
  ['nothing', () => new Response('')],
  ['no token', () => Response.json({ token_type: 'bearer' })],
  ['an empty token', () => granted('')],
  ['a token of another type', () => Response.json({ access_token: 'one', token_type: 'mac' })],
])('takes 200 with %s for an invalid answer, and asks again next time', async (_, answer) => {
  const { source, ask } = aSource(answer, () => granted('one'))
  await expect(source.current()).rejects.toThrow('epic-invalid-answer')
  expect(await source.current()).toBe('one')
  expect(ask).toHaveBeenCalledTimes(2)
})

it.each([undefined, 'soon', -1, Number.NaN])(
  'assumes five minutes where the life of a token is %o',
  async (seconds) => {
    const { source, clock } = aSource(
      () => Response.json({ access_token: 'one', token_type: 'Bearer', expires_in: seconds }),
      () => granted('two'),
    )
    await source.current()
    clock.now += 239_000
    expect(await source.current()).toBe('one')
    clock.now += 61_000
    expect(await source.current()).toBe('two')
  },
)

it('gives up on an Epic that never answers', async () => {
  const { source, ask } = aSource()
  ask.mockImplementation(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('over', 'TimeoutError')))
      }),
  )
  await expect(source.current()).rejects.toThrow('epic-unreachable')
  expect(ask).toHaveBeenCalledTimes(3)
})

it('lets one caller go without ending the request that others wait for', async () => {
  const { source, ask } = aSource(() => granted('one'))
  const leaving = new AbortController()
  const gone = source.current(leaving.signal).catch((error: unknown) => error instanceof Error && error.name)
  const stays = source.current()
  leaving.abort()

  expect(await gone).toBe('AbortError')
  expect(await stays).toBe('one')
  expect(ask).toHaveBeenCalledTimes(1)
})

it('says nothing of tokens and assertions in its failures (R20)', async () => {
  const { source, sent } = aSource(() =>
    Response.json({ error: 'invalid_client', error_description: 'canary' }, { status: 401 }),
  )
  const failure: unknown = await source.current().catch((error: unknown) => error)
  const text = isIntegrationError(failure) ? `${failure.message} ${String(failure.cause)} ${failure.stack}` : 'none'
  expect(text).toContain('epic-set-up')
  expect(text).not.toContain('canary')
  expect(text).not.toContain(sent[0]?.get('client_assertion') ?? 'none')
})

it.each([
  ['that cannot be had for now is not asked for again for 2 s', new IntegrationError('signing-key-unavailable'), 2_000],
  ['that an administrator has to mend is not asked for again for 30 s', new SigningKeyError('disabled'), 30_000],
] as const)('a key %s, however many search', async (_, failure, restMs) => {
  const { source, clock, signingKey } = aSourceWithout(failure)
  const code = isIntegrationError(failure) ? failure.code : 'epic-set-up'
  await Promise.allSettled(Array.from({ length: 50 }, () => source.current()))
  clock.now += restMs - 1
  await expect(source.current()).rejects.toMatchObject({ code, retryAfterMs: 1 })
  expect(signingKey).toHaveBeenCalledTimes(1)

  clock.now += 1
  await expect(source.current()).rejects.toThrow(code)
  expect(signingKey).toHaveBeenCalledTimes(2)
})
