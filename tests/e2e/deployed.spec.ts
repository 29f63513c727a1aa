import { documentHeaders } from '../../src/response-headers.ts'
import { createSignInBrowser } from '../sandbox/idp/sign-in-browser.ts'
import { expect, test } from './desk.ts'

// Two instances more to start than other journeys have.
test.describe.configure({ timeout: 180_000 })
test.use({ broker: 'lambda' })

const walter = '+14145550107'
const household = '+16085550142'

test('a call is searched and its chart opened by the bundle that ships, on the widget’s own origin', async ({
  desk,
}) => {
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).origin))
  const contactId = await desk.takeCall(walter)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await desk.openBy('12091951', 'Walter Nguyen')

  expect(desk.charts()).toHaveLength(1)
  expect(desk.sandbox.epic.openCharts().map(({ patientId }) => patientId)).toEqual(['eJ4kPx5tCaVb.7UzEqMf1Yg3'])
  expect(desk.searches()).toEqual(['telephone'])
  expect(desk.audited('confirmation').map(({ facts }) => facts)).toEqual([
    { outcome: 'confirmed', contactId, patients: 1, verified: expect.any(String) },
  ])
  const { widget, ccp } = desk.sandbox.origins
  expect([...asked].filter((origin) => ![widget, ccp].includes(origin))).toEqual([])
})

test('two calls at once keep their own patients, whichever instance answers (R82)', async ({ desk }) => {
  await desk.takeCall(household)
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  desk.ring(walter)
  await desk.press('Accept', walter)
  const tab = (number: string) =>
    desk.panel.getByRole('navigation', { name: 'Contacts' }).getByRole('button', { name: number })

  await tab('(414) 555-0107').click()
  await desk.openBy('12091951', 'Walter Nguyen')
  await tab('(608) 555-0142').click()
  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.call).toContainText('Kessler, Ana Maria')
  await expect(desk.call).not.toContainText('Nguyen')
  expect(desk.searches()).toEqual(['telephone', 'telephone'])
})

test('the ledger goes down: no search, then no chart, each said as it is and written; and all is well after (R24, R65)', async ({
  desk,
}) => {
  await desk.sandbox.faults.turn(['ledger/down'])
  await desk.takeCall(walter)
  await expect(desk.says('Searches cannot be counted just now')).toBeVisible({ timeout: 15_000 })
  await expect(desk.panel).not.toContainText(/nobody|Nguyen/i)
  await desk.press('Hold')
  await desk.sandbox.faults.turn([])
  await desk.button('Try again').click()
  await desk.birthDate.fill('12091951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()

  await desk.sandbox.faults.turn(['ledger/down'])
  await desk.birthDate.press('Enter')
  await expect(desk.says('Searches cannot be counted just now')).toBeVisible({ timeout: 15_000 })
  expect(desk.sandbox.epic.openCharts()).toHaveLength(0)
  await desk.sandbox.faults.turn([])
  await desk.birthDate.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
  // Each try is a decision of its own.
  const decided = new Set(desk.audited('confirmation').map(({ facts }) => facts['outcome']))
  expect([...decided]).toEqual(['ledger-unavailable', 'confirmed'])
})

test.describe('a budget of two searches a call', () => {
  test.use({ policy: { budgetPerContact: 2 } })

  test('is one budget in all instances: the third search is refused, and says so (R21)', async ({ desk }) => {
    await desk.takeCall(walter)
    await expect(desk.heading('1 patient has this number')).toBeVisible()
    for (const given of ['Ana', 'Leo']) {
      await desk.button('Search by name').click()
      await desk.fillForm(given, 'Kessler', '02291980')
      await desk.panel.getByLabel('Last name').press('Enter')
      await expect.poll(() => desk.searches().length).toBe(given === 'Ana' ? 2 : 3)
      if (given === 'Leo') await expect(desk.says('No more searches for now')).toBeVisible()
    }
    const outcomes = desk.audited('search').map(({ facts }) => facts['outcome'])
    expect(outcomes.filter((outcome) => outcome !== 'contact-not-yet-yours').at(-1)).toBe('budget-spent')
  })
})

test('the page has the production headers, and what stands below /api those of the broker (R30)', async ({ desk }) => {
  const { widget, broker, ccp, idp: identityProvider } = desk.sandbox.origins
  expect(broker).toBe(`${widget}/api`)
  const document = await fetch(widget)
  const expected = documentHeaders({ broker: widget, identityProvider, ccp })
  for (const [name, value] of Object.entries(expected)) expect(document.headers.get(name)).toBe(value)

  const keys = await fetch(`${broker}/.well-known/jwks.json`)
  expect([keys.status, keys.headers.get('content-type')]).toEqual([200, 'application/json'])
  // The gateway lets no other token through to the broker, whose answer this is.
  const { access_token } = await createSignInBrowser({
    issuer: identityProvider,
    widgetOrigin: widget,
    params: {},
  }).signIn('dana.rivera')
  for (const origin of ['http://evil.localhost', 'null']) {
    const refused = await fetch(`${broker}/token`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: '{}',
    })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
  }
})
