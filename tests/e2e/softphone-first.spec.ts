import type { Page } from '@playwright/test'
import { type Desk, expect, test } from './desk.ts'
import { freePort, openLaboratory } from './laboratory.ts'
import { holds, walter } from './watched-call.ts'

const port = await freePort()

/** Holds back what a page asks for at these addresses, until it is let go. */
async function holdBack(page: Page, address: RegExp): Promise<() => Promise<void>> {
  await page.route(address, () => undefined)
  // What no handler has answered goes on by itself then.
  return () => page.unroute(address)
}

/** The softphone takes a call though nobody is signed in yet; once somebody is, the panel has this very call. */
async function takesTheCallFirst(desk: Desk, letGo: () => Promise<void>): Promise<void> {
  await desk.softphone.getByText('Available').first().waitFor()
  desk.ring(walter)
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await holds(desk)
  await expect(desk.panel).toBeEmpty()

  await letGo()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await desk.openBy('12091951', 'Walter Nguyen')
}

test.describe('a sign-in that takes its time', () => {
  test.use({ isSignedIn: false })

  test('at the hospital’s provider: the softphone takes a call meanwhile, and the panel then shows it (R69)', async ({
    desk,
  }) => {
    const letGo = await holdBack(desk.page, /\/token$/)
    await desk.page.goto(desk.sandbox.origins.widget)
    await desk.page.getByRole('button', { name: /Dana Rivera/ }).click()
    await takesTheCallFirst(desk, letGo)
  })
})

test.describe('an Epic whose sign-in takes its time', () => {
  test.use({ policy: { mode: 'launch' }, isSignedIn: false })

  for (const [what, address] of [
    ['Epic’s token', /\/oauth2\/token$/],
    ['the page’s own part for it', /\/assets\/launch-[^/]*\.js$/],
  ] as const) {
    test(`${what} is late: the softphone takes a call meanwhile, and the panel then shows it (R69)`, async ({
      desk,
    }) => {
      await desk.page.goto(desk.sandbox.origins.widget)
      const logIn = desk.page.getByRole('button', { name: 'Dana Rivera' })
      await expect(logIn).toBeVisible()
      const letGo = await holdBack(desk.page, address)
      await logIn.click()
      await takesTheCallFirst(desk, letGo)
    })
  }
})

test.describe('a laboratory, where nobody signs in', () => {
  test.use({ policy: { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` }, isSignedIn: false })

  test('the page’s own part for it is late: the softphone takes a call meanwhile, and the panel then shows it (R69)', async ({
    desk,
  }) => {
    const closeLaboratory = await openLaboratory(desk.sandbox, port)
    const letGo = await holdBack(desk.page, /\/assets\/direct-[^/]*\.js$/)
    await desk.page.goto(desk.sandbox.origins.widget)
    await takesTheCallFirst(desk, letGo)
    await closeLaboratory()
  })
})
