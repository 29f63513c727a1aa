import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Appointment, appointmentKinds, expectedStatuses } from '../../src/domain/appointment.ts'
import { readAppointmentPage, writeAppointments } from '../../src/fhir/appointment-bundle.ts'
import { readAppointment, writeAppointment } from '../../src/fhir/appointment-resource.ts'
import { anAppointment } from '../fixtures/appointment.ts'
import { anEpicAppointment } from '../fixtures/fhir/appointment.ts'

const read = (facts: Readonly<Record<string, unknown>> = {}) => readAppointment(anEpicAppointment(facts), 'eAna')

describe('an appointment of Epic’s', () => {
  it('is read by its start, its specialty, who and where', () => {
    expect(read()).toEqual(anAppointment({ id: 'eVisit1' }))
  })

  it.each(['cancelled', 'noshow', 'entered-in-error', 'fulfilled'])(
    'that is %o is left out: it will not take place',
    (status) => {
      expect(read({ status })).toBe('not-expected')
    },
  )

  it.each(['rescheduled', null, 7])('that is %o may be ahead: it is not left out in silence', (status) => {
    expect(read({ status })).toBeNull()
  })

  it('of another patient is left out', () => {
    const participant = [{ actor: { reference: 'Patient/eLeo', display: 'Kessler, Leo' } }]
    expect(read({ participant })).toBe('not-expected')
  })

  it('without a time yet is left out', () => {
    expect(read({ start: undefined, status: 'waitlist' })).toBe('not-expected')
  })

  it('that is booked and has lost its time may be ahead: it is not left out in silence', () => {
    expect(read({ start: undefined })).toBeNull()
  })

  it.each(['2026-11-23', '2026-11-23T16:30:00', '10:30 AM', 'yesterday', 1_795_000_000, '2026-13-40T99:00:00Z'])(
    'whose start is %o is not guessed at',
    (start) => {
      expect(read({ start })).toBeNull()
    },
  )

  it('may write its instant in any zone', () => {
    expect(read({ start: '2026-11-23T10:30:00-06:00' })).toMatchObject({ start: '2026-11-23T16:30:00.000Z' })
  })

  it.each([null, undefined, [], 'Appointment', { resourceType: 'Patient' }])('is none where it is %o', (resource) => {
    expect(readAppointment(resource, 'eAna')).toBeNull()
  })

  it('without words is one of which only the time is known', () => {
    const bare = read({ specialty: undefined, participant: undefined, serviceCategory: null })
    expect(bare).toMatchObject({ kind: 'appointment', specialty: null, who: null, where: null })
  })

  it('turns hostile words into one plain line (R33)', () => {
    const participant = [{ actor: { reference: 'Location/l1', display: 'East\r\n\u202EClinic' } }]
    expect(read({ participant })).toMatchObject({ where: 'East Clinic' })
  })
})

it('reads a surgery as Epic sent it: by its start and not by its description, with the room that says most', () => {
  const bundle: fhir4.Bundle = JSON.parse(
    readFileSync(new URL('../fixtures/epic/searchset-surgeries.json', import.meta.url), 'utf8'),
  )
  const patient = new URL(bundle.link?.[0]?.url ?? '').searchParams.get('patient') ?? ''
  const { appointments, hasUnread } = readAppointmentPage(bundle, patient)

  expect(hasUnread).toBe(false)
  // The other one of the two took place.
  expect(appointments).toEqual([
    {
      id: expect.stringMatching(/^e/),
      kind: 'surgery',
      status: 'booked',
      start: '2024-03-19T05:10:00.000Z',
      specialty: 'Anesthesiology',
      who: 'Lena Voss, MD',
      where: 'NSH OR 4',
    },
  ])
})

const words = fc.option(
  fc
    .string({ minLength: 1 })
    .filter((text) => text.trim() !== '' && !/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text)),
)
const anyAppointment: fc.Arbitrary<Appointment> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/),
  kind: fc.constantFrom(...appointmentKinds),
  status: fc.constantFrom(...expectedStatuses),
  start: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  specialty: words,
  who: words,
  where: words,
})

it('is the same after it went over the wire in the facade’s own words', () => {
  fc.assert(
    fc.property(anyAppointment, (appointment) => {
      const written: unknown = JSON.parse(JSON.stringify(writeAppointment(appointment, 'eAna')))
      expect(readAppointment(written, 'eAna')).toEqual(appointment)
    }),
  )
})

it('hands on no more than twenty', () => {
  const appointments = Array.from({ length: 30 }, (_, index) => anAppointment({ id: `a${index}` }))
  const { entry } = writeAppointments({ appointments, someWithheld: true }, 'eAna', 'https://broker.example.org')
  expect(entry?.map(({ search }) => search?.mode).filter((mode) => mode === 'match')).toHaveLength(20)
  expect(entry?.at(-1)?.search?.mode).toBe('outcome')
})
