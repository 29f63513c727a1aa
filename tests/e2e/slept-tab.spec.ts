import { expect, test } from './desk.ts'
import { whileFrozen } from './frozen-tab.ts'
import { watchPanel } from './seen-words.ts'
import { holds, household, outcomes, walter } from './watched-call.ts'

test.describe('a computer that slept for an hour, and whose network is late to wake', () => {
  test.use({ isSignedIn: false })

  test('shows nothing of the call that ended meanwhile, not for a moment, until the softphone tells how all stands; then its caller opens (R45, R69, R81)', async ({
    desk,
  }) => {
    const { page, sandbox } = desk
    await page.clock.install()
    await desk.signIn()
    const before = await desk.takeCall(household)
    await expect(desk.heading('4 patients share this number')).toBeVisible()
    const seen = await watchPanel(page)

    let contactId = ''
    await sandbox.faults.turn(['ccp/ack-lost'])
    await page.clock.setSystemTime(Date.now() + 60 * 60_000)
    const thawedAt = await whileFrozen(page, () => {
      sandbox.instance.hangUp(before, 'customer')
      sandbox.instance.clear(before)
      contactId = desk.ring(walter)
    })
    // At once: no clock of the page has to come round first.
    await expect(desk.says('The softphone does not answer')).toBeVisible({ timeout: 1_000 })
    await expect(desk.softphone.getByText(walter)).toBeVisible()
    await expect(desk.panel).not.toContainText(/555-01|Kessler|Brandt|Nguyen/)

    await sandbox.faults.turn([])
    await expect(desk.heading('(414) 555-0107')).toBeVisible()
    await desk.accept()
    await expect(desk.heading('1 patient has this number')).toBeVisible()
    await holds(desk)
    await desk.openBy('12091951', 'Walter Nguyen')
    expect(outcomes(desk, contactId)).toEqual(['found'])

    const moments = await seen()
    const awake = moments.findIndex(({ words }) => words.includes('The softphone does not answer'))
    // An hour of talking would stand there, had the old call been drawn once more; before the freeze its clock may have leapt.
    const thawed = moments.slice(0, awake).filter(({ at }) => at >= thawedAt)
    for (const { words } of thawed) expect(words).not.toMatch(/On call (?:\d+:\d+:|[56]\d:)/)
    for (const { words } of moments.slice(awake))
      expect(words).not.toMatch(/Kessler|Brandt|555-0142|nobody|no patient|not found/i)
  })
})
