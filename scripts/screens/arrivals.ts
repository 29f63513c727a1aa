import type { Page } from '@playwright/test'
import { launchWordsOf } from '../../src/modes/launch-words.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { SitePolicySettings } from '../../src/sandbox/site-settings.ts'
import { startWordsOf } from '../../src/start-words.ts'
import { en } from '../../src/ui/messages-en.ts'
import { blockWindows, button, signedIn, stands } from './stage.ts'

/** What stands in place of the panel, or of a call, from the start of the page on. `arrive` is given a page of its own. */
export interface Arrival {
  readonly name: string
  readonly mode: SitePolicySettings['mode']
  arrive(this: void, page: Page, sandbox: Sandbox): Promise<unknown>
}

const words = startWordsOf('en-US')
const launchWords = launchWordsOf('en-US')

const atTheProvider: readonly Omit<Arrival, 'mode'>[] = [
  {
    name: 'settings-bad',
    async arrive(page, { origins }) {
      await page.route('**/config.json', (route) => route.fulfill({ json: { site: {} } }))
      await page.goto(origins.widget)
      await says(page, words.badSettings)
    },
  },
  {
    name: 'settings-unread',
    async arrive(page, { origins }) {
      await page.route('**/config.json', (route) => route.fulfill({ body: '<html>' }))
      await page.goto(origins.widget)
      await says(page, words.badSettings)
    },
  },
  {
    name: 'sign-in-unreachable',
    async arrive(page, { origins }) {
      await page.route('**/.well-known/openid-configuration', (route) => route.abort())
      await page.goto(origins.widget)
      await says(page, words.signInUnreachable)
    },
  },
  {
    name: 'not-signed-in',
    async arrive(page, { origins }) {
      await page.goto(`${origins.widget}/?error=access_denied&state=played`)
      await says(page, words.notSignedIn)
    },
  },
  {
    name: 'other-tab',
    async arrive(page, { origins }) {
      const other = await page.context().newPage()
      await other.goto(`${origins.widget}/icon.svg`)
      await other.evaluate(`void navigator.locks.request('agent-widget', () => new Promise(() => undefined))`)
      await signIn(page, origins.widget)
      await says(page, words.otherTab)
    },
  },
  {
    name: 'idle',
    async arrive(page, sandbox) {
      await page.clock.install()
      await signedIn(sandbox, page)
      await page.clock.fastForward(16 * 60_000)
      await says(page, words.signedOut)
    },
  },
  {
    name: 'connecting',
    async arrive(page, sandbox) {
      await sandbox.faults.turn(['ccp/silent'])
      await signIn(page, sandbox.origins.widget)
      await says(page, en.connecting.title)
      await sandbox.faults.turn([])
    },
  },
  {
    name: 'softphone-unheard',
    async arrive(page, sandbox) {
      await page.clock.install()
      await sandbox.faults.turn(['ccp/silent'])
      await signIn(page, sandbox.origins.widget)
      await says(page, en.connecting.title)
      await page.clock.runFor(13_000)
      await says(page, en.unheard.title)
      await sandbox.faults.turn([])
    },
  },
  {
    name: 'softphone-lost',
    async arrive(page, sandbox) {
      await page.clock.install()
      const stage = await signedIn(sandbox, page)
      await sandbox.faults.turn(['ccp/down'])
      sandbox.instance.reloadCcp()
      await stage.softphone.getByText('Service Unavailable').waitFor()
      await page.clock.fastForward(60_000)
      await stands(stage, en.lost.title)
      await sandbox.faults.turn([])
    },
  },
  {
    name: 'log-in-blocked',
    async arrive(page, sandbox) {
      const stage = await signedIn(sandbox, page)
      await blockWindows(stage, true)
      sandbox.instance.logOutCcp()
      await stands(stage, en.signedOut.title)
      await button(stage, en.contact.logIn).click()
      await stands(stage, en.logInBlocked.title)
      sandbox.instance.signInCcp()
    },
  },
  {
    name: 'softphone-refused',
    async arrive(page, sandbox) {
      const stage = await signedIn(sandbox, page)
      await stage.softphone.locator('body').evaluate(`parent.postMessage({ event: 'access_denied' }, '*')`)
      await stands(stage, en.refused.title)
    },
  },
]

const atEpic: readonly Omit<Arrival, 'mode'>[] = [
  {
    name: 'launch-refused',
    async arrive(page, { origins }) {
      await page.goto(`${origins.widget}/launch?iss=${encodeURIComponent('http://other.localhost')}&launch=x`)
      await says(page, launchWords.refused[0])
    },
  },
  {
    name: 'launch-unreachable',
    async arrive(page, sandbox) {
      await sandbox.faults.turn(['epic/down'])
      await page.goto(sandbox.origins.widget)
      await says(page, launchWords.unreachable[0])
      await sandbox.faults.turn([])
    },
  },
  {
    name: 'launch-without-storage',
    async arrive(page, { origins }) {
      await page.addInitScript(`Object.defineProperty(window, 'sessionStorage', {
        get: () => { throw new DOMException('played', 'SecurityError') },
      })`)
      await page.goto(origins.widget)
      await says(page, launchWords.noStorage[0])
    },
  },
]

/** All of them, for each way in which agents sign in. */
export const arrivals: readonly Arrival[] = [
  ...atTheProvider.map((arrival) => ({ ...arrival, mode: 'call-scoped' as const })),
  ...atEpic.map((arrival) => ({ ...arrival, mode: 'launch' as const })),
]

async function signIn(page: Page, widget: string): Promise<void> {
  await page.goto(widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
}

function says(page: Page, title: string): Promise<void> {
  return page.locator('#panel').getByText(title).and(page.locator(':not(output)')).first().waitFor()
}
