import { takeCallUnderCertificate, triesOfPage } from './certificate-faults.ts'
import { type Desk, expect, test } from './desk.ts'
import { type FaultRow, household, mend, walter } from './faulty-desk.ts'
import { oddAnswers } from './odd-answers.ts'
import { takeWatchedCall } from './watched-call.ts'

// Where the browser asks Epic itself there is no broker that asks again, hides what is restricted, or writes an audit.
const audited = [] as const
const unreachable = { sees: 'Epic cannot be reached', audited, isMended: true }
const unread = { sees: 'Epic’s answer could not be read', audited, isMended: true }
const restricted = { sees: 'Restricted: search in Epic itself', audited, asked: 2 }
const refused = { sees: 'Epic did not allow this search', audited, asked: 2 }
const busy = { sees: 'Epic is busy', audited, isMended: true }
const tooSlow = { sees: 'Epic took too long', audited, isMended: true }
const found = { sees: '1 patient has this number', audited }

/** What Epic answers, or does not, to a browser that asks it itself. */
export const atEpicItself: readonly FaultRow[] = [
  { on: 'epic/down', ...unreachable },
  { on: 'epic/server-error', ...unreachable, asked: 2 },
  { on: 'epic/bad-gateway', ...unreachable, asked: 6 },
  { on: 'epic/gateway-timeout', ...unreachable, asked: 6 },
  // Not counted: a browser asks again by itself where a connection that it kept was reset.
  { on: 'epic/reset', ...unreachable },
  { on: 'epic/half-body', ...unreachable, asked: 6 },
  { on: 'epic-line/reset', ...unreachable },
  { on: 'epic-line/refused', ...unreachable },
  { on: 'epic/restricted-4130', ...restricted },
  { on: 'epic/restricted-4131', ...restricted },
  { on: 'epic/only-restricted', ...restricted },
  { on: 'epic/forbidden', ...refused },
  { on: 'epic/forbidden-4118', ...refused },
  // How long to wait stands in a header that Epic’s CORS lets no page read: the widget asks when it would without one.
  { on: 'epic/busy-for-seconds', ...busy },
  { on: 'epic/busy-until-date', ...busy },
  { on: 'epic/busy', ...busy, asked: 6 },
  { on: 'epic/busy-for-minutes', ...busy, asked: 6 },
  { on: 'epic/busy-for-ever', ...busy, asked: 6 },
  { on: 'epic/busy-negative', ...busy, asked: 6 },
  { on: 'epic/html', ...unread, asked: 4 },
  { on: 'epic/truncated', ...unread, asked: 4 },
  { on: 'epic/wrong-type', ...unread, asked: 4 },
  { on: 'epic/xml', ...unread, asked: 4 },
  { on: 'epic/empty', ...unread, asked: 4 },
  { on: 'epic/empty-text', ...unread, asked: 4 },
  { on: 'epic/only-internal', ...unread, asked: 3 },
  { on: 'epic/promised-total', ...unread, asked: 2 },
]

export const slowlyAtEpicItself: readonly FaultRow[] = [
  { on: 'epic/slow-3s', ...found },
  { on: 'epic/slow-10s', ...tooSlow },
  { on: 'epic/never', ...tooSlow },
  { on: 'epic/drip', ...tooSlow },
]

const oddToAPage = [
  ...oddAnswers,
  { on: 'epic/paging-lost-once', heading: '4 patients share this number', isRemarked: false },
  // Asked for again by the browser itself, unseen: so the answer is read twice, and the two differ.
  { on: 'epic/page-lost-once', heading: '4 patients share this number', isRemarked: true },
] as const

const nobodyShown = [
  ['epic/only-59133', 'Epic needs more to search with'],
  ['epic/over-a-hundred', '120 patients share this number (a facility?)'],
  ['epic/paging-lost', 'Epic’s answer could not be read'],
  ['epic/empty-then-foreign', 'Epic’s answer could not be read'],
] as const

/** The tests of odd answers, for one mode that asks Epic itself. */
export function testOddAnswers(desk: () => Desk): void {
  for (const { on, heading, isRemarked } of oddToAPage) {
    test(`${on}: “${heading}”${isRemarked ? ', and that some are left out' : ''} (R28, R33, R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().heading(heading),
        audited,
        also: () => expect(desk().says('Epic left some results out.')).toBeVisible({ visible: isRemarked }),
        async goesOn() {
          // The confirmed patient is read once more before the chart opens; that answer would be odd as well.
          await desk().sandbox.faults.turn([])
          await desk().openBy('07012015', 'Leo Kessler')
        },
      })
    })
  }

  for (const [on, sentence] of nobodyShown) {
    test(`${on}: “${sentence}”, and nobody is shown or said not to be there (R28, R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().says(sentence),
        audited,
        isUnshown: true,
        also: () => expect(desk().rows).toHaveCount(0),
      })
    })
  }
}

/** The tests of what a browser says of Epic, whether or not somebody is there, for one mode that asks Epic itself. */
export function testBrowserFaults(desk: () => Desk): void {
  for (const how of ['namenotresolved', 'connectionreset', 'blockedbyresponse', 'internetdisconnected'] as const) {
    test(`the browser says ${how} of Epic: one state, a few tries, no loop, and trying again finds (R65, R68, R69)`, async () => {
      const { page, sandbox } = desk()
      let tries = 0
      await page.route(`${sandbox.origins.epic}/interconnect/**`, (route) => {
        tries += 1
        return route.abort(how)
      })
      await takeWatchedCall(desk(), {
        number: walter,
        sees: desk().says('Epic cannot be reached'),
        audited,
        async also() {
          // Three times, in two formats of the number.
          expect(tries).toBe(6)
          await page.waitForTimeout(500)
          expect(tries).toBe(6)
        },
        async goesOn() {
          await page.unrouteAll({ behavior: 'wait' })
          await mend(desk())
        },
      })
    })
  }
}

/** The tests of certificates that nobody may trust, for one mode that asks Epic itself; its desk has the good one. */
export function testCertificates(desk: () => Desk): void {
  for (const on of ['epic-certificate/expired', 'epic-certificate/other-name', 'epic-certificate/unknown-authority']) {
    test(`${on}: “Epic cannot be reached”, by the page’s few tries (R65, R66, R68, R69)`, () =>
      takeCallUnderCertificate(desk(), {
        on,
        sees: 'Epic cannot be reached',
        audited,
        failed: triesOfPage(desk(), 'epic'),
        reason: 'net::ERR_CERT_AUTHORITY_INVALID',
        // Three times, in two formats of the number.
        tries: [6],
      }))
  }
}
