import { castIds } from '../../src/sandbox/epic/people/cast.ts'
import { type Desk, expect, test } from './desk.ts'

const maria = '+16085550131'
const walter = '+14145550107'

/** What the broker decided about `$match`, as `certain` or `not-certain`. */
function matches(desk: Desk): string[] {
  const entries = desk.sandbox.journal.entries()
  return entries
    .filter(({ party, event }) => party === 'broker' && event === 'match')
    .map(({ facts }) => String(facts['outcome']))
}

const mark = '★ Epic is certain'

test.describe('a hospital that searches by name, and asks Epic whether it is certain', () => {
  test.use({ policy: { phoneSearch: 'refused' } })

  test('two namesakes: Epic is certain of one, and the agent still chooses', async ({ desk }) => {
    await desk.takeCall(maria)
    await desk.fillForm('Maria', 'Garcia', '04041990')
    await desk.button('Search').click()
    await expect(desk.rows).toHaveCount(2)

    await expect(desk.rows.filter({ hasText: mark })).toHaveCount(1)
    await expect(desk.says('Epic is certain of the marked row. The choice is yours.')).toBeVisible()
    expect(matches(desk)).toEqual(['certain'])
    await expect(desk.panel.getByRole('radio', { checked: true })).toHaveCount(0)
    await desk.page.keyboard.press('Enter')
    expect(desk.charts()).toEqual([])

    await desk.rows.filter({ hasText: mark }).click()
    await desk.button('Open chart of Maria Garcia').click()
    await expect(desk.says(/opened \d/)).toBeVisible()
    await expect.poll(() => desk.charts()[0]?.url()).toContain(castIds.mariaOfThirtyOne)
    await desk.endCall()
    expect(await desk.page.content()).not.toContain('is certain')
  })

  test('the list waits for nothing: it is there, and can be worked with, while Epic is asked', async ({ desk }) => {
    await desk.page.route('**/Patient/$match', () => undefined)
    await desk.takeCall(walter)
    await desk.fillForm('Walter', 'Nguyen', '12091951')
    await desk.button('Search').click()
    await expect(desk.says('Asking Epic whether it is certain.')).toBeVisible()
    await desk.button('Open chart of Walter Nguyen').click()
    await expect(desk.says(/opened \d/)).toBeVisible()
  })

  test('a number that Epic does not have at that name: it is not certain, which is no failure', async ({ desk }) => {
    await desk.takeCall('+16085550199')
    await desk.fillForm('Walter', 'Nguyen', '12091951')
    await desk.button('Search').click()
    await expect(desk.says('Epic is not certain: it wants more than was said.')).toBeVisible()
    expect(matches(desk)).toEqual(['not-certain'])
    await expect(desk.panel.getByTitle('Epic: answering')).toBeVisible()
  })

  for (const site of ['missing', 'not-registered'] as const) {
    test(`where Epic’s $match is ${site}, the list is the same and one sentence says so`, async ({ desk }) => {
      desk.sandbox.epic.site.match = site
      await desk.takeCall(walter)
      await desk.fillForm('Walter', 'Nguyen', '12091951')
      await desk.button('Search').click()
      await expect(desk.says('Epic did not say whether it is certain.')).toBeVisible()
      await expect(desk.rows).toHaveCount(1)
    })
  }
})

test('merged twice: the number of the oldest record leads to the one that survives, and that chart opens', async ({
  desk,
}) => {
  await desk.takeCall('+16085550173')
  await expect(desk.rows).toHaveCount(1)
  await expect(desk.rows).toContainText('merged: shown is the surviving record')
  await desk.openBy('03081957', 'Irene Castell')
  await expect.poll(() => desk.charts()[0]?.url()).toContain(castIds.irene)
})

test('registered twice: one row, of the record that survives', async ({ desk }) => {
  await desk.takeCall('+16085550174')
  await expect(desk.rows).toHaveCount(1)
  await expect(desk.rows).toContainText('merged: shown is the surviving record')
})

test('a patient behind glass is nobody here (R23)', async ({ desk }) => {
  await desk.takeCall('+16085550176')
  await expect(desk.panel.getByLabel('Last name')).toBeVisible()
  expect(await desk.page.content()).not.toMatch(/Gwen|Moran/)
})
