import { type Context, Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import { type EpicSite, pageHabitOf } from '../epic-site.ts'
import { breakTheGlass } from './break-the-glass.ts'
import type { GateEnv } from './bearer-gate.ts'
import { codesOf, issue, operationOutcome } from './outcomes.ts'
import { retrieve, shownOf } from './pages.ts'
import type { PagingSessions } from './paging-sessions.ts'
import type { PatientIndex } from './patient-index.ts'
import { searchPatients } from './patient-search.ts'
import { chooseRepresentation, represent } from './representation.ts'
import { type AskedSearch, readSearch } from './search-parameters.ts'
import { countOnly, searchset } from './searchset.ts'

interface SearchParts {
  readonly base: string
  readonly index: PatientIndex
  readonly site: EpicSite
  readonly sessions: PagingSessions<number>
  readonly journal: Journal
}

/**
 * `POST Patient/_search`, `GET Patient?…` and the `next` links of both.
 *
 * Of the query string of a POST only `_format` counts, as in Epic since February 2026. The journal gets the names of
 * known parameters, counts and outcome codes, never a value.
 */
export function searchRoutes(parts: SearchParts): Hono<GateEnv> {
  return new Hono<GateEnv>()
    .post('/Patient/_search', async (c) => {
      const type = c.req.header('content-type') ?? ''
      if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return new Response(null, { status: 415 })
      return answerSearch(c, new URLSearchParams(await c.req.text()), parts)
    })
    .get('/Patient', (c) => {
      const session = c.req.query('sessionID')
      if (session !== undefined) return answerNextPage(c, session, parts)
      return answerSearch(c, new URL(c.req.url).searchParams, parts)
    })
}

function answerSearch(c: Context<GateEnv>, parameters: URLSearchParams, parts: SearchParts): Response {
  const { base, index, site, sessions, journal } = parts
  const startedAt = performance.now()
  const asked = readSearch(parameters)
  const all = searchPatients(index, asked, site.phoneSearch)
  const result = c.get('holder').user === null ? all : breakTheGlass(all, index)
  const hits = result.kind === 'rows' ? result.rows : []
  const status = result.kind === 'rows' ? 200 : 400

  journal.write('epic', 'search', {
    method: c.req.method,
    parameters: parameterNames(asked),
    status,
    found: hits.length,
    outcomes: codesOf(result.issues),
    ms: Math.round((performance.now() - startedAt) * 10) / 10,
  })
  const selfUrl = `${base}/Patient?${parameters}`
  if (status === 400) return answer(c, operationOutcome(result.issues), 400)
  if (asked.countsOnly) return answer(c, countOnly(selfUrl, hits.length))

  const { rows, pageSize } = retrieve(hits, pageHabitOf(site), asked.count)
  const rest = rows.slice(pageSize)
  const nextUrl = rest.length === 0 ? null : sessionUrl(base, sessions.open(rest, pageSize))
  const matches = patientsAt(index, shownOf(rows.slice(0, pageSize)))
  return answer(c, searchset({ base, selfUrl, nextUrl, matches, issues: result.issues }))
}

function answerNextPage(c: Context, session: string, { base, index, sessions, journal }: SearchParts): Response {
  const page = sessions.advance(session)
  journal.write('epic', 'next-page', { found: page?.rows.length ?? 0, outcomes: page === null ? '4113' : '' })
  if (page === null) return answer(c, operationOutcome([issue('4113')]), 400)

  const selfUrl = sessionUrl(base, session)
  const nextUrl = page.hasMore ? selfUrl : null
  return answer(c, searchset({ base, selfUrl, nextUrl, matches: patientsAt(index, page.rows), issues: [] }))
}

function answer(c: Context, resource: fhir4.FhirResource, status = 200): Response {
  return represent(resource, chooseRepresentation(c.req.header('accept'), c.req.query('_format')), status)
}

function sessionUrl(base: string, session: string): string {
  return `${base}/Patient?sessionID=${session}`
}

function patientsAt(index: PatientIndex, rows: readonly number[]): readonly fhir4.Patient[] {
  return rows.flatMap((row) => index.patients[row] ?? [])
}

function parameterNames({ known, unknown }: AskedSearch): string {
  return [...known, ...(unknown.length === 0 ? [] : [`${unknown.length} unknown`])].join(',')
}
