import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { aDoctoredSite, changing } from './doctored-site.ts'

let site: Awaited<ReturnType<typeof aDoctoredSite>>
let words: readonly string[]

beforeAll(async () => {
  site = await aDoctoredSite({ mode: 'launch' })
  words = ['--widget', site.sandbox.origins.widget]
}, 60_000)
afterEach(() => site.restore())
afterAll(() => site.close())

it('finds a site well whose agents sign in to Epic, and asks for no broker', async () => {
  const { code, named, said } = await site.visit({ words })
  expect(named('mend')).toEqual([])
  expect(named('ok')).toEqual([
    'settings',
    'widget-page',
    'widget-headers',
    'widget-settings',
    'widget-launch',
    'softphone',
    'approved-origin',
    'epic-launch',
  ])
  expect(said('broker')).toBe('not-checked: because the mode launch has no broker')
  expect(code).toBe(0)
})

it('says where it has to be told what the widget’s address is', async () => {
  const { said } = await site.visit({ env: { ALLOWED_ORIGINS: undefined } })
  expect(said('widget-page')).toMatch(/^not-checked: because --widget or ALLOWED_ORIGINS/)
})

it('sees that Epic lets no page of the widget read its answers', async () => {
  site.sandbox.epic.site.cors = 'none'
  const { code, named, said } = await site.visit({ words })
  expect(named('mend')).toEqual(['epic-launch'])
  expect(said('epic-launch')).toMatch(
    /launch\.issuers\.0: Epic does not let the widget’s page read its answers \(CORS\)/,
  )
  expect(code).toBe(1)
})

it('sees that Epic is down', async () => {
  site.sandbox.epic.site.fault = 'down'
  expect((await site.visit({ words })).said('epic-launch')).toContain('no SMART configuration (503)')
})

it('sees that the page is not served where a launch arrives', async () => {
  const ask = changing(
    (url) => url.endsWith('/launch'),
    () => new Response('not here', { status: 404 }),
  )
  const { named, said } = await site.visit({ words, ask })
  expect(named('mend')).toEqual(['widget-launch'])
  expect(said('widget-launch')).toContain('At /launch the widget answers 404')
})

it.each([
  [
    'its token endpoint stands elsewhere',
    { token_endpoint: 'https://elsewhere.example.org/token' },
    /at the origin of its FHIR base/,
  ],
  ['it offers no PKCE with S256', { code_challenge_methods_supported: ['plain'] }, /PKCE with S256/],
])('sees of an Epic that %s', async (_what, facts, words_) => {
  const ask = changing(
    (url) => url.endsWith('/smart-configuration'),
    async (answer) =>
      new Response(JSON.stringify({ ...((await answer.json()) as object), ...facts }), { headers: answer.headers }),
  )
  expect((await site.visit({ words, ask })).said('epic-launch')).toMatch(words_)
})
