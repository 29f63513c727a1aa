import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'
import { watchPanel } from './seen-words.ts'

const walter = '+14145550107'

test('Epic is slow: a quiet placeholder, then a word, and the softphone works all the while (R69)', async ({
  desk,
}) => {
  desk.sandbox.epic.site.latencyMs = 1_500
  const seen = await watchPanel(desk.page)
  await desk.takeCall(walter)
  await expect(desk.says('Searching Epic')).toBeVisible()
  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
  await desk.birthDate.fill('12091951')

  await desk.openBy('12091951', 'Walter Nguyen')
  expectNeverNobody(await seen())
})

const failures = {
  down: 'Epic cannot be reached',
  html: 'Epic’s answer could not be read',
  never: 'Epic took too long',
} as const

for (const fault of ['down', 'html', 'never'] as const) {
  test(`Epic's answer is "${fault}": said as it is, never as "nobody", and mended by trying again (R65, R66)`, async ({
    desk,
  }) => {
    const seen = await watchPanel(desk.page)
    await ringAndWarmUp(desk)
    desk.sandbox.epic.site.fault = fault
    const acceptedAt = Date.now()
    await desk.accept()
    await expect(desk.says(failures[fault])).toBeVisible({ timeout: 12_000 })
    expect(Date.now() - acceptedAt).toBeLessThan(10_000)

    await softphoneWorks(desk)
    await expect(desk.says('Details for support')).toBeVisible()
    desk.sandbox.epic.site.fault = 'none'
    await desk.button('Try again').click()
    await expect(desk.heading('1 patient has this number')).toBeVisible()
    await desk.openBy('12091951', 'Walter Nguyen')
    expectNeverNobody(await seen())
  })
}

test('a failure names no host, no token and no patient (R79)', async ({ desk }) => {
  desk.sandbox.epic.site.fault = 'down'
  await desk.takeCall(walter)
  await expect(desk.says(failures.down)).toBeVisible()
  expect(await desk.panel.innerText()).not.toMatch(/https?:|localhost|Bearer|Nguyen|at \w+ \(/)
  await desk.button('Search by name').click()
  await expect(desk.panel.getByLabel('Last name')).toBeVisible()
})

/** Rings until the broker has Epic's token, as it has on any but the first call of a day. */
async function ringAndWarmUp(desk: Desk): Promise<void> {
  desk.ring(walter)
  const hasToken = () => desk.sandbox.journal.entries().some(({ event }) => event === 'token-issued')
  await expect.poll(hasToken).toBe(true)
}

async function softphoneWorks(desk: Desk): Promise<void> {
  await desk.press('Hold')
  await desk.press('Resume')
  await expect(desk.softphone.getByRole('button', { name: 'Hold' })).toBeVisible()
}

function expectNeverNobody(seen: Awaited<ReturnType<Awaited<ReturnType<typeof watchPanel>>>>): void {
  expect(seen.length).toBeGreaterThan(2)
  for (const { words } of seen) expect(words).not.toMatch(/nobody|no patient|not found/i)
}
