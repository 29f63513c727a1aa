import type { Browser } from '@playwright/test'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { finish } from '../../src/sandbox/control-room/verbs.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Certificates, pinOf } from '../../src/sandbox/tls/certificates.ts'
import { watchForCanaries } from './canaries.ts'
import { type Desk, deskOf, expect, test, watchRules } from './desk.ts'
import { household, takeWatchedCall, walter } from './watched-call.ts'

export { household, walter }

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
  /** Whether the broker decides and writes as ever, and the page may not read what it answers. */
  readonly isUnheard?: boolean
  /** How many requests of the one question Epic meets, of both formats together; not counted where it is left out. */
  readonly asked?: number
  /** Whether the broker has neither Epic's token nor the provider's keys when it begins. */
  readonly isFresh?: boolean
  /** Whether the agent can try again, and then finds the patient. */
  readonly isMended?: boolean
}

interface FaultyDesk {
  /** The desk, in a sandbox that the tests of this group share, for starting one takes longer than a row. */
  readonly desk: () => Desk
}

type Policy = Parameters<typeof startSandbox>[0]['policy']

/**
 * A group of tests on one sandbox and one page; after each of them all is normal again and nobody is on the line.
 *
 * @param tls By which Epic and the broker speak TLS; the browser then trusts the good one, and none of the others.
 */
export function shareDesk(policy: Policy, signIn: (desk: Desk) => Promise<void>, tls: Certificates | null = null) {
  let shared: Awaited<ReturnType<typeof openDesk>> | null = null
  const desk = () => {
    if (shared === null) throw new Error('There is no desk before the first test')
    return shared.desk
  }

  test.describe.configure({ mode: 'default' })
  test.beforeAll(async ({ browser }) => {
    shared = await openDesk(tls === null ? browser : await trusting(browser, tls), policy, tls)
    await signIn(desk())
    // As on any but the first call of a day, the broker has a token, and people of earlier contacts were on this page.
    for (const [number, found] of [
      [walter, '1 patient has this number'],
      [household, '4 patients share this number'],
    ] as const) {
      await desk().takeCall(number)
      await expect(desk().heading(found)).toBeVisible()
      await desk().endCall()
    }
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
    if (tls !== null) await shared?.browser.close()
    expect(leftovers).toEqual([])
  })
  return { desk } satisfies FaultyDesk
}

/** Another browser of the same kind. Its flag is for its whole life, so no other test has it. */
function trusting(browser: Browser, tls: Certificates): Promise<Browser> {
  return browser.browserType().launch({
    args: [...chromiumFlags, `--ignore-certificate-errors-spki-list=${pinOf(tls)}`],
  })
}

async function openDesk(browser: Browser, policy: Policy, tls: Certificates | null) {
  const sandbox = await startSandbox({
    ports: 'free',
    people: { size: 200 },
    widget: { dir: 'dist' },
    policy: { ...policy },
    ...(tls === null ? {} : { tls }),
  })
  const page = await browser.newPage()
  const canaries = watchForCanaries(page.context(), sandbox)
  return { browser, desk: deskOf(page, sandbox), broken: watchRules(page), canaries }
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
  const { sandbox } = desk
  if (row.isFresh === true) await sandbox.restartBroker()
  await sandbox.faults.turn([row.on])
  await takeWatchedCall(desk, {
    number: walter,
    sees: desk.says(row.sees),
    audited: row.audited,
    isUnwritten: row.isUnwritten === true,
    isUnheard: row.isUnheard === true,
    also(written) {
      const tokens = written.filter(({ party, event }) => party === 'broker' && event === 'token')
      if (row.noToken !== undefined) expect(tokens.map(({ facts }) => facts['outcome'])).toEqual(row.noToken)
      const asked = written.filter(({ event }) => event === 'fault-played')
      if (row.asked !== undefined) expect(asked).toHaveLength(row.asked)
    },
    async goesOn() {
      if (row.isMended === true) await mend(desk)
    },
  })
  await sandbox.faults.turn([])
  // It may rest for half a minute, after a set-up that was refused.
  if (row.isFresh === true) await sandbox.restartBroker()
}

/** All is normal again, and the agent who tries again finds the patient. */
export async function mend(desk: Desk, found = '1 patient has this number'): Promise<void> {
  await desk.sandbox.faults.turn([])
  await desk.button('Try again').click()
  await expect(desk.heading(found)).toBeVisible()
}
