import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Result } from '../../scripts/doctor/check.ts'
import { doctor } from '../../scripts/doctor/doctor.ts'
import { siteOrigins, widgetConfig } from '../../src/infra/site-settings.ts'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'
import { serving } from '../broker/played-parties.ts'
import { type LaunchJson, launchJson, launchSite } from '../infra/example-site.ts'
import { addressOf, aDoctoredSite, launchChecks } from './doctored-site.ts'

const widget = 'https://agent-widget.lakeside.example.org'
let site: Awaited<ReturnType<typeof aDoctoredSite>>
let folder: string

beforeAll(async () => {
  site = await aDoctoredSite({ mode: 'launch' })
  folder = await mkdtemp(join(tmpdir(), 'doctor-launch-site-'))
}, 60_000)
afterEach(() => site.restore())
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true })
})

/** What the example's release serves; an administrator's page answers at `/launch` and `/callback` too. */
const page = new Hono()
  .get('/config.json', (c) => c.json(widgetConfig(launchSite()) as object, 200, assetHeaders('/config.json')))
  .get('*', (c) => c.html('<title>The widget</title>', 200, documentHeaders(siteOrigins(launchSite()))))

/** The web of the example's site: its page, and the sandbox's Epic and softphone under the example's addresses. */
function askSite(isPageThere = true): typeof fetch {
  const { origins } = site.sandbox
  const places = [
    ['https://epicproxy.lakeside.example.org/APIProxyPRD', `${origins.epic}/interconnect`],
    ['https://lakeside.my.connect.aws', origins.ccp],
    [widget, origins.widget],
  ] as const
  const toSandbox = (text: string) => places.reduce((one, [known, played]) => one.replaceAll(known, played), text)
  const toSite = (text: string) => places.reduce((one, [known, played]) => one.replaceAll(played, known), text)
  return async (input, init) => {
    const request = new Request(input, init)
    if (request.url.startsWith(widget)) {
      if (!isPageThere) throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })
      return page.fetch(request)
    }
    const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name, toSandbox(value)]))
    const answer = await fetch(toSandbox(request.url), { ...init, headers })
    const told = Object.fromEntries([...answer.headers].map(([name, value]) => [name, toSite(value)]))
    const body = answer.status === 204 ? null : toSite(await answer.text())
    return new Response(body, { status: answer.status, headers: told })
  }
}

async function visit({ file = launchJson(), ask = askSite(), env = {}, words = [] as readonly string[] } = {}) {
  const path = join(folder, 'site.json')
  await writeFile(path, JSON.stringify(file))
  const out: string[] = []
  const speak = (text: string) => void out.push(text)
  const asked = [path, '--json', ...words]
  const code = await doctor({ words: asked, env, ask, readLine: async () => '', result: speak, word: speak })
  const text = out.join('')
  const { checks } = (code === 2 ? { checks: [] } : JSON.parse(text)) as { checks: Result[] }
  const named = (outcome: Result['outcome']) => checks.filter((one) => one.outcome === outcome).map(({ name }) => name)
  const said = (name: string) => checks.find((one) => one.name === name)?.sentence
  return { code, text, named, said }
}

const changed = (change: (json: LaunchJson) => void) => launchJson(change)

it('finds the example of a site well whose agents sign in to Epic, once it is deployed', async () => {
  const { code, named, said } = await visit()
  expect(named('mend')).toEqual([])
  expect(named('ok')).toEqual(launchChecks)
  expect(said('settings')).toBe('The site file can be deployed.')
  expect(said('broker')).toBe('because the mode launch has no broker')
  expect(code).toBe(0)
})

describe('what is broken is named as the site file calls it', () => {
  it.each([
    [
      'the page is not there',
      () => ({ ask: askSite(false) }),
      ['widget-page', 'widget-launch'],
      /not reached at widget\.domain: no such host name/,
    ],
    [
      'the released settings are others',
      () => ({ file: changed(({ widget: { settings } }) => Object.assign(settings, { site: { name: 'Another' } })) }),
      ['widget-settings'],
      /site\.name.*npm run release/,
    ],
    [
      'another page may frame the released one',
      () => ({ file: changed((json) => Object.assign(json.widget, { framedBy: [] })) }),
      ['widget-headers', 'widget-settings'],
      /frame-ancestors 'none'/,
    ],
    [
      'Epic is down',
      () => {
        site.sandbox.epic.site.fault = 'down'
        return {}
      },
      ['epic-launch'],
      /widget\.settings\.launch\.issuers\.0 leads to no SMART configuration \(503\)/,
    ],
    [
      'the softphone is down',
      () => {
        site.sandbox.instance.settings.ccpFault = 'down'
        return {}
      },
      ['softphone'],
      /answers 503: look at connect\.ccpUrl/,
    ],
  ])('%s', async (_what, breaking, red, words) => {
    const { code, named, said } = await visit(breaking())
    expect(named('mend')).toEqual(red)
    expect(red.map(said).join('\n')).toMatch(words)
    expect(code).toBe(1)
  })
})

it('names every setting to mend at once, shows no value, and checks what can be checked', async () => {
  const { code, text, named, said } = await visit({
    file: changed((json) => {
      Object.assign(json, { account: 'canary', api: { domain: 'canary' } })
      json.widget['certificateArn'] = 'canary'
      Object.assign(json.widget.settings, { screenPop: { template: 'canary' } })
      Object.assign(json.widget.settings.launch, { clientId: 7, issuers: ['https://epic.example.org', 'canary'] })
    }),
  })
  expect([...(said('settings') ?? '').matchAll(/([\w.]+): (?:wants|is)/g)].map(([, name]) => name)).toEqual([
    'account',
    'widget.certificateArn',
    'widget.settings.launch.issuers.1',
    'api',
    'widget.settings.screenPop',
    'widget.settings.launch.clientId',
  ])
  expect(said('epic-launch')).toBe('because widget.settings.launch.issuers has to be mended first')
  expect(said('widget-settings')).toBe('because widget.settings has to be mended first')
  expect(named('ok')).toEqual(['widget-page', 'softphone', 'approved-origin'])
  expect(text).not.toContain('canary')
  expect(code).toBe(1)
})

it.each([
  ['nothing but its mode', { widget: { settings: { mode: 'launch' } } }],
  [
    'groups that are no groups',
    { widget: { domain: 7, settings: { mode: 'launch', launch: 'x' } }, connect: [], agents: null },
  ],
])('reads a site file with %s, and names what is missing', async (_what, file) => {
  const { code, said } = await visit({ file })
  expect(said('settings')).toMatch(/widget\.domain: .*widget\.settings\.launch.*: .*connect.*: /)
  expect(code).toBe(1)
})

it('says that a site file tells where its widget is, where --widget is given too', async () => {
  const { code, text } = await visit({ words: ['--widget', widget] })
  expect([code, text]).toEqual([2, '--widget is for a config.json: a site file says where its widget is.'])
})

/** An environment that names an instance, which has these approved origins. */
async function instanceWith(...listed: readonly string[]) {
  const api = new Hono().get('/instance/instance-1/approved-origins', (c) => c.json({ Origins: listed }))
  return { CONNECT_INSTANCE_ID: 'instance-1', AWS_REGION: 'us-east-1', CONNECT_ENDPOINT: await serving(api) }
}

/** The same web with a softphone that says to nobody who may frame it, as Amazon's does. */
function askHiding(): typeof fetch {
  const ask = askSite()
  return async (input, init) => (addressOf(input).includes('my.connect.aws') ? new Response('') : ask(input, init))
}

describe('the approved origins, of which the file does not say in which instance they are', () => {
  it('are listed by AWS where the environment names the instance', async () => {
    const { named, said } = await visit({ env: await instanceWith(widget), ask: askHiding() })
    expect([named('mend'), said('approved-origin')]).toEqual([[], expect.stringContaining('is an approved origin')])
  })

  it('do not hold the widget’s, and that is named', async () => {
    const { named, said } = await visit({ env: await instanceWith('https://another.example.org'), ask: askHiding() })
    expect(named('mend')).toEqual(['approved-origin'])
    expect(said('approved-origin')).toContain('is no approved origin of the Connect instance: add it there')
  })

  it.each([{}, { CONNECT_INSTANCE_ID: '', AWS_REGION: '' }, { AWS_REGION: 'us-east-1' }])(
    'are not seen, and it is said how they can be (%o)',
    async (env) => {
      const { said } = await visit({ env, ask: askHiding() })
      expect(said('approved-origin')).toBe(
        'because nobody said which Connect instance it is: set CONNECT_INSTANCE_ID and AWS_REGION for this command, or look in the console, at your instance, under Approved origins',
      )
    },
  )
})
