import { readdir, readFile } from 'node:fs/promises'
import { documentHeaders } from '../../src/response-headers.ts'
import { holdsSecret } from '../fixtures/secrets.ts'
import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

const dist = new URL('../../dist/', import.meta.url)

test('every document and file is served with the headers of the one table (R30)', async ({ desk }) => {
  const { origins } = desk.sandbox
  const expected = documentHeaders({ broker: origins.broker, identityProvider: origins.idp, ccp: origins.ccp })
  const document = await fetch(origins.widget)
  for (const [name, value] of Object.entries(expected)) expect(document.headers.get(name)).toBe(value)
  expect(expected['Content-Security-Policy']).toMatch(/frame-ancestors 'none'.*require-trusted-types-for 'script'/)
  expect(expected['Content-Security-Policy']).not.toMatch(/unsafe|\*|https?: /)

  const config = await fetch(`${origins.widget}/config.json`)
  expect(Object.fromEntries(config.headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  for (const file of await readdir(new URL('assets/', dist))) {
    const asset = await fetch(`${origins.widget}/assets/${file}`)
    expect(Object.fromEntries(asset.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
  }
})

test('a whole call breaks no rule of the page: nothing inline, nothing evaluated, nobody else asked (R32, R34)', async ({
  desk,
}) => {
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).origin))
  await noteViolations(desk)
  await desk.takeCall('+16085550142')
  await desk.openBy('02291980', 'Ana Kessler')
  await desk.button('Wrong patient').click()
  await desk.button('Search by name').click()
  await desk.endCall()

  expect(await desk.page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([])
  const { widget, broker, ccp } = desk.sandbox.origins
  expect([...asked].filter((origin) => ![widget, broker, ccp].includes(origin))).toEqual([])
  const frames = desk.page.frames().map((frame) => new URL(frame.url()).origin)
  expect(frames).toEqual([widget, ccp])
})

test('the softphone’s frame may hear the microphone and write the clipboard, and no other frame or feature may (R43)', async ({
  desk,
}) => {
  const { ccp } = desk.sandbox.origins
  const frame = desk.page.frames().find((one) => one.url().startsWith(ccp))
  expect(await frame?.evaluate(allowedHere)).toEqual(['microphone', 'autoplay', 'clipboard-write'])
})

test('the SMART client stands in a file of its own, which a site without Epic log-ins never loads', async ({
  desk,
}) => {
  const files = await distFiles()
  const holders = files
    .filter(({ text }) => text.includes('Required PKCE code challenge method'))
    .map(({ name }) => name)
  expect(holders).toHaveLength(1)

  const loaded: string[] = []
  desk.page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
  await desk.page.reload()
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  expect(loaded.some((path) => path.startsWith('/assets/'))).toBe(true)
  expect(loaded).not.toContain(`/assets/${holders[0]}`)
})

test('what would break the rules is stopped by the browser: the policy is not mere text (R32)', async ({ page }) => {
  // A page of its own, because a desk fails on the very violations that are wanted here.
  const { startSandbox } = await import('../../src/sandbox/sandbox.ts')
  const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
  await page.goto(`${sandbox.origins.widget}/icon.svg`)
  await page.goto(sandbox.origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  await expect(page.getByText('No call', { exact: true })).toBeVisible()
  const stopped = await page.evaluate(async () => {
    const attempts = {
      html: () => (document.body.innerHTML = '<b>written</b>'),
      // oxlint-disable-next-line typescript/no-implied-eval -- that it is stopped is what is tested
      evaluated: () => new Function('return 1')(),
      elsewhere: () => fetch('http://elsewhere.localhost/'),
    }
    const outcomes: Record<string, string> = {}
    for (const [name, attempt] of Object.entries(attempts)) {
      // In a turn of its own: what the test itself evaluates, the browser lets pass.
      outcomes[name] = await new Promise((resolve) => setTimeout(resolve)).then(attempt).then(
        () => 'went through',
        () => 'stopped',
      )
    }
    return outcomes
  })
  await sandbox.close()
  expect(stopped).toEqual({ html: 'stopped', evaluated: 'stopped', elsewhere: 'stopped' })
})

test('what is served holds no source map, and nothing of the sandbox and its people (R58)', async () => {
  const files = await distFiles()
  expect(files.filter(({ name }) => name.endsWith('.map'))).toEqual([])
  const traces = [
    'sourceMappingURL=',
    'faker',
    'msw',
    'fixtures',
    'Kessler',
    'Okafor',
    'Dana Rivera',
    'dana.rivera',
    'Hyperspace (played)',
    'oidc-provider',
    'PRIVATE KEY',
    '.localhost',
    'sandbox-agent-widget-backend',
  ]
  for (const { name, text } of files) {
    for (const trace of traces) expect(text.includes(trace), `${trace} in ${name}`).toBe(false)
  }
})

test('what is served holds no secret (R74)', async () => {
  expect((await distFiles()).filter(({ text }) => holdsSecret(text)).map(({ name }) => name)).toEqual([])
})

test('Amazon’s own Streams is served as it was published, but for the one word that Trusted Types forbid (R32)', async () => {
  const streams = await readFile(
    new URL('../../node_modules/amazon-connect-streams/release/connect-streams.js', import.meta.url),
    'utf8',
  )
  const served = (await distFiles()).map(({ text }) => text).join('\n')
  expect(streams).toMatch(/new Function\(["']return this["']\)\(\)/)
  // A minifier drops the `new`. What stood without it is a last resort that no browser comes to.
  const lastResorts = streams.match(/(?<!new )\bFunction\(["']return this["']\)/g)?.length ?? 0
  expect(served.match(/\bFunction\(["'`]return this["'`]\)/g)?.length ?? 0).toBe(lastResorts)

  // Minified code keeps its sentences: each one of the package stands in what is served, but for
  // the one of a class that nothing in the package uses.
  const code = streams.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const literals = code.matchAll(/[(:=,+] "([A-Za-z][\w .,:/-]{18,})"/g)
  const sentences = new Set([...literals].map(([, text]) => text ?? ''))
  expect(sentences.size).toBeGreaterThan(200)
  expect([...sentences].filter((sentence) => !served.includes(sentence))).toEqual(['subscription-handler-relay'])
})

test('nothing that is served would put a service worker between the page and its server (R56)', async () => {
  const served = await distFiles()
  expect(served.filter(({ text }) => text.includes('serviceWorker')).map(({ name }) => name)).toEqual([])
})

async function distFiles(): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async ({ name, parentPath }) => ({ name, text: await readFile(`${parentPath}/${name}`, 'utf8') })),
  )
}

function noteViolations({ page }: Desk): Promise<void> {
  return page.evaluate(() => {
    const violations: string[] = []
    Reflect.set(window, 'violations', violations)
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
  })
}

/** What of this the browser lets the document do in which it runs. */
function allowedHere(): string[] {
  const policy = Reflect.get(document, 'featurePolicy') as { allowsFeature(name: string): boolean }
  const features = ['microphone', 'autoplay', 'clipboard-write', 'camera', 'geolocation', 'display-capture']
  return features.filter((name) => policy.allowsFeature(name))
}
