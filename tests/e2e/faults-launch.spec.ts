import { makeCertificates } from '../../src/sandbox/tls/certificates.ts'
import { type Desk, expect, test } from './desk.ts'
import {
  atEpicItself,
  slowlyAtEpicItself,
  testBrowserFaults,
  testCertificates,
  testOddAnswers,
} from './epic-itself-faults.ts'
import { mend, shareDesk, takeCallWhile, walter } from './faulty-desk.ts'
import { watchPanel } from './seen-words.ts'
import { holds, takeWatchedCall } from './watched-call.ts'

const audited = [] as const
const tls = await makeCertificates()

async function launch(desk: Desk): Promise<void> {
  await desk.page.goto(`${desk.sandbox.origins.epic}/hyperspace/launch?user=dana.rivera`)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

test.describe('what goes wrong at Epic is said as it is to an agent who signed in there', () => {
  const { desk } = shareDesk({ mode: 'launch' }, launch)

  for (const row of atEpicItself) {
    test(`${row.on}: “${row.sees}” (R65, R66, R68, R69, R79)`, () => takeCallWhile(desk(), row))
  }

  for (const [cors, fault] of [
    ['none', 'none'],
    ['not-errors', 'down'],
  ] as const) {
    test(`Epic lets this page read ${cors === 'none' ? 'nothing' : 'no errors, and is down'}: it cannot be reached (R65, R69)`, async () => {
      const { sandbox } = desk()
      sandbox.epic.site.cors = cors
      sandbox.epic.site.fault = fault
      await takeWatchedCall(desk(), {
        number: walter,
        sees: desk().says('Epic cannot be reached'),
        audited,
        async goesOn() {
          sandbox.epic.site.cors = 'all'
          await mend(desk())
        },
      })
    })
  }

  // The last ones: afterwards the agent has to sign in anew.
  for (const on of ['epic/unauthorized', 'epic/unauthorized-once']) {
    test(`${on}: “Your sign-in is over” (R65, R68, R69, R79)`, async () => {
      await launch(desk())
      await takeCallWhile(desk(), { on, sees: 'Your sign-in is over', audited })
    })
  }
})

test.describe('odd answers to an agent who signed in to Epic lose nobody without a word, and what the browser says is one state', () => {
  const { desk } = shareDesk({ mode: 'launch' }, launch)
  testOddAnswers(desk)
  testBrowserFaults(desk)
})

test.describe('a certificate of Epic’s that nobody may trust is an Epic that cannot be reached, to an agent who signed in there', () => {
  const { desk } = shareDesk({ mode: 'launch' }, launch, tls)
  testCertificates(desk)

  test('epic-certificate/expired before Epic’s log-in: said, asked in no loop, the softphone works, and one press mends it (R65, R69)', async () => {
    const asked = countSignIns(desk())
    await desk().sandbox.faults.turn(['epic-certificate/expired'])
    await desk().page.goto(desk().sandbox.origins.widget)
    await isSaidOnce(desk(), asked)
  })
})

test.describe('an Epic that takes its time is waited for eight seconds by an agent’s own sign-in too', () => {
  const { desk } = shareDesk({ mode: 'launch' }, launch)

  for (const row of slowlyAtEpicItself) {
    test(`${row.on}: “${row.sees}” (R65, R68, R69)`, () => takeCallWhile(desk(), row))
  }
})

test.describe('Epic’s sign-in that fails', () => {
  test.use({ policy: { mode: 'launch' }, isSignedIn: false })

  for (const on of ['epic/down', 'epic-line/reset', 'epic-line/refused']) {
    test(`${on} before Epic’s log-in: said, asked in no loop, the softphone works, and one press mends it (R65, R69)`, async ({
      desk,
    }) => {
      const asked = countSignIns(desk)
      await desk.sandbox.faults.turn([on])
      await desk.page.goto(desk.sandbox.origins.widget)
      await isSaidOnce(desk, asked)
    })
  }

  test('epic/token-down after it: said, asked in no loop, the softphone works, and one press mends it (R65, R69)', async ({
    desk,
  }) => {
    const asked = countSignIns(desk)
    await desk.page.goto(desk.sandbox.origins.widget)
    const logIn = desk.page.getByRole('button', { name: 'Dana Rivera' })
    await expect(logIn).toBeVisible()
    await desk.sandbox.faults.turn(['epic/token-down'])
    await logIn.click()
    await isSaidOnce(desk, asked)
  })

  test('Epic sends the agent back with a refusal: said, the softphone works, and one press leads there again (R65, R69)', async ({
    desk,
  }) => {
    const asked = countSignIns(desk)
    await desk.page.goto(desk.sandbox.origins.widget)
    await expect(desk.page.getByRole('button', { name: 'Dana Rivera' })).toBeVisible()
    const state = new URL(desk.page.url()).searchParams.get('state') ?? ''
    // Epic itself shows a page of its own; this is what the standard has (RFC 6749, 4.1.2.1).
    await desk.page.goto(`${desk.sandbox.origins.widget}/callback?error=access_denied&state=${state}`)
    await isSaidOnce(desk, asked, 'You are not signed in')
  })
})

/** How often Epic was asked for what a sign-in needs: its configuration, and a token. */
function countSignIns({ page }: Desk): () => number {
  let asked = 0
  page.on('request', (request) => {
    if (/\/(?:smart-configuration|metadata|token)$/.test(request.url())) asked += 1
  })
  return () => asked
}

/**
 * That it is said once, in words that hold nothing of a patient or the wire, while a call is taken and held; and that one press
 * has all back, this call with it.
 */
async function isSaidOnce(desk: Desk, asked: () => number, title = 'Epic’s sign-in cannot be reached'): Promise<void> {
  await expect(desk.page.getByRole('heading', { name: title })).toBeVisible()
  await expect(desk.says('The softphone works without it')).toBeVisible()
  const before = asked()
  expect(before).toBeGreaterThan(0)
  const seen = await watchPanel(desk.page)
  desk.ring(walter)
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await holds(desk)
  await desk.page.waitForTimeout(1_000)
  expect(asked()).toBe(before)
  for (const { words } of await seen()) expect(words).not.toMatch(/Nguyen|555-|nobody|no patient|https?:|localhost/i)

  await desk.sandbox.faults.turn([])
  await desk.page.getByRole('button', { name: 'Log in to Epic' }).click()
  await desk.page.getByRole('button', { name: 'Dana Rivera' }).click()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
}
