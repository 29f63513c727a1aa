import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isConfig, readConfig } from '../../src/config.ts'
import { PortTakenError } from '../../src/sandbox/listen.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'

const dir = mkdtempSync(join(tmpdir(), 'widget-'))
mkdirSync(join(dir, 'assets'))
writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Widget</title>')
writeFileSync(join(dir, 'assets/main-abc123.js'), 'globalThis.widget = true')
writeFileSync(`${dir}-secret.txt`, 'not for the web')

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ ports: 'free', widget: { dir }, people: { size: 200 } })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(dir, { recursive: true })
  rmSync(`${dir}-secret.txt`)
})

it.each([
  ['controlRoom', '/', 'Control room'],
  ['controlRoom', '/control-room.js', 'EventSource'],
  ['controlRoom', '/control-room.css', 'color-scheme'],
  ['widget', '/', '<title>Widget</title>'],
  ['ccp', '/ccp-v2/', '<html'],
  ['broker', '/health', 'ok'],
  ['broker', '/.well-known/jwks.json', 'RS384'],
  ['epic', '/interconnect/api/FHIR/R4/.well-known/smart-configuration', 'token_endpoint'],
  ['idp', '/.well-known/openid-configuration', 'code_challenge_methods_supported'],
] as const)('has the %s answer at %s', async (party, path, words) => {
  const answer = await fetch(sandbox.origins[party] + path)
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(words)])
})

it('has the Connect API refuse whoever does not sign', async () => {
  expect((await fetch(sandbox.origins.connectApi)).status).toBe(403)
})

it('gives the widget settings that it can use', async () => {
  const config = readConfig(await (await fetch(`${sandbox.origins.widget}/config.json`)).json())
  expect(isConfig(config) ? config.site.isSandbox : config.settings).toBe(true)
})

it('serves the widget with the headers of production (R30)', async () => {
  const page = await fetch(`${sandbox.origins.widget}/`)
  expect(page.headers.get('Content-Security-Policy')).toContain(`frame-src ${sandbox.origins.ccp};`)
  expect(page.headers.get('Cache-Control')).toBe('no-store')

  const script = await fetch(`${sandbox.origins.widget}/assets/main-abc123.js`)
  expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  expect(script.headers.get('Cache-Control')).toContain('immutable')
})

it.each(['/nothing.js', '/assets', '/%2e%2e/package.json', '/..%2f..%2fetc/passwd', '/a%00b', '//', '//[/'])(
  'has no file for %j',
  async (path) => {
    expect((await fetch(sandbox.origins.widget + path)).status).toBe(404)
  },
)

it('starts the broker anew with the hospital’s other policy', async () => {
  const before = sandbox.broker
  const change = (phoneSearch: string) =>
    fetch(`${sandbox.origins.controlRoom}/api/site`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ phoneSearch }),
    })
  expect((await change('refused')).status).toBe(200)
  const config = await (await fetch(`${sandbox.origins.widget}/config.json`)).json()
  expect(config).toMatchObject({ search: { phone: 'refused' } })
  expect(sandbox.broker).not.toBe(before)
  await change('allowed')
})

it('leaves nothing running when a port is taken', async () => {
  const taken = Number(new URL(sandbox.origins.controlRoom).port)
  const starting = startSandbox({ ports: taken - 3, widget: { dir } })
  await expect(starting).rejects.toBeInstanceOf(PortTakenError)
  await expect(fetch(`http://127.0.0.1:${taken - 3}/`)).rejects.toThrow('fetch failed')
})

it('ends at once, with a page still listening', async () => {
  const other = await startSandbox({ ports: 'free', widget: { dir }, people: { size: 200 } })
  const stream = await fetch(`${other.origins.controlRoom}/api/events`)
  const reading = stream.text().catch(() => 'cut')

  const begun = performance.now()
  await other.close()
  expect(performance.now() - begun).toBeLessThan(1_000)
  expect(await reading).toBe('cut')
  await expect(fetch(other.origins.epic)).rejects.toThrow('fetch failed')
})

it('lets in the widget that `npm run preview` serves: at sign-in, at the broker and in the softphone', async () => {
  const preview = 'http://localhost:4173'
  const { idp, broker, ccp } = sandbox.origins
  const signIn = new URLSearchParams({
    client_id: 'agent-widget',
    response_type: 'code',
    redirect_uri: `${preview}/`,
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  })
  const headers = { Origin: preview, 'Access-Control-Request-Method': 'POST' }
  const preflight = await fetch(`${broker}/token`, { method: 'OPTIONS', headers })

  const toSignIn = await fetch(`${idp}/auth?${signIn}`, { redirect: 'manual' })
  expect(toSignIn.headers.get('Location')).toContain('/sign-in/')
  expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(preview)
  expect((await fetch(`${ccp}/ccp-v2/`)).headers.get('Content-Security-Policy')).toContain(preview)
})
