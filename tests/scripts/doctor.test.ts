import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyFile } from '../../src/smart/key-file.ts'
import type { Site } from './doctor-broken/broken.ts'
import { shownKeys } from './doctor-broken/broker-keys.ts'
import { connect } from './doctor-broken/connect.ts'
import { epic, keys, searches, tokensOfEpicElsewhere } from './doctor-broken/epic.ts'
import { provider, signInAnswering } from './doctor-broken/provider.ts'
import { web } from './doctor-broken/web.ts'
import { aDoctoredSite, changing, type Visit, withHeaders } from './doctored-site.ts'

const household = '+16085550142'
let site: Site

beforeAll(async () => {
  site = await aDoctoredSite()
  await makeKeyFile(join(site.folder, 'another.pem'), 'ES384')
}, 60_000)
afterEach(() => site.restore())
afterAll(() => site.close())

describe('a site that is whole', () => {
  it('is found well in everything that its mode has, by a number', async () => {
    const words = ['--find', household, '--agent-token', await site.agentToken()]
    const { code, checks, named } = await site.visit({ words })
    expect(named('mend')).toEqual([])
    expect(named('not-checked')).toEqual(['widget-launch', 'epic-launch'])
    expect(checks).toHaveLength(29)
    expect(code).toBe(0)
  })

  it('is found well by a name and birth date, which are read from the standard input', async () => {
    const { code, said, text } = await site.visit({ words: ['--find', '-'], line: 'Walter, Nguyen, 1951-12-09' })
    expect([code, said('search-finds')]).toEqual([0, 'ok: Epic found whom you named.'])
    expect(text).not.toMatch(/Walter|Nguyen|1951/)
  })

  it('says why something was not checked, and that is no failure', async () => {
    const { code, said } = await site.visit()
    expect(said('search-finds')).toBe('not-checked: because nobody was named who must be found (--find)')
    expect(said('agent-token')).toContain('because no access token of an agent was given')
    expect(code).toBe(0)
  })

  it('has no token, key or patient of its own in the findings (R20)', async () => {
    const seen: string[] = []
    const ask = changing(
      (url) => /\/token$|jwks|_search/.test(url),
      async (answer) => {
        seen.push(
          ...((await answer.clone().text()).match(/"(?:access_token|n|family|value|birthDate)":"[^"]{4,}"/g) ?? []),
        )
        return answer
      },
    )
    const words = ['--find', household, '--agent-token', await site.agentToken()]
    const { text } = await site.visit({ ask, words })
    const values = seen.map((pair) => pair.split('":"')[1]?.slice(0, -1) ?? '')
    expect(values.length).toBeGreaterThan(10)
    expect(values.filter((value) => text.includes(value))).toEqual([])
    expect(text).not.toContain(household.slice(2))
  })
})

describe.each(Object.entries({ epic, searches, keys, connect, provider, web, shownKeys }))(
  'broken in one thing: %s',
  (_group, broken) => {
    it.each(broken)('%s: that is named, and nothing else is', async (_what, breaking, red, words) => {
      const { code, checks, named } = await site.visit({ words: ['--find', household], ...withFind(breaking(site)) })
      expect(named('mend')).toEqual(red)
      const told = checks.filter(({ outcome }) => outcome === 'mend').map(({ sentence }) => sentence)
      expect(told.join('\n')).toMatch(words)
      expect(code).toBe(1)
      expect(checks.every(({ guide }) => /^docs\/[\w-]+\.md/.test(guide))).toBe(true)
    })
  },
)

function withFind(visit: Visit): Visit {
  return { ...visit, words: ['--find', household, ...(visit.words ?? [])] }
}

/** Says what the served settings leave to the widget. */
function sayingMore(json: Record<string, unknown>): void {
  json['site'] = { locale: 'en-US', ...(json['site'] as object) }
}

it('takes settings for the same that say what others leave out', async () => {
  expect((await site.visit({ config: sayingMore })).said('widget-settings')).toBe(
    'ok: /config.json holds what your file says.',
  )
})

it('takes Epic’s tokens from another host than its FHIR base, once EPIC_TOKEN_URL names it', async () => {
  const { settings, sandbox } = site
  const ask = tokensOfEpicElsewhere(settings['EPIC_FHIR_BASE_URL'] ?? '')
  const env = { EPIC_TOKEN_URL: `${sandbox.origins.epic}/interconnect/oauth2/token` }
  const { said } = await site.visit({ ask, env })
  expect(said('epic')).toBe('ok: Epic’s SMART configuration is read.')
  expect(said('epic-token')).toMatch(/^ok/)
})

it('does not judge the rights of a broker whose Connect is asked too often just now', async () => {
  site.sandbox.connectApi.faults.kind = 'throttled'
  const { code, named, said } = await site.visit()
  expect(named('mend')).toEqual([])
  for (const check of ['connect-contacts', 'connect-users'])
    expect(said(check)).toBe('not-checked: because Connect is asked too often just now')
  expect(code).toBe(0)
})

it('makes no key where none is', async () => {
  const file = join(site.folder, 'never.pem')
  await site.visit({ env: { SIGNING_KEY: file } })
  expect(existsSync(file)).toBe(false)
})

it('names every setting to mend, shows no value, and checks what can be checked (R83)', async () => {
  const { code, said, text, named } = await site.visit({
    env: { EPIC_CLIENT_ID: undefined, SITE_PHONE_FORMATS: 'canary', AFTER_CALL_MINUTES: 'canary' },
    config: (json) => Object.assign(json, { screenPop: { template: 'canary' } }),
  })
  expect(said('settings')).toMatch(
    /screenPop: .*EPIC_CLIENT_ID: is missing.*SITE_PHONE_FORMATS: wants.*AFTER_CALL_MINUTES: wants/,
  )
  expect(said('epic-token')).toBe('not-checked: because EPIC_CLIENT_ID has to be mended first')
  expect(said('widget-headers')).toContain('not-checked: because the widget’s settings have to be mended first')
  expect(named('ok')).toEqual(
    expect.arrayContaining(['broker', 'broker-keys', 'provider', 'softphone', 'connect-users']),
  )
  expect(text).not.toContain('canary')
  expect(code).toBe(1)
})

/** A `fetch` behind which Epic's clock is so far ahead. */
const epicsClock =
  (offsetS: number) =>
  ({ sandbox }: Site) =>
    changing(
      (url) => url.startsWith(sandbox.origins.epic),
      (answer) => withHeaders(answer, { date: new Date(Date.now() + offsetS * 1_000).toUTCString() }),
    )

describe('clocks', () => {
  it.each([-25, 0, 115])('of an Epic that is %i seconds ahead do no harm (R7)', async (offsetS) => {
    expect((await site.visit({ ask: epicsClock(offsetS)(site) })).said('clocks')).toMatch(/^ok/)
  })

  it.each([
    [-40, /(?:39|40|41) seconds ahead of/],
    [140, /1(?:39|40|41) seconds behind/],
  ])('of an Epic that is %i seconds ahead have to be set', async (offsetS, words) => {
    const { said } = await site.visit({ ask: epicsClock(offsetS)(site) })
    expect(said('clocks')).toMatch(/^mend: The broker’s clock/)
    expect(said('clocks')).toMatch(words)
  })

  it('tells the clock of this computer from the broker’s', async () => {
    const { said } = await site.visit({ now: () => Date.now() + 90_000 })
    expect(said('clocks')).toMatch(/^mend: The clock of this computer is (?:89|90|91) seconds ahead/)
  })
})

describe('telephone formats', () => {
  it('says in which Epic finds the number, and which is of no use', async () => {
    const { said } = await site.visit({ words: ['--find', household] })
    expect(said('phone-formats')).toMatch(/^ok: Epic finds this number as dashed, plus-dashed\. e164 did not find it/)
  })

  it('says which format is missing, though a search by it finds nobody', async () => {
    const { said } = await site.visit({ words: ['--find', household], env: { SITE_PHONE_FORMATS: 'national,digits' } })
    expect(said('search-finds')).toMatch(
      /^mend: Epic found nobody with the number you named: look at SITE_PHONE_FORMATS/,
    )
    expect(said('phone-formats')).toBe(
      'mend: Epic finds this number as dashed, plus-dashed, and none of these is in SITE_PHONE_FORMATS.',
    )
  })
})

it('does not judge a provider by a page that is for people', async () => {
  const ask = signInAnswering(site.sandbox.origins.idp, 200, {})
  expect((await site.visit({ ask })).said('provider-client')).toMatch(/^not-checked: .*--agent-token$/)
})

it('asks the provider for a sign-in as the widget would', async () => {
  const asked: URLSearchParams[] = []
  const ask = changing(
    (url) => url.startsWith(`${site.sandbox.origins.idp}/auth?`),
    (answer, url) => {
      asked.push(new URL(url).searchParams)
      return answer
    },
  )
  const scope = 'openid profile'
  const config = (json: Record<string, unknown>) => {
    json['signIn'] = { ...(json['signIn'] as object), scope, resource: 'left-out' }
  }
  await site.visit({ ask })
  await site.visit({ ask, config })
  expect(asked.map((params) => [params.get('scope'), params.has('resource')])).toEqual([
    ['openid profile offline_access', true],
    [scope, false],
  ])
})

describe('the approved origin', () => {
  it('is read from the softphone’s own headers where AWS does not list it', async () => {
    site.sandbox.connectApi.faults.denied = ['ListApprovedOrigins']
    expect((await site.visit()).said('approved-origin')).toMatch(/^ok/)
  })

  it('is said to be hidden where neither shows it, and where to look', async () => {
    site.sandbox.connectApi.faults.denied = ['ListApprovedOrigins']
    const ask = changing(
      (url) => url.startsWith(site.sandbox.origins.ccp),
      () => new Response(null, { status: 302, headers: { location: '/login' } }),
    )
    const { said } = await site.visit({ ask })
    expect(said('approved-origin')).toMatch(/^not-checked: .*in the console, at your instance, under Approved origins/)
    expect(said('softphone')).toMatch(/^ok/)
  })
})

it('gives up a party that never answers, and goes on with the others', { timeout: 60_000 }, async () => {
  site.sandbox.epic.site.fault = 'never'
  const { said, named } = await site.visit()
  expect(said('epic')).toContain('no answer came in 8 seconds')
  expect(named('ok')).toEqual(expect.arrayContaining(['broker', 'provider', 'connect-contacts']))
})

describe('the command line', () => {
  it.each([
    ['no file', () => [], /npm run doctor/],
    ['an unknown word', () => ['x.json', '--bogus'], /Unknown option '--bogus'\. --help/],
    ['two files', () => ['x.json', 'y.json'], /One file of settings/],
    ['a file that is not there', () => ['/nowhere.json'], /no such file/],
    [
      'a file of tokens that is not there',
      () => [join(site.folder, 'doctored.json'), '--agent-token', '/no'],
      /no such/,
    ],
    ['a file that is no JSON', () => [join(site.folder, 'index.html')], /not JSON/],
    ['nobody to find', () => [join(site.folder, 'doctored.json'), '--find', 'Kessler'], /--find wants/],
  ])('ends with 2 at %s', async (_what, words, sentence) => {
    const { doctor } = await import('../../scripts/doctor/doctor.ts')
    await site.visit()
    const said: string[] = []
    const speak = (text: string) => void said.push(text)
    const code = await doctor({ words: words(), env: {}, readLine: async () => '', result: speak, word: speak })
    expect([code, said.join()]).toEqual([2, expect.stringMatching(sentence)])
  })
})
