// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LaunchArrival } from '../../src/auth/launch-arrival.ts'
import type { createSmartLaunch, SmartLaunchOptions } from '../../src/auth/smart-launch.ts'
import { anEpic, clientId, fhirBase, oidcIssuer } from './played-epic.ts'

const server = setupServer()
let epic: ReturnType<typeof anEpic>
let left: URL[]
let time: number
let create: typeof createSmartLaunch
beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  // fhirclient copies `fetch` when it loads, so it must load after MSW took its place (facts/stack.md, trap 1).
  create = (await import('../../src/auth/smart-launch.ts')).createSmartLaunch
})
afterAll(() => server.close())
afterEach(() => server.resetHandlers())
beforeEach(() => {
  sessionStorage.clear()
  left = []
  time = Date.now()
  epic = anEpic()
  epic.now = () => time
  server.use(...epic.handlers)
})

const fromHyperspace = { kind: 'launch', issuer: `${fhirBase}/`, launch: 'one-time' } as const
const redirectUri = 'https://widget.example.org/callback'

/** The sign-in of a page that was just loaded. */
function load(arrival: LaunchArrival = { kind: 'none' }, more: Partial<SmartLaunchOptions> = {}) {
  return create({
    issuers: [fhirBase],
    clientId,
    scope: 'openid profile fhirUser user/Patient.read',
    redirectUri,
    username: { in: 'id-token', name: 'preferred_username' },
    standalone: 'allowed',
    arrival,
    isFramed: false,
    navigate: (url) => void left.push(new URL(url)),
    now: () => time,
    ...more,
  })
}

function answered(launch = left.at(-1), code = 'code-1'): LaunchArrival {
  return { kind: 'answer', state: launch?.searchParams.get('state') ?? '', code }
}

async function signedIn(more: Partial<SmartLaunchOptions> = {}) {
  await load(fromHyperspace, more).start()
  const launch = load(answered(), more)
  await launch.start()
  return launch
}

const stored = () => [...Object.entries(sessionStorage), ...Object.entries(localStorage)].flat().join()

describe('on the way to Epic', () => {
  it('hands the launch on, with PKCE S256, aud, and a state and a nonce of 128 bits or more (R31)', async () => {
    expect(await load(fromHyperspace).start()).toBe('redirecting')
    const asked = Object.fromEntries(left[0]?.searchParams ?? [])
    expect(left[0]?.href).toContain(`${oidcIssuer}/authorize?`)
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      aud: fhirBase,
      launch: 'one-time',
      scope: 'openid profile fhirUser user/Patient.read launch',
      code_challenge_method: 'S256',
    })
    expect(asked['code_challenge']).toMatch(/^[\w-]{43}$/)
    expect(asked['state']).toMatch(/^[0-9a-f]{64}$/)
    expect(asked['nonce']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('begins by itself without a launch from Hyperspace, once a minute at most', async () => {
    expect(await load().start()).toBe('redirecting')
    expect(left[0]?.searchParams.has('launch')).toBe(false)
    await expect(load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(left).toHaveLength(1)
  })

  it('begins again with the next load, where Epic could not be reached and the page never left', async () => {
    server.use(http.get(`${fhirBase}/*`, () => HttpResponse.error()))
    await expect(load().start()).rejects.toMatchObject({ code: 'epic-unreachable' })
    server.resetHandlers()
    server.use(...epic.handlers)
    expect(await load().start()).toBe('redirecting')
  })

  it.each([{ isFramed: true }, { standalone: 'refused' as const }])(
    'waits for Hyperspace where Epic’s own log-in cannot be shown or is not wanted: %o',
    async (more) => {
      await expect(load({ kind: 'none' }, more).start()).rejects.toMatchObject({ code: 'launch-over' })
      await expect(load({ kind: 'none' }, more).redirect()).rejects.toMatchObject({ code: 'launch-over' })
      expect(left).toEqual([])
    },
  )

  it.each<LaunchArrival>([
    { kind: 'refused' },
    { kind: 'launch', issuer: 'https://evil.example/api/FHIR/R4', launch: 'x' },
  ])('refuses before anything is asked: %o (R37)', async (arrival) => {
    // A request would fail this test: nobody but Epic is played, and MSW lets nothing else pass.
    server.resetHandlers()
    await expect(load(arrival).start()).rejects.toMatchObject({ code: 'launch-refused' })
    expect([left, stored()]).toEqual([[], ''])
  })
})

describe('back from Epic', () => {
  it('knows the agent, and keeps the tokens in memory only (R53)', async () => {
    await load(fromHyperspace).start()
    const launch = load(answered(undefined, 'a+b&c=d'))
    expect(await launch.start()).toEqual({
      subject: 'eDana3',
      signedInForMs: 0,
      username: 'dana.rivera',
      name: 'Dana Rivera',
      fhirUser: 'Practitioner/eDana3',
    })
    expect(new URLSearchParams(epic.asked[0]).get('code')).toBe('a+b&c=d')
    expect(new URLSearchParams(epic.asked[0]).get('code_verifier')).toMatch(/^[\w-]{43,128}$/)
    expect([await launch.accessToken.current(), launch.fhirBaseUrl, stored()]).toEqual(['access-1', fhirBase, ''])
  })

  it('tells apart the instances that share one session storage in Hyperspace, in whatever order they come back', async () => {
    await load(fromHyperspace).start()
    await load({ ...fromHyperspace, launch: 'another' }).start()
    const [first, second] = left
    const verifiers = new Map([first, second].map((launch) => [launch, verifierOf(launch)]))

    const late = load(answered(second, 'code-2'))
    await late.start()
    const early = load(answered(first, 'code-1'))
    await early.start()
    const asked = epic.asked.map((form) => Object.fromEntries(new URLSearchParams(form)))
    expect(asked.map(({ code, code_verifier }) => [code, code_verifier])).toEqual([
      ['code-2', verifiers.get(second)],
      ['code-1', verifiers.get(first)],
    ])
    expect(await Promise.all([late.accessToken.current(), early.accessToken.current()])).toEqual([
      'access-1',
      'access-2',
    ])
  })

  it.each([
    ['that was used', async () => void (await load(answered()).start())],
    ['that is not ours', async () => void left.push(new URL('https://x.example/?state=agent-widget.launched-at'))],
  ])('takes no answer to a launch %s, and asks Epic nothing', async (_, before) => {
    await load(fromHyperspace).start()
    await before()
    const asked = epic.asked.length
    await expect(load(answered()).start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(epic.asked).toHaveLength(asked)
  })

  it('reads the username from the launch context where the site says so (R38)', async () => {
    epic.context = { syslogin: 'DRIVERA' }
    await load(fromHyperspace).start()
    const launch = load(answered(), { username: { in: 'launch-context', name: 'syslogin' } })
    expect(await launch.start()).toMatchObject({ username: 'DRIVERA' })
  })

  it('lets nobody in whose username is nowhere (R38)', async () => {
    epic.claims = { preferred_username: undefined }
    await load(fromHyperspace).start()
    await expect(load(answered()).start()).rejects.toMatchObject({ code: 'agent-not-allowed' })
  })

  it('asks anew after a refusal, and leaves nothing of it', async () => {
    await load(fromHyperspace).start()
    const state = left[0]?.searchParams.get('state') ?? ''
    await expect(load({ kind: 'denied', state }).start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(stored()).toBe('')
  })
})

describe('what goes wrong at Epic', () => {
  it('goes nowhere where Epic offers no PKCE, or its log-in stands at another host', async () => {
    epic.pkce = []
    await expect(load(fromHyperspace).start()).rejects.toMatchObject({ code: 'epic-set-up' })
    expect([left, stored()]).toEqual([[], ''])
  })

  it.each([
    ['refuses the code', () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 }), 'agent-not-signed-in'],
    ['is down', () => new HttpResponse('<html>', { status: 503 }), 'epic-unreachable'],
    ['answers no token', () => HttpResponse.json({ token_type: 'Bearer' }), 'epic-unreachable'],
    [
      'answers another kind of token',
      () => HttpResponse.json({ access_token: 'x', token_type: 'mac' }),
      'epic-invalid-answer',
    ],
  ])('says what it is when Epic %s, and keeps nothing of it (R79)', async (_, answer, code) => {
    await load(fromHyperspace).start()
    epic.tokenAnswer = answer
    const failure: unknown = await load(answered())
      .start()
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, message: code, cause: undefined })
    expect(stored()).toBe('')
  })

  it('sends the code to no other host (R27)', async () => {
    epic.places = { token_endpoint: 'https://evil.example/token' }
    await load(fromHyperspace).start()
    await expect(load(answered()).start()).rejects.toMatchObject({ code: 'epic-set-up' })
  })
})

describe('in the course of the day', () => {
  it('says that the sign-in is over when the token ends, and how to go on', async () => {
    const beside = await signedIn()
    const framed = await signedIn({ isFramed: true })
    expect(beside.accessToken.held()).toBe(await beside.accessToken.current())
    time += 3_600_000
    expect(beside.accessToken.held()).toBeNull()
    await expect(beside.accessToken.current()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    await expect(framed.accessToken.current()).rejects.toMatchObject({ code: 'launch-over' })
  })

  it('has no other token where Epic refused the one it gave', async () => {
    const launch = await signedIn()
    await expect(launch.accessToken.renew('access-1')).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    await expect(launch.accessToken.current()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
  })

  it('renews a minute before the end where Epic granted a refresh token, once for all who ask', async () => {
    epic.refresh = 'refresh-1'
    const launch = await signedIn()
    time += 3_550_000
    expect(launch.accessToken.held()).toBeNull()
    const tokens = await Promise.all([launch.accessToken.current(), launch.accessToken.renew('access-1')])
    expect(tokens).toEqual(['access-2', 'access-2'])
    expect(Object.fromEntries(new URLSearchParams(epic.asked[1]))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_id: clientId,
    })
    expect([epic.asked.length, stored()]).toEqual([2, ''])
  })

  it('asks for a new launch where Epic takes the refresh token no more', async () => {
    epic.refresh = 'refresh-1'
    const launch = await signedIn()
    epic.tokenAnswer = () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
    time += 3_600_000
    await expect(launch.accessToken.current()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    await expect(launch.accessToken.current()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(epic.asked).toHaveLength(2)
  })

  it('keeps the refresh token while Epic cannot be reached', async () => {
    epic.refresh = 'refresh-1'
    const launch = await signedIn()
    server.use(http.post(`${oidcIssuer}/token`, () => HttpResponse.error(), { once: true }))
    time += 3_600_000
    await expect(launch.accessToken.current()).rejects.toMatchObject({ code: 'epic-unreachable' })
    expect(await launch.accessToken.current()).toBe('access-2')
  })

  it('forgets the agent when they sign out, here and in every other tab (R39)', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const told = new Promise<void>((resolve) => void there.onSignedOut(resolve))
    here.lock()
    await told
    for (const launch of [here, there]) {
      expect(launch.accessToken.held()).toBeNull()
      await expect(launch.accessToken.current()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    }
  })
})

/** The verifier that fhirclient keeps for this launch. */
function verifierOf(launch: URL | undefined): string {
  const kept = sessionStorage.getItem(launch?.searchParams.get('state') ?? '') ?? '{}'
  return (JSON.parse(kept) as { codeVerifier: string }).codeVerifier
}
