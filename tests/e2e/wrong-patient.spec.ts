import { expect, test } from './desk.ts'

/** The deployed broker's audit is Lambda's own output, which the sandbox cannot break (decision 18). */
const ofOneProcess = { tag: '@one-process' }

test('wrong patient: the banner goes, the list is back, and both decisions stand in the audit (R24)', async ({
  desk,
}) => {
  await desk.takeCall('+16085550142')
  await desk.openBy('03121948', 'Rosa Kessler')
  await desk.button('Wrong patient').click()

  await expect(desk.says('Taken back')).toBeVisible()
  await expect(desk.says('Close the chart of Rosa Kessler in Epic too: nothing outside Epic can.')).toBeVisible()
  await expect(desk.panel.getByText(/opened \d/)).toHaveCount(0)
  await expect(desk.rows).toHaveCount(4)
  await expect(desk.birthDate).toHaveValue('')
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect.poll(() => desk.audited('withdrawal').length).toBe(1)

  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.says('Kessler, Ana Maria')).toBeVisible()
  expect(desk.audited('confirmation').map(({ facts }) => facts)).toMatchObject([
    { outcome: 'confirmed', verified: 'birth-date, name', patients: 1 },
    { outcome: 'confirmed', verified: 'birth-date, name', patients: 1 },
  ])
  expect(desk.audited('withdrawal')[0]?.facts).toMatchObject({ outcome: 'withdrawn', patients: 1 })
  expect(desk.searches()).toEqual(['telephone'])
})

test('the audit cannot be written: no chart opens, and the agent is told why (R24)', ofOneProcess, async ({ desk }) => {
  await desk.takeCall('+14145550107')
  await desk.birthDate.fill('12091951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await desk.sandbox.faults.turn(['audit/down'])
  await desk.birthDate.press('Enter')

  await expect(desk.says('Nothing can be recorded just now')).toBeVisible()
  await expect(desk.panel.getByText(/opened \d/)).toHaveCount(0)
  expect(desk.sandbox.epic.openCharts()).toHaveLength(0)
  await expect.poll(() => desk.charts().length).toBe(0)

  await desk.sandbox.faults.turn([])
  await expect(desk.birthDate).toHaveValue('12091951')
  await desk.birthDate.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
})

test(
  'taking a chart back that cannot be recorded is said, and the banner is gone all the same (R24)',
  ofOneProcess,
  async ({ desk }) => {
    await desk.takeCall('+14145550107')
    await desk.openBy('12091951', 'Walter Nguyen')
    await desk.sandbox.faults.turn(['audit/down'])
    await desk.button('Wrong patient').click()
    await expect(desk.says('Taking the chart back could not be recorded')).toBeVisible()
    await expect(desk.panel.getByText(/opened \d/)).toHaveCount(0)
  },
)
