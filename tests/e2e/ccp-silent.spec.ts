import { expect, test } from './desk.ts'
import { watchPanel } from './seen-words.ts'
import { holds, household, walter } from './watched-call.ts'

test.describe('a softphone that works and tells this page nothing', () => {
  test.use({ isSignedIn: false })
  test.beforeEach(async ({ desk }) => {
    await desk.page.clock.install()
    await desk.signIn()
    await desk.takeCall(household)
    await expect(desk.heading('4 patients share this number')).toBeVisible()
  })

  test('ccp/silent, it was loaded again: “The softphone does not answer”, nobody is shown, and one button has all back (R65, R69, R81)', async ({
    desk,
  }) => {
    const { page, sandbox } = desk
    const seen = await watchPanel(page)
    await sandbox.faults.turn(['ccp/silent'])
    const loaded = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith(sandbox.origins.ccp))
    sandbox.instance.reloadCcp()
    await loaded
    await page.clock.fastForward(60_000)
    await expect(desk.says('The softphone does not answer')).toBeVisible()
    await expect(desk.panel).not.toContainText(/Kessler|Brandt/)
    await holds(desk)

    await sandbox.faults.turn([])
    await desk.button('Load the softphone again').click()
    await expect(desk.heading('4 patients share this number')).toBeVisible({ timeout: 20_000 })
    expect(desk.searches()).toEqual(['telephone'])
    for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|Nguyen/i)
  })

  test('ccp/ack-lost, it falls silent in mid-call: “The softphone does not answer”; when it speaks it is of another call, and nothing of the first shows (R45, R69, R81)', async ({
    desk,
  }) => {
    const { page, sandbox } = desk
    await sandbox.faults.turn(['ccp/ack-lost'])
    await page.clock.fastForward(60_000)
    await expect(desk.says('The softphone does not answer')).toBeVisible()
    await expect(desk.panel).not.toContainText(/Kessler|Brandt/)
    const seen = await watchPanel(page)
    await holds(desk)
    await desk.press('Hang up')
    await desk.press('Clear')
    desk.ring(walter)
    await expect(desk.softphone.getByText(walter)).toBeVisible()
    await expect(desk.panel).not.toContainText('555-0107')

    await sandbox.faults.turn([])
    await expect(desk.heading('(414) 555-0107')).toBeVisible()
    await desk.accept()
    await expect(desk.heading('1 patient has this number')).toBeVisible()
    expect(desk.searches()).toEqual(['telephone', 'telephone'])
    for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|Kessler|Brandt/i)
  })
})
