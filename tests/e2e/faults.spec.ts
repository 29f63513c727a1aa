import type { Request } from '@playwright/test'
import { expect, test } from './desk.ts'
import { type FaultRow, household, shareDesk, takeCallWhile, walter } from './faulty-desk.ts'
import { whileFrozen } from './frozen-tab.ts'
import { takeWatchedCall } from './watched-call.ts'

const unreachable = { sees: 'Epic cannot be reached', audited: ['epic-unreachable'], isMended: true }
const unread = { sees: 'Epic’s answer could not be read', audited: ['epic-invalid-answer'], isMended: true }
const refused = { sees: 'Epic did not allow this search', audited: ['epic-refused'] }
const busy = { sees: 'Epic is busy', audited: ['epic-busy'], isMended: true }
const tooSlow = { sees: 'Epic took too long', audited: ['epic-too-slow'], isMended: true }
const unconfirmed = {
  sees: 'Amazon Connect cannot confirm this call',
  audited: [],
  noToken: Array(3).fill('connect-unreachable'),
  isMended: true,
}
const found = { sees: '1 patient has this number', audited: ['found'] }

/** What Epic answers, or does not, in place of who has the number. */
const atEpic: readonly FaultRow[] = [
  { on: 'epic/down', ...unreachable, asked: 6 },
  { on: 'epic/server-error', ...unreachable, asked: 2 },
  { on: 'epic/bad-gateway', ...unreachable, asked: 6 },
  { on: 'epic/gateway-timeout', ...unreachable, asked: 6 },
  { on: 'epic/reset', ...unreachable, asked: 6 },
  { on: 'epic/half-body', ...unreachable, asked: 6 },
  { on: 'epic-line/reset', ...unreachable },
  { on: 'epic-line/refused', ...unreachable },
  { on: 'epic/token-down', ...unreachable, isFresh: true },
  { on: 'epic/invalid-client', sees: 'Searching is not set up correctly', audited: ['epic-set-up'], isFresh: true },
  { on: 'epic/unauthorized-once', ...found },
  { on: 'epic/unauthorized', ...refused, asked: 4 },
  { on: 'epic/forbidden', ...refused, asked: 2 },
  { on: 'epic/forbidden-4118', ...refused, asked: 2 },
  { on: 'epic/busy-for-seconds', ...found },
  { on: 'epic/busy-until-date', ...found },
  { on: 'epic/busy', ...busy, asked: 6 },
  { on: 'epic/busy-for-minutes', ...busy, sees: 'before you try again', asked: 2 },
  { on: 'epic/busy-for-ever', ...busy, asked: 2 },
  { on: 'epic/busy-negative', ...busy, asked: 6 },
  { on: 'epic/html', ...unread, asked: 4 },
  { on: 'epic/truncated', ...unread, asked: 4 },
  { on: 'epic/wrong-type', ...unread, asked: 4 },
  { on: 'epic/xml', ...unread, asked: 4 },
  { on: 'epic/empty', ...unread, asked: 4 },
  { on: 'epic/empty-text', ...unread, asked: 4 },
  // The number stands there in one of the formats alone, so nobody is found in the other.
  { on: 'epic/only-internal', ...unread, asked: 3 },
  { on: 'epic/promised-total', ...unread, asked: 2 },
]

test.describe('what goes wrong at Epic is said as it is, asked no oftener than helps, and written once', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const row of atEpic) {
    test(`${row.on}: “${row.sees}” (R65, R66, R68, R69, R79)`, () => takeCallWhile(desk(), row))
  }
})

/** What goes wrong elsewhere. Where no search came that far, none is written. */
const elsewhere: readonly FaultRow[] = [
  { on: 'connect-api/down', ...unconfirmed },
  { on: 'connect-api/throttled', ...unconfirmed },
  { on: 'connect-api/denied', ...unconfirmed },
  // The search that comes with the accept is held for a second and a half, refused, and asked for again by the widget.
  { on: 'connect-api/late', ...found, audited: ['contact-not-yet-yours', 'found'] },
  { on: 'idp/down', ...found },
  { on: 'kms/down', ...found },
  { on: 'kms/silent', ...found },
  { on: 'audit/down', sees: 'Nothing can be recorded just now', audited: [], isUnwritten: true, isMended: true },
  {
    on: 'idp/keys-down',
    sees: 'Sign-in cannot be reached',
    audited: [],
    noToken: Array(3).fill('identity-provider-unreachable'),
    isFresh: true,
    isMended: true,
  },
  {
    on: 'kms/down',
    sees: 'The search service cannot sign in at Epic for now',
    audited: ['signing-key-unavailable'],
    isFresh: true,
  },
  {
    on: 'kms/throttled',
    sees: 'The search service cannot sign in at Epic for now',
    audited: ['signing-key-unavailable'],
    isFresh: true,
  },
  {
    on: 'kms/silent',
    sees: 'The search service cannot sign in at Epic for now',
    audited: ['signing-key-unavailable'],
    isFresh: true,
  },
  { on: 'kms/denied', sees: 'Searching is not set up correctly', audited: ['epic-set-up'], isFresh: true },
  { on: 'broker-line/reset', sees: 'The search service cannot be reached', audited: [], isMended: true },
  { on: 'broker-line/refused', sees: 'The search service cannot be reached', audited: [], isMended: true },
  {
    // The page was allowed to ask before, so that its requests arrive, and their answers are lost to it.
    on: 'broker-line/not-readable',
    sees: 'The search service cannot be reached',
    audited: [],
    isUnheard: true,
    isMended: true,
  },
]

test.describe('what goes wrong elsewhere closes what it must, and nothing else', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const row of elsewhere) {
    const state = row.isFresh === true ? ', with nothing held' : ''
    test(`${row.on}${state}: “${row.sees}” (R16, R24, R65, R69, R79)`, () => takeCallWhile(desk(), row))
  }

  // The broker has said twice that Connect cannot be reached when the widget's eight seconds are over; a third try is given up.
  test('connect-api/silent: the wait ends with a sentence, nobody is searched, and trying again finds (R16, R24, R65, R69)', () =>
    takeCallWhile(desk(), {
      on: 'connect-api/silent',
      sees: 'Amazon Connect cannot confirm this call',
      audited: [],
      isMended: true,
    }))

  for (const how of ['namenotresolved', 'connectionreset', 'blockedbyclient', 'internetdisconnected'] as const) {
    test(`the browser says ${how} of the broker: one state, a few tries, no loop (R65, R68, R69)`, async () => {
      let tries = 0
      await desk().page.route(`${desk().sandbox.origins.broker}/**`, (route) => {
        tries += 1
        return route.abort(how)
      })
      await takeCallWhile(desk(), { on: 'epic/down', sees: 'The search service cannot be reached', audited: [] })
      const before = tries
      expect(before).toBeLessThan(10)
      await desk().page.waitForTimeout(300)
      expect(tries).toBe(before)
    })
  }

  test('an answer of the broker that this page may not read is a broker that cannot be reached (R25, R65)', async () => {
    await desk().page.route(`${desk().sandbox.origins.broker}/**`, (route) =>
      // Playwright lets the page read what it makes up itself, unless it is told not to.
      route.fulfill({
        json: { resourceType: 'Bundle', type: 'searchset', total: 0 },
        headers: { 'access-control-allow-origin': 'https://elsewhere.example.org' },
      }),
    )
    await takeCallWhile(desk(), { on: 'epic/down', sees: 'The search service cannot be reached', audited: [] })
  })

  test('the network is gone for a moment: asked again, and the patient is there (R68)', async () => {
    let isFirst = true
    await desk().page.route('**/Patient/_search', (route) => {
      const isGone = isFirst
      isFirst = false
      return isGone ? route.abort('internetdisconnected') : route.continue()
    })
    const sees = desk().heading('1 patient has this number')
    await takeWatchedCall(desk(), { number: walter, sees, audited: ['found'] })
    expect(isFirst).toBe(false)
  })

  test('a new version is deployed during a call: the page stays, and the chart opens (R69)', async () => {
    const { page, sandbox } = desk()
    const loads: string[] = []
    page.on('framenavigated', (frame) => frame === page.mainFrame() && loads.push(frame.url()))
    await takeWatchedCall(desk(), {
      number: walter,
      sees: desk().heading('1 patient has this number'),
      audited: ['found'],
      async also() {
        await page.route(`${sandbox.origins.widget}/**`, (route) => route.fulfill({ status: 404, body: 'gone' }))
      },
      goesOn: () => desk().openBy('12091951', 'Walter Nguyen'),
    })
    expect(loads).toEqual([])
  })

  test('a tab that was frozen shows what is true when it thaws, and nothing of the call before (R45, R81)', async () => {
    const { page, sandbox } = desk()
    let answered = 0
    const note = (request: Request) => {
      if (request.url().endsWith('/Appointment/_search')) answered += 1
    }
    page.on('requestfinished', note)
    const before = await desk().takeCall(household)
    await expect(desk().heading('4 patients share this number')).toBeVisible()
    // What the call before still waits for is given up as it ends, and may never have left the page.
    await expect.poll(() => answered).toBe(4)
    page.off('requestfinished', note)
    await takeWatchedCall(desk(), {
      number: walter,
      after: household,
      async take() {
        let contactId = ''
        await whileFrozen(page, () => {
          sandbox.instance.hangUp(before, 'customer')
          sandbox.instance.clear(before)
          contactId = desk().ring(walter)
        })
        await expect(desk().heading('(414) 555-0107')).toBeVisible({ timeout: 1_000 })
        await desk().accept()
        return contactId
      },
      sees: desk().heading('1 patient has this number'),
      audited: ['found'],
      goesOn: () => desk().openBy('12091951', 'Walter Nguyen'),
    })
  })
})

const slowly: readonly FaultRow[] = [
  { on: 'epic/slow-3s', ...found },
  { on: 'epic/slow-10s', ...tooSlow },
  { on: 'epic/never', ...tooSlow },
  { on: 'epic/drip', ...tooSlow },
]

test.describe('an Epic that takes its time is waited for eight seconds, and no longer', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const row of slowly) {
    test(`${row.on}: “${row.sees}” (R65, R68, R69)`, () => takeCallWhile(desk(), row))
  }
})
