import { Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import type { PatientIndex } from '../fhir/patient-index.ts'
import { recordNumberSystem } from '../people/epic-patient.ts'
import { chartPage, noChartPage, pageHeaders, type Storyboard } from './storyboard.ts'

/** A chart that a screen pop opened: whose (FHIR id) and when (ISO 8601). */
export interface OpenChart {
  readonly patientId: string
  readonly openedAt: string
}

interface ChartRouteParts {
  readonly index: PatientIndex
  readonly journal: Journal
  readonly now: () => number
  readonly onOpened: (chart: OpenChart) => void
}

/**
 * `GET /hyperspace/chart?patient=<FHIR id>`, where the screen pop lands: shows whose chart is open, or 404.
 *
 * The journal gets the last four characters of the id and no more.
 */
export function chartRoute({ index, journal, now, onOpened }: ChartRouteParts): Hono {
  return new Hono().get('/chart', (c) => {
    const id = c.req.query('patient') ?? ''
    const row = index.rowOfId.get(id)
    const patient = row === undefined ? undefined : index.patients[row]
    if (patient === undefined) {
      journal.write('hyperspace', 'chart-not-found')
      return c.body(noChartPage(), 404, pageHeaders)
    }

    const openedAt = new Date(now()).toISOString()
    journal.write('hyperspace', 'chart-opened', { idEndsWith: id.slice(-4) })
    onOpened({ patientId: id, openedAt })
    return c.body(chartPage(readStoryboard(patient, openedAt.slice(0, 10))), 200, pageHeaders)
  })
}

function readStoryboard(patient: fhir4.Patient, today: string): Storyboard {
  const name = patient.name?.find(({ use }) => use === 'official') ?? patient.name?.[0]
  const written = name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ')
  const recordNumber = patient.identifier?.find(({ system }) => system === recordNumberSystem)?.value
  const isDeceased = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined
  return {
    name: written.trim() === '' ? 'No name' : written,
    birthDate: patient.birthDate ?? 'unknown',
    age: ageOn(today, patient.birthDate),
    sex: patient.gender ?? 'unknown',
    recordNumber: recordNumber ?? 'none',
    remarks: [...(isDeceased ? ['Deceased'] : []), ...(patient.active === false ? ['Inactive record'] : [])],
  }
}

/** Whole years between two days written `1980-02-29`, compared as text so that no time zone can shift them. */
function ageOn(today: string, birthDate: string | undefined): string {
  if (birthDate === undefined || !/^\d{4}-\d\d-\d\d$/.test(birthDate) || birthDate > today) return 'unknown'
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return String(today.slice(5) < birthDate.slice(5) ? years - 1 : years)
}
