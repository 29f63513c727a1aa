import { type Desk, expect } from './desk.ts'
import { fillWalter, findWalter, goTo, pressAt, signIn, take, test } from './keyboard.ts'

const begin = 'Emergency: search without Connect'
const mark = 'Emergency search: Connect has not confirmed this call'
const unconfirmed = 'Amazon Connect cannot confirm this call'
const reason = 'caller does not breathe well'

test.use({ policy: { emergency: 'allowed', appointments: 'shown' } })

test('Connect is down, a reason, name and birth date, and the chart opens, all of it on record (R16, R24, R50)', async ({
  desk,
}) => {
  await afterAnOrdinaryCall(desk)
  await desk.sandbox.faults.turn(['connect-api/down'])
  const contactId = await takeWalter(desk)
  await expect(desk.says(unconfirmed)).toBeVisible({ timeout: 12_000 })
  const ordinarySearches = searchesOf(desk, contactId).length

  await pressAt(desk, desk.button(begin))
  await desk.page.keyboard.type(reason)
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(mark)).toBeHidden()
  await desk.page.keyboard.press('Escape')
  await expect(desk.button(begin)).toBeFocused()

  await desk.page.keyboard.press('Enter')
  await desk.page.keyboard.type(reason)
  await pressAt(desk, desk.button('Search in an emergency'))
  await expect(desk.says(mark)).toBeVisible()
  await expect(desk.panel.getByLabel('First name')).toBeFocused()
  await findWalter(desk)
  await expect(desk.says(mark)).toBeVisible()
  await expect(desk.rows.first()).not.toContainText(/414|appointment/i)

  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(/opened \d.*, by birth date and name/)).toBeVisible({ timeout: 12_000 })
  await expect(desk.says(mark)).toBeVisible()
  expect(desk.charts()).toHaveLength(1)

  const unchecked = { contactId, contact: 'not-confirmed-by-connect' }
  expect(desk.audited('token').at(-1)?.facts).toMatchObject({
    ...unchecked,
    outcome: 'granted-in-emergency',
    emergency: 'with a reason',
  })
  expect(searchesOf(desk, contactId).slice(ordinarySearches)).toMatchObject([
    { ...unchecked, outcome: 'found', by: 'name-and-birth-date' },
  ])
  expect(desk.audited('confirmation').map(({ facts }) => facts)).toMatchObject([
    { ...unchecked, outcome: 'confirmed', verified: 'birth-date, name' },
  ])
  await desk.sandbox.faults.turn([])
  await endCall(desk)
  expect(await desk.panel.innerText()).not.toContain(mark)
})

test('Connect is back before the search: the call is confirmed, the mark goes, and nothing is an emergency (R16)', async ({
  desk,
}) => {
  await afterAnOrdinaryCall(desk)
  await desk.sandbox.faults.turn(['connect-api/throttled'])
  await takeWalter(desk)
  await expect(desk.says(unconfirmed)).toBeVisible({ timeout: 12_000 })
  await pressAt(desk, desk.button(begin))
  await desk.page.keyboard.type(reason)
  await pressAt(desk, desk.button('Search in an emergency'))
  await expect(desk.says(mark)).toBeVisible()

  await desk.sandbox.faults.turn([])
  await findWalter(desk)
  await expect(desk.says(mark)).toBeHidden()
  expect(desk.audited('token').map(({ facts }) => facts['outcome'])).not.toContain('granted-in-emergency')
})

test('Connect answers and refuses: the reason opens nothing, and the panel says so again (R16)', async ({ desk }) => {
  await afterAnOrdinaryCall(desk)
  await desk.sandbox.faults.turn(['connect-api/denied'])
  await takeWalter(desk)
  await expect(desk.says(unconfirmed)).toBeVisible({ timeout: 12_000 })
  await pressAt(desk, desk.button(begin))
  await desk.page.keyboard.type(reason)
  await pressAt(desk, desk.button('Search in an emergency'))
  await fillWalter(desk)

  await expect(desk.says(unconfirmed)).toBeVisible({ timeout: 12_000 })
  await expect(desk.rows).toHaveCount(0)
  expect(desk.audited('token').map(({ facts }) => facts['outcome'])).not.toContain('granted-in-emergency')
})

/** Since when the broker knows who Dana is in Connect. */
async function afterAnOrdinaryCall(desk: Desk): Promise<void> {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading(/patients share this number/)).toBeVisible()
  await endCall(desk)
}

async function takeWalter(desk: Desk): Promise<string> {
  await take(desk, { number: '+14145550107' })
  const [shown] = desk.sandbox.instance.shownTo('dana.rivera')
  return shown?.contactId ?? ''
}

async function endCall(desk: Desk): Promise<void> {
  await desk.page.bringToFront()
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Hang up' }))
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Clear' }))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

function searchesOf(desk: Desk, contactId: string) {
  return desk
    .audited('search')
    .map(({ facts }) => facts)
    .filter((facts) => facts['contactId'] === contactId)
}
