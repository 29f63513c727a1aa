import { castIds } from '../../src/sandbox/epic/people/cast.ts'
import { type Desk, expect, test } from './desk.ts'
import { watchTraffic } from './traffic.ts'

const household = '+16085550142'
const widower = '+16085550171'

/** What the broker decided about appointments, as `found` or `search-not-allowed`. */
function looks(desk: Desk): string[] {
  const entries = desk.sandbox.journal.entries()
  return entries
    .filter(({ party, event }) => party === 'broker' && event === 'appointments')
    .map(({ facts }) => String(facts['outcome']))
}

test('a family is told apart by what is on today, and the chart that opens names the next two', async ({ desk }) => {
  await desk.takeCall(household)
  await expect(desk.heading('4 patients share this number')).toBeVisible()

  await expect(desk.rows.filter({ hasText: 'Ana' })).toContainText(/today 10:30\sAM Cardiology/)
  await expect(desk.rows.filter({ hasText: 'Rosa' })).toContainText(/next: \d{1,2} \w{3,4}( \d{4})?, Imaging/)
  await expect(desk.rows.filter({ hasText: 'Leo' })).toContainText('no appointment ahead')

  await desk.openBy('02291980', 'Ana Kessler')
  const card = desk.panel.locator('.appointments')
  await expect(card.getByRole('listitem')).toHaveCount(2)
  await expect(card.getByRole('listitem').first()).toContainText(/Today 10:30\sAM\s*Cardiology, Imani Price, MD/)
  await expect(card).toContainText('East Clinic · booked')
  await expect(card.getByRole('listitem').nth(1)).toContainText(/8:15\sAM\s*Imaging/)
  // Asked once for each of the four, in the list; what was cancelled today is nowhere.
  expect(looks(desk)).toHaveLength(4)
  await expect(desk.says('Family Medicine')).toHaveCount(0)
})

test('no row moves while appointments come late, and the birth date opens the chart before they do', async ({
  desk,
}) => {
  await desk.takeCall(household)
  await expect(desk.rows.filter({ hasText: 'Ana' })).toContainText('Cardiology')
  const known = await desk.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top))
  await desk.endCall()

  await desk.page.route('**/Appointment/_search', () => undefined)
  await desk.takeCall(household)
  await expect(desk.rows).toHaveCount(4)
  expect(await desk.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top))).toEqual(known)
  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.says('Loading appointments')).toBeVisible()
})

test('a surgery is named by its start and not by what Epic wrote beside it', async ({ desk }) => {
  await desk.takeCall(widower)
  await expect(desk.rows.filter({ hasText: 'Carl' })).toContainText(/next: .*, surgery/)
  await desk.openBy('10101929', 'Carl Larsen')
  const card = desk.panel.locator('.appointments')
  await expect(card).toContainText(/7:05\sAM/)
  await expect(card).toContainText('EMH OR 4')
  expect(await desk.page.content()).not.toMatch(/HERNIA|11:05/)
})

test('where Epic lets the client see no surgeries, that is said, and nothing is called "none"', async ({ desk }) => {
  desk.sandbox.epic.site.appointments = 'no-surgeries'
  await desk.takeCall(widower)
  await expect(desk.rows).toHaveCount(2)
  await expect.poll(() => looks(desk).length).toBe(2)
  await expect(desk.rows.filter({ hasText: 'Carl' })).toContainText('no appointment that Epic shows')
  await desk.openBy('10101929', 'Carl Larsen')
  await expect(desk.says('Epic left some out.')).toBeVisible()
  await expect(desk.says('no appointment ahead')).toHaveCount(0)
})

test('a call’s token shows the appointments of nobody but the patients found for it (R14)', async ({
  desk,
  context,
}) => {
  const traffic = watchTraffic(context)
  await desk.takeCall(household)
  await expect(desk.rows.filter({ hasText: 'Ana' })).toContainText('Cardiology')
  const asked = (await traffic()).findLast(({ url, authorization }) => {
    return url.endsWith('/fhir/R4/Appointment/_search') && authorization !== null
  })
  const date = `ge${new Date().toISOString().slice(0, 10)}`
  const look = async (patient: string) => {
    const answer = await fetch(`${desk.sandbox.origins.broker}/fhir/R4/Appointment/_search`, {
      method: 'POST',
      headers: { origin: desk.sandbox.origins.widget, authorization: asked?.authorization ?? '' },
      body: new URLSearchParams({ patient, date }),
    })
    return { status: answer.status, text: await answer.text() }
  }

  expect(await look(castIds.ana)).toMatchObject({ status: 200 })
  const { status, text } = await look(castIds.walter)
  expect(status).toBe(403)
  expect(text).not.toMatch(/Cardiology|Nguyen/)
})

test('after the call nothing of the appointments is left in the page (R45, R55)', async ({ desk }) => {
  await desk.takeCall(household)
  await expect(desk.rows.filter({ hasText: 'Ana' })).toContainText('Cardiology')
  await desk.openBy('02291980', 'Ana Kessler')
  await desk.endCall()
  expect(await desk.page.content()).not.toMatch(/Cardiology|Imaging|Imani|East Clinic/)
})

test.describe('a hospital that hides appointments', () => {
  test.use({ policy: { appointments: 'hidden' } })

  test('shows none and asks for none', async ({ desk }) => {
    await desk.takeCall(household)
    await expect(desk.rows).toHaveCount(4)
    await desk.openBy('02291980', 'Ana Kessler')
    await expect(desk.heading('Appointments')).toHaveCount(0)
    expect(looks(desk)).toEqual([])
  })
})
