import { test as base, type Page, type Request } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { deskOf, expect } from './desk.ts'
import { walter } from './faulty-desk.ts'
import { watchPanel } from './seen-words.ts'

/** A broker that this browser cannot use, and what the browser itself says of it. */
interface Address {
  readonly what: string
  readonly says: RegExp
  readonly flags?: readonly string[]
  readonly url: (sandbox: Sandbox) => string
  /** What the page's policy forbids never becomes a request, so that nothing could mend it. */
  readonly isForbidden?: boolean
}

const addresses: readonly Address[] = [
  {
    what: 'nowhere, for no name server knows its name (DNS)',
    says: /ERR_NAME_NOT_RESOLVED/,
    flags: ['--host-resolver-rules=MAP broker.localhost ~NOTFOUND'],
    url: ({ origins }) => origins.broker,
  },
  {
    what: 'an origin that the policy of the page forbids (CSP)',
    says: /^csp$/,
    url: ({ origins }) => origins.broker.replace('broker.', 'other.'),
    isForbidden: true,
  },
]

for (const { what, says, url, flags = [], isForbidden = false } of addresses) {
  // A test without a desk of its own: a desk fails for the violation that is wanted here.
  base(
    `the broker’s address leads to ${what}: one state, no loop, and trying again tries (R65, R68, R69)`,
    async ({ playwright, viewport }) => {
      // A browser of its own, because its flags are its own.
      const browser = await playwright.chromium.launch({
        executablePath: findChromium() ?? '',
        args: [...chromiumFlags, ...flags],
      })
      const page = await browser.newPage({ viewport })
      const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
      const broker = url(sandbox)
      await setBroker(page, sandbox, broker)
      const failed = watchFailures(page, broker)
      const desk = deskOf(page, sandbox)
      await desk.signIn()
      const seen = await watchPanel(page)
      await desk.takeCall(walter)

      await expect(desk.says('The search service cannot be reached')).toBeVisible()
      const first = failed.length
      expect(first).toBeGreaterThan(0)
      expect(first).toBeLessThan(10)
      for (const failure of failed) expect(failure).toMatch(says)
      await page.waitForTimeout(1_000)
      expect(failed).toHaveLength(first)

      await desk.press('Hold')
      await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
      await desk.button('Try again').click()
      await expect.poll(() => failed.length).toBeGreaterThan(first)
      await expect(desk.says('The search service cannot be reached')).toBeVisible()
      for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|Nguyen|https?:/i)
      expect(sandbox.journal.entries().filter(({ event }) => event === 'search')).toEqual([])

      if (!isForbidden) {
        await page.route(`${broker}/**`, async (route) => {
          const { pathname } = new URL(route.request().url())
          await route.fulfill(await answerOf(`${sandbox.origins.broker}${pathname}`, route.request()))
        })
        await desk.button('Try again').click()
        await expect(desk.heading('1 patient has this number')).toBeVisible()
      }
      await desk.endCall()
      await browser.close()
      await sandbox.close()
    },
  )
}

/** A site whose settings name this broker. */
async function setBroker(page: Page, { origins }: Sandbox, url: string): Promise<void> {
  await page.route(`${origins.widget}/config.json`, async (route) => {
    const { body } = await answerOf(`${origins.widget}/config.json`)
    await route.fulfill({ json: { ...(JSON.parse(body) as object), broker: { url } } })
  })
}

/** Asked by this process, because Playwright's own requests do not know the names of the sandbox. */
async function answerOf(url: string, request?: Request) {
  const { origin = '', authorization = '', 'content-type': type = '' } = request?.headers() ?? {}
  const asked = request === undefined ? {} : { method: request.method(), body: request.postData() }
  const headers = request === undefined ? {} : { origin, authorization, 'content-type': type }
  const response = await fetch(url, { ...asked, headers })
  // What is handed on is whole and unpacked.
  const packing = /^(?:content-(?:encoding|length)|transfer-encoding|connection|keep-alive)$/
  const kept = [...response.headers].filter(([name]) => !packing.test(name))
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() }
}

/** What the browser says of each request to that address, as it fails. */
function watchFailures(page: Page, url: string): readonly string[] {
  const failures: string[] = []
  page.on('requestfailed', (request) => {
    if (request.url().startsWith(url)) failures.push(request.failure()?.errorText ?? '')
  })
  page.on('console', (message) => {
    const isViolation = /Content Security Policy directive/.test(message.text())
    if (isViolation && message.text().includes(url)) failures.push('csp')
  })
  return failures
}
