import { expect, test } from './desk.ts'
import { freePort, openLaboratory } from './laboratory.ts'

const port = await freePort()

test.use({ policy: { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` }, isSignedIn: false })

test('in a laboratory nobody signs in: the phone rings, the birth date is typed, the chart stands open, no broker is asked', async ({
  desk,
}) => {
  const closeLaboratory = await openLaboratory(desk.sandbox, port)
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).host))
  await desk.page.goto(desk.sandbox.origins.widget)
  await expect(desk.says('No call', { exact: true })).toBeVisible()

  await desk.takeCall('+14145550107')
  await expect(desk.rows).toHaveCount(1)
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  expect(asked.has(new URL(desk.sandbox.origins.broker).host)).toBe(false)

  await desk.button('Wrong patient').click()
  await expect(desk.says('Taking the chart back could not be recorded')).toBeVisible()
  await desk.endCall()
  await closeLaboratory()
})

test('without the laboratory’s door no patient is shown, and none is said not to be there (R65)', async ({ desk }) => {
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.takeCall('+14145550107')
  await expect(desk.button('Try again')).toBeVisible()
  await expect(desk.rows).toHaveCount(0)
  await expect(desk.page.getByText(/nobody|no patient/i)).toHaveCount(0)
})
