import { makeCertificates } from '../../src/sandbox/tls/certificates.ts'
import { trustingFetch } from '../../src/sandbox/tls/trusting-fetch.ts'
import { type Desk, expect, test } from './desk.ts'
import {
  atEpicItself,
  slowlyAtEpicItself,
  testBrowserFaults,
  testCertificates,
  testOddAnswers,
} from './epic-itself-faults.ts'
import { type FaultRow, shareDesk, takeCallWhile } from './faulty-desk.ts'
import { freePort, openLaboratory } from './laboratory.ts'

const port = await freePort()
const policy = { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` } as const
const tls = await makeCertificates()
const audited = [] as const
const found = { sees: '1 patient has this number', audited }
const noToken = { sees: 'The search service cannot be reached', audited }

/** The door through which this group's page gets its token; closed and opened anew it holds none of Epic's. */
let closeLaboratory: (() => Promise<void>) | null = null

async function open(desk: Desk): Promise<void> {
  closeLaboratory = await openLaboratory(desk.sandbox, port, trustingFetch(tls.authority))
  await desk.page.goto(desk.sandbox.origins.widget)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

/** As at the start of a day: neither the door nor the page has a token. */
async function openAnew(desk: Desk): Promise<void> {
  await closeLaboratory?.()
  await open(desk)
}

test.describe.configure({ mode: 'default' })
test.afterAll(() => closeLaboratory?.())

test.describe('what goes wrong at Epic is said as it is in a laboratory', () => {
  const { desk } = shareDesk(policy, openAnew)

  for (const row of atEpicItself) {
    test(`${row.on}: “${row.sees}” (R65, R66, R68, R69, R79)`, () => takeCallWhile(desk(), row))
  }

  for (const row of [
    { on: 'epic/unauthorized-once', ...found },
    { on: 'epic/unauthorized', sees: 'Epic did not allow this search', audited },
  ]) {
    test(`${row.on}: “${row.sees}” (R65, R68, R69, R79)`, () => takeCallWhile(desk(), row))
  }

  for (const on of ['kms/down', 'kms/silent']) {
    test(`${on}, with a token held: “1 patient has this number” (R69)`, () => takeCallWhile(desk(), { on, ...found }))
  }

  const atTheDoor: readonly FaultRow[] = [
    { on: 'epic/token-down', ...noToken, isMended: true },
    { on: 'epic/invalid-client', ...noToken },
    { on: 'kms/down', ...noToken },
    { on: 'kms/silent', ...noToken },
    { on: 'kms/throttled', ...noToken },
    { on: 'kms/denied', ...noToken },
  ]
  for (const row of atTheDoor) {
    test(`${row.on}, with nothing held: “${row.sees}” (R65, R69, R79)`, async () => {
      await openAnew(desk())
      await takeCallWhile(desk(), row)
      await openAnew(desk())
    })
  }
})

test.describe('odd answers in a laboratory lose nobody without a word, and what the browser says is one state', () => {
  const { desk } = shareDesk(policy, openAnew)
  testOddAnswers(desk)
  testBrowserFaults(desk)
})

test.describe('a certificate of Epic’s that nobody may trust is an Epic that cannot be reached, in a laboratory too', () => {
  const { desk } = shareDesk(policy, openAnew, tls)
  testCertificates(desk)
})

test.describe('an Epic that takes its time is waited for eight seconds in a laboratory too', () => {
  const { desk } = shareDesk(policy, openAnew)

  for (const row of slowlyAtEpicItself) {
    test(`${row.on}: “${row.sees}” (R65, R68, R69)`, () => takeCallWhile(desk(), row))
  }
})
