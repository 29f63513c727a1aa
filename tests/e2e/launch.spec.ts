import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

test.use({ policy: { mode: 'launch' }, isSignedIn: false })

const household = '+16085550142'
const walter = '+14145550107'
const ana = 'eKq7vT2mZpW0aYx4LnRb9uA3'

/** Dana starts the widget in Hyperspace, which opens it beside itself or in a frame. */
async function launch({ page, sandbox }: Desk, more: Record<string, string> = {}): Promise<void> {
  await page.goto(`${sandbox.origins.epic}/hyperspace/launch?${new URLSearchParams({ user: 'dana.rivera', ...more })}`)
}

async function isReady(desk: Desk): Promise<void> {
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

/** What Epic did of this kind so far. */
function epicDid({ sandbox }: Desk, event: string) {
  return sandbox.journal.entries().filter((entry) => entry.party === 'epic' && entry.event === event)
}

function storageOf(page: Page): Promise<string> {
  return page.evaluate(() => [...Object.entries(sessionStorage), ...Object.entries(localStorage)].flat().join())
}

test('launched from Hyperspace: the phone rings, the birth date is typed, the chart stands open, and no broker is asked', async ({
  desk,
}) => {
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).origin))
  await launch(desk)
  await isReady(desk)
  await expect(desk.page).toHaveURL(`${desk.sandbox.origins.widget}/`)
  await expect(desk.panel.getByTitle(/^Practitioner\//)).toHaveText('Dana Rivera')
  // The SMART client keeps verifier and tokens as plain text until they are taken from it (R53).
  expect(await storageOf(desk.page)).not.toMatch(/token|verifier|redirectUri/i)

  await desk.takeCall(household)
  await expect(desk.rows).toHaveCount(4)
  await desk.openBy('07012015', 'Leo Kessler')
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  expect(epicDid(desk, 'search').map(({ facts }) => facts['parameters'])).toEqual(['telecom', 'telecom', '_id'])

  const { widget, epic, ccp } = desk.sandbox.origins
  expect([...asked].sort()).toEqual([ccp, epic, widget].sort())
})

test('begun at the page itself: Epic’s own log-in, then the same; a wrong chart that is taken back is said to be on no record', async ({
  desk,
}) => {
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.page.getByRole('button', { name: 'Dana Rivera' }).click()
  await isReady(desk)
  await desk.takeCall(walter)
  await desk.openBy('12091951', 'Walter Nguyen')

  await desk.button('Wrong patient').click()
  await expect(desk.says('Taking the chart back could not be recorded')).toBeVisible()
  await expect(desk.says('Nguyen, Walter, opened')).toHaveCount(0)
})

test('an Epic that is not of the site’s list is asked nothing (R37)', async ({ desk }) => {
  const { widget, ccp } = desk.sandbox.origins
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).origin))
  for (const query of [
    'iss=http://evil.localhost/interconnect/api/FHIR/R4&launch=x',
    `iss=${desk.sandbox.origins.epic}/interconnect/api/FHIR/R4&launch=x&fhirServiceUrl=http://evil.localhost`,
    `iss=${desk.sandbox.origins.epic}/interconnect/api/FHIR/R4&launch=x&clientId=evil`,
  ]) {
    await desk.page.goto(`${widget}/launch?${query}`)
    await expect(desk.page.getByRole('heading', { name: 'This launch was refused' })).toBeVisible()
    await expect(desk.page).toHaveURL(`${widget}/`)
  }
  // The softphone works without a sign-in.
  expect([...asked].sort()).toEqual([ccp, widget].sort())
})

test('the patient whose chart Hyperspace has open is never shown or chosen, in this launch or the next (R48)', async ({
  desk,
}) => {
  await launch(desk, { patient: ana })
  await isReady(desk)
  await expect(desk.page.getByText('Kessler')).toHaveCount(0)

  await launch(desk)
  await isReady(desk)
  await desk.takeCall(walter)
  await expect(desk.rows).toHaveCount(1)
  await expect(desk.page.getByText('Kessler')).toHaveCount(0)
  expect(desk.charts()).toHaveLength(0)
  await expect(desk.button(/^Open chart/)).toHaveText(/^Open chart\s*Enter$/)
})

test('the token ends during a call: said as it is, the softphone goes on, and a new log-in mends it (R69)', async ({
  desk,
}) => {
  desk.sandbox.epic.site.cors = 'not-errors'
  desk.sandbox.epic.site.userTokenLifeS = 6
  await launch(desk)
  await isReady(desk)
  await desk.page.waitForTimeout(6_500)
  await desk.takeCall(walter)
  await expect(desk.says('Your sign-in is over')).toBeVisible()
  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()

  desk.sandbox.epic.site.userTokenLifeS = 3_600
  await desk.button('Sign in').click()
  await desk.page.getByRole('button', { name: 'Dana Rivera' }).click()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

test('where Epic grants refresh tokens, an ended one is renewed beside the call, and the patient found', async ({
  desk,
}) => {
  desk.sandbox.epic.site.refreshTokens = 'granted'
  await desk.page.clock.install()
  await launch(desk)
  await isReady(desk)
  const renewals: string[] = []
  desk.page.on('request', (request) => {
    const body = request.method() === 'POST' ? (request.postData() ?? '') : ''
    if (body.includes('grant_type=refresh_token')) renewals.push(new URL(request.url()).origin)
  })
  await desk.takeCall(walter)
  await expect(desk.rows).toHaveCount(1)
  expect(renewals).toEqual([])

  await desk.page.clock.fastForward(61 * 60_000)
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(renewals).toEqual([desk.sandbox.origins.epic])
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
})

test('another agent’s softphone stays without patients (R38)', async ({ desk }) => {
  await launch(desk, { user: 'sam.okoye' })
  await expect(desk.says('Two different people are signed in')).toBeVisible()
  desk.ring(walter)
  await expect(desk.page.getByText('Nguyen')).toHaveCount(0)
  expect(epicDid(desk, 'search')).toEqual([])
})

test('signing out forgets the agent, and the way back is Epic’s log-in (R39)', async ({ desk }) => {
  await launch(desk)
  await isReady(desk)
  await desk.button('Sign out').click()
  await expect(desk.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await desk.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(desk.page.getByRole('button', { name: 'Dana Rivera' })).toBeVisible()
})

test('in a frame of a browser that denies frames their storage: said, with the way out of it', async ({ desk }) => {
  await launch(desk, { in: 'frame' })
  const frame = desk.page.frameLocator('iframe[title="Agent widget"]')
  await expect(frame.getByRole('alert')).toContainText('opened beside Hyperspace')
  expect(epicDid(desk, 'user-authorized')).toEqual([])
})

/** A browser as a hospital sets it up for frames: Chromium on Debian denies the storage of other sites' frames. */
const framing = test.extend({
  context: async ({ viewport, locale, timezoneId }, use) => {
    const profile = await mkdtemp(path.join(tmpdir(), 'agent-widget-'))
    await mkdir(path.join(profile, 'Default'))
    const preferences = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } }
    await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
    const context = await chromium.launchPersistentContext(profile, {
      viewport,
      executablePath: findChromium() ?? '',
      args: chromiumFlags,
      ...(locale === undefined ? {} : { locale }),
      ...(timezoneId === undefined ? {} : { timezoneId }),
    })
    await use(context)
    await context.close()
    await rm(profile, { recursive: true, force: true })
  },
})

framing(
  'in a frame of Hyperspace, where no window opens: the search works, and a chart that cannot open is said (R35, R42)',
  async ({ desk }) => {
    await launch(desk, { in: 'frame' })
    const frame = desk.page.frameLocator('iframe[title="Agent widget"]')
    await expect(frame.getByRole('heading', { name: 'No call' })).toBeVisible()
    desk.ring(walter)
    await frame.frameLocator('#ccp iframe').getByRole('button', { name: 'Accept' }).click()
    const birthDate = frame.getByPlaceholder('MM DD YYYY')
    await birthDate.fill('12091951')
    await expect(frame.getByRole('button', { name: 'Open chart of Walter Nguyen' })).toBeVisible()
    await birthDate.press('Enter')

    await expect(frame.getByText('The chart cannot be opened from this frame').first()).toBeVisible()
    await expect(frame.getByRole('button', { name: 'Copy record no.' })).toBeVisible()
    expect(desk.charts()).toHaveLength(0)

    // A reload has no launch left, and Epic's log-in page would not show in a frame.
    const [widget] = desk.page.mainFrame().childFrames()
    await widget?.evaluate(() => void setTimeout(() => window.location.reload()))
    await expect(frame.getByRole('heading', { name: 'Open this panel from Hyperspace' })).toBeVisible()
  },
)

framing(
  'in a frame of Hyperspace Connect’s log-in window is refused: said, with the way out of it, on which the call is back',
  async ({ desk, context }) => {
    await launch(desk, { in: 'frame' })
    const frame = desk.page.frameLocator('iframe[title="Agent widget"]')
    await expect(frame.getByRole('heading', { name: 'No call' })).toBeVisible()
    desk.ring(walter)
    await frame.frameLocator('#ccp iframe').getByRole('button', { name: 'Accept' }).click()
    await expect(frame.getByText('1 patient has this number').first()).toBeVisible()

    desk.sandbox.instance.logOutCcp()
    await expect(frame.getByText('Log in to the softphone outside of this frame').first()).toBeVisible()
    await expect(frame.getByText('Log in to Amazon Connect in a tab of the same browser')).toBeVisible()
    await expect(frame.locator('#panel')).not.toContainText('Nguyen')
    await frame.getByRole('button', { name: 'Sign in to the softphone' }).click()
    await expect(frame.getByText('Log in to the softphone outside of this frame').first()).toBeVisible()
    expect(context.pages().filter((page) => page.url().includes('ccp-v2'))).toEqual([])

    const tab = await context.newPage()
    await tab.goto(`${desk.sandbox.origins.ccp}/ccp-v2/`)
    await tab.getByRole('button', { name: 'Sign in again' }).click()
    await tab.close()
    await launch(desk, { in: 'frame' })
    await expect(frame.getByText('1 patient has this number').first()).toBeVisible()
  },
)
