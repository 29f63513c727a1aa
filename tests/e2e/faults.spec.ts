import { expect, test } from './desk.ts'
import { type FaultRow, household, shareDesk, takeCallWhile, walter, outcomes } from './faulty-desk.ts'

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

/** Answers with somebody in them that are odd all the same: household, four patients, of whom Ana comes first. */
const oddAnswers = [
  { on: 'epic/beside-59133', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/beside-4119', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/wrong-total', heading: '4 patients share this number', isRemarked: false },
  { on: 'epic/duplicates', heading: '4 patients share this number', isRemarked: false },
  { on: 'epic/missing-id', heading: '3 patients share this number', isRemarked: true },
  { on: 'epic/markup-id', heading: '3 patients share this number', isRemarked: true },
  { on: 'epic/foreign-next', heading: '4 patients share this number', isRemarked: true },
  { on: 'epic/endless-next', heading: '4 patients share this number', isRemarked: true },
] as const

test.describe('an odd answer loses nobody without a word, and counts nobody twice', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const { on, heading, isRemarked } of oddAnswers) {
    test(`${on}: “${heading}”${isRemarked ? ', and that some are left out' : ''} (R28, R33, R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await desk().takeCall(household)
      await expect(desk().heading(heading)).toBeVisible()
      await expect(desk().says('Epic left some results out.')).toBeVisible({ visible: isRemarked })
      await desk().openBy('07012015', 'Leo Kessler')
      await desk().endCall()
    })
  }

  for (const [on, sentence] of [
    ['epic/only-59133', 'Epic needs more to search with'],
    ['epic/over-a-hundred', '120 patients share this number (a facility?)'],
  ] as const) {
    test(`${on}: “${sentence}”, and the form (R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await desk().takeCall(household)
      await expect(desk().says(sentence)).toBeVisible()
      await expect(desk().panel.getByLabel('Last name')).toBeVisible()
      await expect(desk().panel).not.toContainText(/nobody|Kessler/i)
      await desk().endCall()
    })
  }

  // Who may not be seen is answered like who is not there, byte for byte: the one exception to "never nobody".
  for (const on of ['epic/restricted-4130', 'epic/restricted-4131', 'epic/only-restricted']) {
    test(`${on}: as if nobody had the number, and the audit knows better (R23)`, async () => {
      await desk().sandbox.faults.turn([on])
      const contactId = await desk().takeCall(household)
      await expect(desk().says('Epic shows nobody with this number')).toBeVisible()
      await expect(desk().panel).not.toContainText('Kessler')
      await expect.poll(() => outcomes(desk(), contactId)).toEqual(['restricted'])
      await desk().endCall()
    })
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
  { on: 'kms/denied', sees: 'Searching is not set up correctly', audited: ['epic-set-up'], isFresh: true },
  { on: 'broker-line/reset', sees: 'The search service cannot be reached', audited: [], isMended: true },
  { on: 'broker-line/refused', sees: 'The search service cannot be reached', audited: [], isMended: true },
]

test.describe('what goes wrong elsewhere closes what it must, and nothing else', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const row of elsewhere) {
    const state = row.isFresh === true ? ', with nothing held' : ''
    test(`${row.on}${state}: “${row.sees}” (R16, R24, R65, R69, R79)`, () => takeCallWhile(desk(), row))
  }

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
    await desk().takeCall(walter)
    await expect(desk().heading('1 patient has this number')).toBeVisible()
    expect(isFirst).toBe(false)
    await desk().endCall()
  })

  test('a new version is deployed during a call: the page stays, and the chart opens (R69)', async () => {
    const { page, sandbox } = desk()
    await desk().takeCall(walter)
    await page.route(`${sandbox.origins.widget}/**`, (route) => route.fulfill({ status: 404, body: 'gone' }))
    const loads: string[] = []
    page.on('framenavigated', (frame) => frame === page.mainFrame() && loads.push(frame.url()))
    await desk().openBy('12091951', 'Walter Nguyen')
    await desk().endCall()
    expect(loads).toEqual([])
  })

  test('a tab that was frozen shows what is true when it thaws, and nothing of the call before (R45, R81)', async () => {
    const { page, sandbox, panel } = desk()
    const before = await desk().takeCall(household)
    await expect(desk().heading('4 patients share this number')).toBeVisible()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    sandbox.instance.hangUp(before, 'customer')
    sandbox.instance.clear(before)
    desk().ring(walter)

    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
    await expect(desk().heading('(414) 555-0107')).toBeVisible()
    await expect(panel).not.toContainText('Kessler')
    await desk().accept()
    await expect(desk().heading('1 patient has this number')).toBeVisible()
    await desk().endCall()
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
