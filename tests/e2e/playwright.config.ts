import { defineConfig } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import type { DeskOptions } from './desk.ts'

const executablePath = findChromium()

/** The journeys that are walked once more with the broker as it is deployed: two instances of the bundle behind a gateway. */
const alsoDeployed = [
  'appointments',
  'certain-match',
  'emergency-search',
  'no-number',
  'nobody',
  'one-patient',
  'pop-up-blocked',
  'shared-telephone',
  'site-policy',
  'someone-else',
  'too-many',
  'transfer',
  'two-calls',
  'wrong-patient',
]

/** Journeys of an agent, each in a sandbox of its own, so that they may run side by side. */
export default defineConfig<DeskOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  // Most of a journey is waiting; three keep two cores busy.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // A machine that many share may be too slow for one journey; one that fails is failing twice.
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [['list']],
  globalSetup: './build-widget.ts',
  projects: [
    { name: 'journeys' },
    {
      name: 'deployed',
      testMatch: alsoDeployed.map((name) => `${name}.spec.ts`),
      grepInvert: /@one-process/,
      timeout: 180_000,
      use: { broker: 'lambda' },
    },
  ],
  use: {
    viewport: { width: 400, height: 1_000 },
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: chromiumFlags,
    },
  },
})
