import type { Browser } from '@playwright/test'
import { finish } from '../../src/sandbox/control-room/verbs.ts'
import type { JournalEntry } from '../../src/sandbox/journal.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Desk, deskOf, expect, test, watchRules } from './desk.ts'
import { watchPanel } from './seen-words.ts'

/** What goes wrong, and what has to come of it. */
export interface FaultRow {
  /** As `epic/truncated`. */
  readonly on: string
  /** The sentence, or the heading, that the agent sees. */
  readonly sees: string | RegExp
  /** How the searches of the call came out, as the audit has them; what Connect was late for is left out. */
  readonly audited: readonly string[]
  /** How the broker refused its token, where the call came no further. */
  readonly noToken?: string
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
  let shared: { readonly desk: Desk; readonly broken: readonly string[] } | null = null
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
    await shared?.desk.page.context().close()
    await shared?.desk.sandbox.close()
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
  return { desk: deskOf(page, sandbox), broken: watchRules(page) }
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
  await sandbox.faults.turn([row.on])
  const contactId = await desk.takeCall(walter)

  await expect(desk.says(row.sees)).toBeVisible({ timeout: 12_000 })
  expect(await panel.innerText()).not.toMatch(/https?:|localhost|Bearer|[<{]|at \w+ \(/)
  expect(await outcomes(desk, contactId, row.audited.length)).toEqual(row.audited)
  stop()
  if (row.noToken !== undefined) {
    const decided = written.filter(({ party, event }) => party === 'broker' && event === 'token')
    expect([...new Set(decided.map(({ facts }) => facts['outcome']))]).toEqual([row.noToken])
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

/** The outcomes of this contact's searches, once there are so many of them. */
export async function outcomes(desk: Desk, contactId: string, atLeast: number): Promise<string[]> {
  const all = () =>
    desk
      .audited('search')
      .filter(({ facts }) => facts['contactId'] === contactId && facts['outcome'] !== 'contact-not-yet-yours')
      .map(({ facts }) => String(facts['outcome']))
  await expect.poll(() => all().length).toBeGreaterThanOrEqual(atLeast)
  return all()
}
