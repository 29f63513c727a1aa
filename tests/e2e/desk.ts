import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import type { JournalEntry } from '../../src/sandbox/journal.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { watchForCanaries } from './canaries.ts'

type Ring = Omit<Parameters<Sandbox['instance']['ring']>[0] & object, 'number'>

/** An agent's desk: the widget in a browser, and the world outside of it in the agent's and the caller's verbs. */
export interface Desk {
  readonly page: Page
  readonly sandbox: Sandbox
  readonly panel: Locator
  /** What the panel shows of the contact that is chosen: not the other contacts' tabs, not the status line. */
  readonly call: Locator
  readonly softphone: FrameLocator
  readonly birthDate: Locator
  readonly rows: Locator
  /** Opens the widget and signs Dana Rivera in. */
  signIn(): Promise<void>
  /** A caller rings; answers the contact's id. */
  ring(number?: string | null, more?: Ring): string
  /** Accepts the ringing call in the softphone, by its button. */
  accept(): Promise<void>
  /** Rings and accepts. */
  takeCall(number?: string | null, more?: Ring): Promise<string>
  /** Presses a button of the softphone; with two contacts there, on the card of that number. */
  press(button: string, number?: string): Promise<void>
  /** Hangs up and clears, so that no call is left. */
  endCall(): Promise<void>
  /** The line above the candidates or the notice, whichever it is. */
  heading(text: string | RegExp): Locator
  /** Words that stand in the panel to be seen; what is only read aloud is not among them. */
  says(text: string | RegExp, options?: { exact: boolean }): Locator
  /** A button of the panel, by its words. */
  button(name: string | RegExp): Locator
  /** Types into the search form. */
  fillForm(given: string, family: string, birthDate: string): Promise<void>
  /** Types the birth date and, as soon as the button names that person, presses Enter. */
  openBy(digits: string, name: string): Promise<void>
  /** The pages in which a chart opened, as Hyperspace shows them. */
  charts(): Page[]
  /** By which facts was searched so far; without the first try, which Connect often has not heard of yet. */
  searches(): string[]
  /** What the broker decided of this kind so far, as its audit has it; with ids and words, never what was asked. */
  audited(operation: 'token' | 'search' | 'confirmation' | 'withdrawal'): JournalEntry[]
}

export interface DeskOptions {
  readonly policy: NonNullable<Parameters<typeof startSandbox>[0]['policy']>
  /** How many patients Epic has, or which. */
  readonly people: number | { readonly all: readonly fhir4.Patient[] }
  /** Whether the broker runs as it is deployed. */
  readonly broker: 'process' | 'lambda'
  /** Whether Dana is signed in when the test begins. */
  readonly isSignedIn: boolean
}

/**
 * A test that has a desk, in a sandbox of its own. By its end nothing may have broken the page's rules, and nothing of a
 * patient or a token may be left anywhere once its contacts are cleared.
 */
export const test = base.extend<DeskOptions & { desk: Desk }>({
  policy: [{}, { option: true }],
  people: [400, { option: true }],
  broker: ['process', { option: true }],
  isSignedIn: [true, { option: true }],
  desk: async ({ page, context, policy, people, broker, isSignedIn }, use) => {
    const sandbox = await startSandbox({
      ports: 'free',
      people: typeof people === 'number' ? { size: people } : people.all,
      widget: { dir: 'dist' },
      broker,
      policy,
    })
    const faults = watchRules(page)
    const canaries = watchForCanaries(context, sandbox)
    const desk = deskOf(page, sandbox)
    if (isSignedIn) await desk.signIn()
    await use(desk)
    const leftovers = test.info().status === 'passed' ? await canaries.leftovers() : []
    canaries.stop()
    await sandbox.close()
    expect(faults).toEqual([])
    expect(leftovers).toEqual([])
  },
})

/** Notes whatever breaks the rules of this page from now on: errors that nobody caught, and what its headers forbid. */
export function watchRules(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.name))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) faults.push(message.text())
  })
  return faults
}

/** A desk in this page; its charts are the windows that open from now on. */
export function deskOf(page: Page, sandbox: Sandbox): Desk {
  const charts: Page[] = []
  page.context().on('page', (opened) => charts.push(opened))
  const panel = page.locator('#panel')
  const softphone = page.frameLocator('#ccp iframe')
  const desk: Desk = {
    page,
    sandbox,
    panel,
    call: panel.getByRole('main'),
    softphone,
    birthDate: panel.getByPlaceholder('MM DD YYYY'),
    rows: panel.locator('.candidate'),
    async signIn() {
      await page.goto(sandbox.origins.widget)
      await page.getByRole('button', { name: /Dana Rivera/ }).click()
      await expect(desk.says('No call', { exact: true })).toBeVisible()
    },
    ring: (number, more) => sandbox.instance.ring({ ...more, ...(number === undefined ? {} : { number }) }).contactId,
    async accept() {
      await softphone.getByRole('button', { name: 'Accept' }).click()
      await expect(desk.says(/^(?:On call|Active) /)).toBeVisible()
    },
    async takeCall(number, more) {
      const contactId = desk.ring(number, more)
      await desk.accept()
      return contactId
    },
    async press(button, number) {
      const card = number === undefined ? softphone : softphone.getByRole('article').filter({ hasText: number })
      await card.getByRole('button', { name: button }).click()
    },
    async endCall() {
      // A chart that opened lies in front, and a page behind it hardly draws: a press may be lost there.
      await page.bringToFront()
      await desk.press('Hang up')
      await desk.press('Clear')
      await expect(desk.says('No call', { exact: true })).toBeVisible()
    },
    heading: (text) => panel.getByRole('heading', { name: text }),
    says: (text, options) =>
      panel.getByText(text, options).and(panel.locator(':not(.only-read-aloud, .only-read-aloud *)')).first(),
    button: (name) => panel.getByRole('button', { name }),
    async fillForm(given, family, birthDate) {
      await panel.getByLabel('First name').fill(given)
      await panel.getByLabel('Last name').fill(family)
      await desk.birthDate.fill(birthDate)
    },
    async openBy(digits, name) {
      await desk.birthDate.fill(digits)
      await expect(panel.getByRole('button', { name: `Open chart of ${name}` })).toBeVisible()
      await desk.birthDate.press('Enter')
      await expect(desk.says(/opened \d/)).toBeVisible()
    },
    charts: () => charts.filter((chart) => !chart.isClosed()),
    searches: () =>
      desk
        .audited('search')
        .filter(({ facts }) => facts['outcome'] !== 'contact-not-yet-yours')
        .map(({ facts }) => String(facts['by'])),
    audited: (operation) =>
      sandbox.journal.entries().filter(({ party, event }) => party === 'broker' && event === operation),
  }
  return desk
}

export { expect } from '@playwright/test'
