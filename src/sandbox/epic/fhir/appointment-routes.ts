import { type Context, Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import { type EpicSite, pageHabitOf } from '../epic-site.ts'
import { appointmentParameters, searchAppointments } from './appointment-search.ts'
import { notRegistered } from './bearer-gate.ts'
import { codesOf, issue, operationOutcome } from './outcomes.ts'
import { retrieve, shownOf } from './pages.ts'
import { createPagingSessions, type PagingSessions } from './paging-sessions.ts'
import type { PatientIndex } from './patient-index.ts'
import { chooseRepresentation, represent } from './representation.ts'
import { searchset } from './searchset.ts'

interface AppointmentParts {
  readonly base: string
  readonly index: PatientIndex
  readonly site: EpicSite
  readonly journal: Journal
  readonly now: () => number
}

interface Asking extends AppointmentParts {
  readonly sessions: PagingSessions<fhir4.Appointment>
}

/**
 * `POST Appointment/_search`, `GET Appointment?…` and the `next` links of both. A client that was registered for no
 * appointments at all gets the 403 without a body.
 */
export function appointmentRoutes(parts: AppointmentParts): Hono {
  const asking: Asking = { ...parts, sessions: createPagingSessions(parts.now) }
  return new Hono()
    .post('/Appointment/_search', async (c) => {
      const type = c.req.header('content-type') ?? ''
      if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return new Response(null, { status: 415 })
      return answerSearch(c, new URLSearchParams(await c.req.text()), asking)
    })
    .get('/Appointment', (c) => {
      const session = c.req.query('sessionID')
      if (session !== undefined) return answerNextPage(c, session, asking)
      return answerSearch(c, new URL(c.req.url).searchParams, asking)
    })
}

function answerSearch(c: Context, parameters: URLSearchParams, asking: Asking): Response {
  const { base, index, site, sessions, journal, now } = asking
  const names = appointmentParameters.filter((name) => parameters.has(name)).join(',')
  if (site.appointments === 'none') {
    journal.write('epic', 'appointments', { parameters: names, status: 403, found: 0, outcomes: '' })
    return notRegistered()
  }

  const result = searchAppointments(index, parameters, site.appointments, now())
  const rows = result.kind === 'rows' ? result.rows : []
  const isBehindGlass = result.kind === 'refused' && codesOf(result.issues) === '4130'
  const status = result.kind === 'rows' ? 200 : isBehindGlass ? 403 : 400
  journal.write('epic', 'appointments', {
    parameters: names,
    status,
    found: rows.length,
    outcomes: codesOf(result.issues),
  })
  if (status !== 200) return answer(c, operationOutcome(result.issues), status)

  const count = /^[1-9]\d{0,3}$/.exec(parameters.get('_count') ?? '')?.[0]
  const retrieved = retrieve(rows, pageHabitOf(site), count === undefined ? null : Number(count))
  const { pageSize } = retrieved
  const rest = retrieved.rows.slice(pageSize)
  const nextUrl = rest.length === 0 ? null : sessionUrl(base, sessions.open(rest, pageSize))
  const selfUrl = `${base}/Appointment?${parameters}`
  const matches = shownOf(retrieved.rows.slice(0, pageSize))
  return answer(c, searchset({ base, selfUrl, nextUrl, matches, issues: result.issues }))
}

function answerNextPage(c: Context, session: string, { base, sessions, journal }: Asking): Response {
  const page = sessions.advance(session)
  journal.write('epic', 'next-page', { found: page?.rows.length ?? 0, outcomes: page === null ? '4113' : '' })
  if (page === null) return answer(c, operationOutcome([issue('4113')]), 400)

  const selfUrl = sessionUrl(base, session)
  const nextUrl = page.hasMore ? selfUrl : null
  return answer(c, searchset({ base, selfUrl, nextUrl, matches: page.rows, issues: [] }))
}

function answer(c: Context, resource: fhir4.FhirResource, status = 200): Response {
  return represent(resource, chooseRepresentation(c.req.header('accept'), c.req.query('_format')), status)
}

function sessionUrl(base: string, session: string): string {
  return `${base}/Appointment?sessionID=${session}`
}
