import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comingUp, dayIn, inOrder, isTimeZone, questionFor, tellingAppointment } from '../../src/domain/appointment.ts'
import { anAppointment } from '../fixtures/appointment.ts'

const chicago = 'America/Chicago'
/** Monday, two minutes past ten in Chicago. */
const monday = Date.parse('2026-11-23T16:02:00Z')

const at = (start: string, id = start) => anAppointment({ id, start })
const ids = (appointments: readonly { readonly id: string }[]) => appointments.map(({ id }) => id)

describe('the site’s day', () => {
  it('begins at the site’s midnight, not at that of UTC or of the agent', () => {
    expect(dayIn(chicago, Date.parse('2026-11-24T05:59:59Z'))).toBe('2026-11-23')
    expect(dayIn(chicago, Date.parse('2026-11-24T06:00:00Z'))).toBe('2026-11-24')
    expect(dayIn('Pacific/Auckland', monday)).toBe('2026-11-24')
  })

  it('has 23 and 25 hours when the clocks change', () => {
    expect(dayIn(chicago, Date.parse('2026-03-09T04:59:59Z'))).toBe('2026-03-08')
    expect(dayIn(chicago, Date.parse('2026-11-02T05:59:59Z'))).toBe('2026-11-01')
  })

  it('is counted in zones that have a name, and in no others', () => {
    expect(['America/Chicago', 'Europe/Amsterdam', 'UTC'].map(isTimeZone)).toEqual([true, true, true])
    expect(['', 'Chicago', '-06:00', 'America/Nowhere', '2026'].map(isTimeZone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

it('asks from the day before the site’s today on, so that no zone loses an appointment', () => {
  expect(questionFor('eAna', chicago, monday)).toEqual({ patient: 'eAna', from: '2026-11-22' })
  const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') })
  const zones = fc.constantFrom('Pacific/Kiritimati', 'Pacific/Pago_Pago', chicago, 'UTC')
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      expect(questionFor('eAna', zone, now).from <= new Date(now).toISOString().slice(0, 10)).toBe(true)
    }),
  )
})

it('tells what is on today from what is later, and lets go of yesterday', () => {
  const { today, later } = comingUp(
    [
      at('2026-12-02T14:15:00Z', 'imaging'),
      at('2026-11-24T05:30:00Z', 'late this evening'),
      at('2026-11-23T16:30:00Z', 'cardiology'),
      at('2026-11-23T05:30:00Z', 'yesterday evening'),
      at('2026-11-24T06:00:00Z', 'at midnight'),
    ],
    chicago,
    monday,
  )
  expect(ids(today)).toEqual(['cardiology', 'late this evening'])
  expect(ids(later)).toEqual(['at midnight', 'imaging'])
})

it('puts those that begin together in an order that is always the same', () => {
  const one = at('2026-11-23T16:30:00Z', 'one')
  const two = at('2026-11-23T16:30:00Z', 'two')
  expect(ids(inOrder([two, one]))).toEqual(ids(inOrder([one, two])))
})

const telling = (...appointments: readonly ReturnType<typeof at>[]) => {
  const found = tellingAppointment(comingUp(appointments, chicago, monday), monday)
  return found === null ? null : `${found.when} ${found.appointment.id}`
}

describe('the appointment that says most about a caller', () => {
  it('is today’s, though it began already: the caller may be late', () => {
    expect(telling(at('2026-11-23T15:30:00Z', 'begun'), at('2026-12-02T14:15:00Z', 'imaging'))).toBe('today begun')
  })

  it('is the nearest of today’s', () => {
    expect(telling(at('2026-11-23T14:00:00Z', 'over'), at('2026-11-23T16:30:00Z', 'soon'))).toBe('today soon')
  })

  it('is the next one where nothing is on today', () => {
    expect(telling(at('2026-12-03T14:15:00Z', 'later'), at('2026-12-02T14:15:00Z', 'next'))).toBe('next next')
  })

  it('is none where nothing is ahead', () => {
    expect(telling(at('2026-11-20T14:15:00Z', 'past'))).toBeNull()
  })
})
