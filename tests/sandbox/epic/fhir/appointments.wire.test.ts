import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { calendarOf } from '../../../../src/sandbox/epic/appointments/calendar.ts'
import { dayAfter, daysUntil, instantAt, wallClock } from '../../../../src/sandbox/epic/appointments/hospital-time.ts'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'
import { type EpicAnswer, type PlayedEpic, playEpic } from '../playing-epic.ts'
import { epicFixture } from '../../../fixtures/epic-fixture.ts'
import { shapeOf } from './shape.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
})
beforeEach(() => {
  played.epic.site.appointments = 'all'
})
afterAll(() => played.close())

const today = () => wallClock(Date.now()).slice(0, 10)
const ahead = () => `ge${today()}`

const search = async (parameters: Record<string, string>) => {
  const path = `Appointment?${new URLSearchParams(parameters)}`
  const response = await played.read(path)
  const text = await response.text()
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as EpicAnswer }
}

/** Appointments as `booked 2026-11-23T10:30:00 Cardiology` by the hospital's clocks, outcomes by their codes. */
function inWords({ entry = [] }: EpicAnswer): string[] {
  return entry.map(({ resource }) => {
    if (resource?.resourceType !== 'Appointment') {
      return (resource as fhir4.OperationOutcome).issue.map(({ details }) => details?.coding?.[0]?.code).join()
    }
    return `${resource.status} ${wallClock(Date.parse(resource.start ?? ''))} ${resource.specialty?.[0]?.text}`
  })
}

it('has the cast’s visits in its calendar, counted from today by the hospital’s clocks', async () => {
  const ana = inWords((await search({ patient: castIds.ana, date: ahead() })).body)
  expect([...ana].sort()).toEqual(
    [
      `booked ${today()}T10:30:00 Cardiology`,
      `cancelled ${today()}T09:10:00 Family Medicine`,
      `booked ${dayAfter(today(), 9)}T08:15:00 Imaging`,
    ].sort(),
  )
  const walter = inWords((await search({ patient: castIds.walter, date: ahead() })).body)
  expect(walter).toEqual([`booked ${dayAfter(today(), daysUntil(2, today()))}T08:15:00 Cardiology`])
})

it('filters by date, status and category, and drops what it does not know without a word', async () => {
  const of = async (more: Record<string, string>) =>
    inWords((await search({ patient: castIds.ana, ...more })).body).length
  expect(await of({})).toBe(4)
  expect(await of({ date: `lt${today()}` })).toBe(1)
  expect(await of({ date: today(), status: 'booked' })).toBe(1)
  expect(await of({ 'totally-bogus': 'x' })).toBe(4)
  expect(inWords((await search({ patient: castIds.ana, 'service-category': 'surgery' })).body)).toEqual(['4101'])
})

it('wants a patient, and a date that is one', async () => {
  expect((await search({ date: ahead() })).status).toBe(400)
  expect((await search({ patient: castIds.ana, date: 'soon' })).status).toBe(400)
})

it('keeps surgeries behind a registration of their own, and says that it left something out', async () => {
  const carl = { patient: castIds.carl, date: ahead() }
  const surgery = `booked ${dayAfter(today(), 3)}T07:05:00 General`
  expect(inWords((await search(carl)).body)).toEqual([surgery])

  played.epic.site.appointments = 'no-surgeries'
  expect(inWords((await search(carl)).body)).toEqual(['4101,59204'])
  expect(inWords((await search({ ...carl, 'service-category': 'appointment' })).body)).toEqual(['4101'])

  played.epic.site.appointments = 'none'
  expect((await search(carl)).status).toBe(403)
})

it('goes on from page to page in a session', async () => {
  const { body } = await search({ patient: castIds.ana, _count: '3' })
  const next = body.link?.find(({ relation }) => relation === 'next')?.url ?? ''
  expect(next).toContain('/Appointment?sessionID=17-')
  const page: EpicAnswer = await (await played.read(next)).json()
  expect(page.entry).toHaveLength(1)
  expect((await played.read(next)).status).toBe(400)
})

it('gives a surgery the shape that Epic gave', async () => {
  const { body } = await search({ patient: castIds.carl })
  expect(shapeOf(body)).toEqual(shapeOf(epicFixture('searchset-surgeries')))
})

it('writes a time into a surgery’s description that is not its start, and names its place twice', async () => {
  const { body } = await search({ patient: castIds.carl })
  const surgery = body.entry?.[0]?.resource as fhir4.Appointment
  expect(surgery.description).toMatch(/11:05 PM on /)
  expect(surgery.participant.map(({ actor }) => actor?.display)).toEqual([
    'Larsen, Carl',
    'Lena Voss, MD',
    'Emh Or',
    'EMH OR 4',
  ])
  expect(surgery.patientInstruction).toContain('\r\n')
})

it('writes an appointment as XML in FHIR’s order, where JSON was not asked for', async () => {
  const xml = await (await played.read(`Appointment?patient=${castIds.walter}`, { accept: '*/*' })).text()
  expect(xml).toMatch(/<Appointment><id .*<status .*<specialty>.*<start .*<participant><type>.*<actor>/)
})

it('has something ahead for one in five of the crowd, the same whenever it is asked on one day', () => {
  const crowd = makePeople({ size: 1_000 })
    .slice(100)
    .map(({ id = '' }) => calendarOf(id, Date.now()))
  const busy = crowd.filter((planned) => planned.length > 0).length
  expect(busy / crowd.length).toBeGreaterThan(0.1)
  expect(busy / crowd.length).toBeLessThan(0.3)
  expect(calendarOf(castIds.ana, Date.now())).toEqual(calendarOf(castIds.ana, Date.now()))
})

it('counts its days right across the changes of the clocks', () => {
  expect(new Date(instantAt('2026-11-23', '10:30')).toISOString()).toBe('2026-11-23T16:30:00.000Z')
  expect(new Date(instantAt('2026-07-01', '10:30')).toISOString()).toBe('2026-07-01T15:30:00.000Z')
  expect(wallClock(instantAt('2026-03-08', '08:15'))).toBe('2026-03-08T08:15:00')
  expect(wallClock(instantAt('2026-11-01', '00:30'))).toBe('2026-11-01T00:30:00')
})
