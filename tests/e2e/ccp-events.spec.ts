import { type Desk, expect, test } from './desk.ts'
import { shareDesk } from './faulty-desk.ts'
import { type Seen, watchPanel } from './seen-words.ts'
import { holds, household, outcomes, walter } from './watched-call.ts'

/** What goes wrong with the softphone's snapshots, and what it does to a call. */
const faults = [
  ['ccp-events/duplicate', 'each comes three times'],
  ['ccp-events/late', 'each comes three seconds late'],
  ['ccp-events/missing', 'two of three never come'],
  ['ccp-events/re-ordered', 'an old one comes after each'],
  ['ccp-events/re-init', 'the softphone loads anew with each'],
] as const

test.describe('what the softphone tells of contacts goes wrong, and no call gets another’s patient', () => {
  // Some of it comes five seconds later at every step of a call.
  test.describe.configure({ timeout: 120_000 })
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const [on, how] of faults) {
    test(`${on}, ${how}: one call ends and the next rings at once, and each was searched once (R44, R46, R69)`, async () => {
      const { sandbox } = desk()
      const before = await desk().takeCall(household)
      await expect(desk().heading('4 patients share this number')).toBeVisible()
      const seen = await watchPanel(desk().page)
      await sandbox.faults.turn([on])

      const now = await steadily(desk(), on, () => {
        sandbox.instance.hangUp(before, 'customer')
        sandbox.instance.clear(before)
        return desk().ring(walter)
      })
      await expect(desk().heading('(414) 555-0107')).toBeVisible()
      await steadily(desk(), on, () => desk().accept())
      await expect(desk().heading('1 patient has this number')).toBeVisible()
      await steadily(desk(), on, () => holds(desk()))
      await steadily(desk(), on, () => desk().press('Resume'))
      await desk().openBy('12091951', 'Walter Nguyen')
      await ends(desk(), on, '(414) 555-0107')

      for (const contactId of [before, now]) expect(searched(desk(), contactId)).toEqual(['found'])
      expect(confirmed(desk(), now)).toHaveLength(1)
      eachUnderItsOwn(await seen())
    })

    test(`${on}, ${how}: a second call comes beside the first, and each has its own people (R44, R46, R82)`, async () => {
      const { sandbox, page } = desk()
      const seen = await watchPanel(page)
      await sandbox.faults.turn([on])
      const first = await steadily(desk(), on, () => desk().ring(household))
      await steadily(desk(), on, () => desk().accept())
      await expect(desk().heading('4 patients share this number')).toBeVisible()
      await desk().birthDate.fill('0701')

      const second = await steadily(desk(), on, () => desk().ring(walter))
      await steadily(desk(), on, () => desk().press('Accept', walter))
      await tab(desk(), '(414) 555-0107').click()
      await expect(desk().heading('1 patient has this number')).toBeVisible()
      await expect(desk().birthDate).toHaveValue('')
      await tab(desk(), '(608) 555-0142').click()
      await expect(desk().heading('4 patients share this number')).toBeVisible()
      await expect(desk().birthDate).toHaveValue('0701')

      await steadily(desk(), on, () => {
        sandbox.instance.hangUp(first, 'customer')
        sandbox.instance.clear(first)
      })
      await expect(desk().heading('(414) 555-0107')).toBeVisible()
      await expect(desk().heading('1 patient has this number')).toBeVisible()
      await ends(desk(), on, '(414) 555-0107')
      for (const contactId of [first, second]) expect(searched(desk(), contactId)).toEqual(['found'])
      eachUnderItsOwn(await seen())
    })
  }

  test('ccp-events/re-ordered, the old call comes back while the new one is searched: its patient never does, and nothing is searched again by itself (R44, R46)', async () => {
    const { sandbox, page } = desk()
    const before = await desk().takeCall(household)
    await expect(desk().heading('4 patients share this number')).toBeVisible()
    const seen = await watchPanel(page)
    await sandbox.faults.turn(['ccp-events/re-ordered'])
    // Longer than until the old snapshot comes.
    sandbox.epic.site.latencyMs = 800
    sandbox.instance.hangUp(before, 'customer')
    sandbox.instance.clear(before)
    const now = desk().ring(walter)
    sandbox.instance.accept(now)

    await expect(desk().says('Connect lost this call and brought it back')).toBeVisible()
    await expect(desk().heading('(414) 555-0107')).toBeVisible()
    sandbox.epic.site.latencyMs = 0
    await page.waitForTimeout(1_500)
    await expect(desk().rows).toHaveCount(0)
    await desk().button('Search again').click()
    await expect(desk().heading('1 patient has this number')).toBeVisible()
    await ends(desk(), 'ccp-events/re-ordered', '(414) 555-0107')
    expect(searched(desk(), before)).toEqual(['found'])
    eachUnderItsOwn(await seen())
  })
})

/** Longer than a softphone that loads anew waits before it does. */
const quietMs = 800

/**
 * Does something that changes a contact; where the softphone then loads anew, the old page is gone when it is done, and where an
 * old snapshot comes after it, so is that.
 */
async function steadily<T>({ page, sandbox }: Desk, on: string, change: () => T): Promise<Awaited<T>> {
  const isNew = (frame: { url(): string }) => frame.url().startsWith(sandbox.origins.ccp)
  const loaded = on === 'ccp-events/re-init' ? page.waitForEvent('framenavigated', isNew) : null
  const done = await change()
  // One change may come as two, such as when Connect has heard a little later who accepted.
  for (let next: unknown = await loaded; next !== null; ) {
    next = await page.waitForEvent('framenavigated', { predicate: isNew, timeout: quietMs }).catch(() => null)
  }
  if (on === 'ccp-events/re-ordered') await page.waitForTimeout(900)
  return done
}

async function ends(desk: Desk, on: string, number: string): Promise<void> {
  await desk.page.bringToFront()
  await steadily(desk, on, () => desk.press('Hang up'))
  await steadily(desk, on, () => desk.press('Clear'))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  await expect(desk.panel).not.toContainText(number)
}

/** The searches of a contact; without the first try, which Connect often has not heard of yet. */
function searched(desk: Desk, contactId: string): string[] {
  return outcomes(desk, contactId).filter((outcome) => outcome !== 'contact-not-yet-yours')
}

function confirmed(desk: Desk, contactId: string) {
  return desk.audited('confirmation').filter(({ facts }) => facts['contactId'] === contactId)
}

/** Nobody was ever seen under a number that is not theirs, and no word said that nobody is there. */
function eachUnderItsOwn(all: readonly Seen[]): void {
  for (const { caller, words } of all) {
    expect(words).not.toMatch(/nobody|no patient|not found/i)
    if (caller !== '(608) 555-0142') expect(words).not.toMatch(/Kessler|Brandt/)
    if (caller !== '(414) 555-0107') expect(words).not.toMatch(/Nguyen/)
  }
  expect(all.some(({ caller, words }) => caller === '(414) 555-0107' && words.includes('Nguyen'))).toBe(true)
}

function tab(desk: Desk, number: string) {
  return desk.panel.getByRole('navigation', { name: 'Contacts' }).getByRole('button', { name: number })
}
