import type { Browser, Response } from '@playwright/test'
import { finish } from '../../src/sandbox/control-room/verbs.ts'
import type { JournalEntry } from '../../src/sandbox/journal.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { watchForCanaries } from './canaries.ts'
import { type Desk, deskOf, expect, test, watchRules } from './desk.ts'
import { watchPanel } from './seen-words.ts'

/** What goes wrong, and what has to come of it. */
export interface FaultRow {
  /** As `epic/truncated`. */
  readonly on: string
  /** The sentence, or the heading, that the agent sees. */
  readonly sees: string | RegExp
  /** How each search of the call came out, as the audit has them: all of them, in their order. */
  readonly audited: readonly string[]
  /**
   * How each request for a token came out, where the call came no further. The widget asks a busy broker twice more (R68),
   * and the broker cannot know that they are one: each request is one event, under its own request id.
   */
  readonly noToken?: readonly string[]
  /** Whether no event can be written, because there is no broker within reach or it cannot write. */
  readonly isUnwritten?: boolean
  /** How many requests of the one question Epic meets, of both formats together; not counted where it is left out. */
  readonly asked?: number
  /** Whether the broker has neither Epic's token nor the provider's keys when it begins. */
  readonly isFresh?: boolean
  /** Whether the agent can try again, and then finds the patient. */
  readonly isMended?: boolean
}

export const walter = '+14145550107'
export const household = '+16085550142'
interface FaultyDesk {
  /** The desk, in a sandbox that the tests of this group share, for starting one takes longer than a row. */
  readonly desk: () => Desk
}

/** A group of tests on one sandbox and one page; after each of them all is normal again and nobody is on the line. */
export function shareDesk(policy: Parameters<typeof startSandbox>[0]['policy'], signIn: (desk: Desk) => Promise<void>) {
  let shared: Awaited<ReturnType<typeof openDesk>> | null = null
  const desk = () => {
    if (shared === null) throw new Error('There is no desk before the first test')
    return shared.desk
  }

  test.describe.configure({ mode: 'default' })
  test.beforeAll(async ({ browser }) => {
    shared = await openDesk(browser, policy)
    await signIn(desk())
    // As on any but the first call of a day, the broker has a token.
    await desk().takeCall(walter)
    await expect(desk().heading('1 patient has this number')).toBeVisible()
    await desk().endCall()
  })
  test.afterEach(async () => {
    await backToNormal(desk())
    expect(shared?.broken).toEqual([])
  })
  test.afterAll(async () => {
    const leftovers = await shared?.canaries.leftovers()
    shared?.canaries.stop()
    await shared?.desk.page.context().close()
    await shared?.desk.sandbox.close()
    expect(leftovers).toEqual([])
  })
  return { desk } satisfies FaultyDesk
}

async function openDesk(browser: Browser, policy: Parameters<typeof startSandbox>[0]['policy']) {
  const sandbox = await startSandbox({
    ports: 'free',
    people: { size: 200 },
    widget: { dir: 'dist' },
    policy: { ...policy },
  })
  const page = await browser.newPage()
  const canaries = watchForCanaries(page.context(), sandbox)
  return { desk: deskOf(page, sandbox), broken: watchRules(page), canaries }
}

async function backToNormal(desk: Desk): Promise<void> {
  const { sandbox, page } = desk
  await sandbox.faults.turn([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  for (const { contactId } of sandbox.instance.shownTo('dana.rivera')) finish(sandbox.instance, contactId)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

/** A call while something goes wrong: what is said of it, what is asked and written, and that the softphone goes on. */
export async function takeCallWhile(desk: Desk, row: FaultRow): Promise<void> {
  const { sandbox, panel } = desk
  if (row.isFresh === true) await sandbox.restartBroker()
  const seen = await watchPanel(desk.page)
  const written: JournalEntry[] = []
  const stop = sandbox.journal.subscribe((entry) => written.push(entry))
  const answered = watchAnswers(desk)
  await sandbox.faults.turn([row.on])
  const contactId = await desk.takeCall(walter)

  await expect(desk.says(row.sees)).toBeVisible({ timeout: 12_000 })
  expect(await panel.innerText()).not.toMatch(/https?:|localhost|Bearer|[<{]|at \w+ \(/)
  await expect.poll(() => outcomes(desk, contactId)).toEqual(row.audited)
  const decided = () => written.filter(({ party }) => party === 'broker')
  const events = () => decided().map(({ event }) => event)
  // One event for one request, and none that nobody asked for.
  const due = () => (row.isUnwritten === true ? [] : [...answered.operations].sort())
  await expect(() => expect(events().sort()).toEqual(due())).toPass({ timeout: 10_000 })
  answered.stop()
  stop()
  if (row.noToken !== undefined) {
    const tokens = decided().filter(({ event }) => event === 'token')
    expect(tokens.map(({ facts }) => facts['outcome'])).toEqual(row.noToken)
  }
  if (row.asked !== undefined) {
    expect(written.filter(({ event }) => event === 'fault-played')).toHaveLength(row.asked)
  }

  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
  if (row.isMended === true) {
    await sandbox.faults.turn([])
    await desk.button('Try again').click()
    await expect(desk.heading('1 patient has this number')).toBeVisible()
  }
  await desk.endCall()
  await sandbox.faults.turn([])
  // It may rest for half a minute, after a set-up that was refused.
  if (row.isFresh === true) await sandbox.restartBroker()
  for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|Kessler/i)
}

/** The outcomes of this contact's searches so far, oldest first. */
export function outcomes(desk: Desk, contactId: string): string[] {
  return desk
    .audited('search')
    .filter(({ facts }) => facts['contactId'] === contactId)
    .map(({ facts }) => String(facts['outcome']))
}

const operations: Readonly<Record<string, string>> = {
  '/token': 'token',
  '/fhir/R4/Patient/_search': 'search',
  '/fhir/R4/Appointment/_search': 'appointments',
}

/** What the broker is asked by the page and answers from now on, by the name that its audit has for it. */
function watchAnswers({ page, sandbox }: Desk): { readonly operations: readonly string[]; stop(this: void): void } {
  const answered: string[] = []
  const note = (response: Response) => {
    const { origin, pathname } = new URL(response.url())
    if (origin !== sandbox.origins.broker || response.request().method() !== 'POST') return
    answered.push(operations[pathname] ?? pathname)
  }
  page.on('response', note)
  return { operations: answered, stop: () => void page.off('response', note) }
}
