import { type Context, Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import type { EpicSite } from '../epic-site.ts'
import { notFoundPage } from '../iis-pages.ts'
import { notRegistered } from './bearer-gate.ts'
import { codesOf, operationOutcome } from './outcomes.ts'
import type { PatientIndex } from './patient-index.ts'
import { matchPatient } from './patient-match.ts'
import { chooseRepresentation, represent } from './representation.ts'
import { searchset } from './searchset.ts'

interface MatchParts {
  readonly base: string
  readonly index: PatientIndex
  readonly site: EpicSite
  readonly journal: Journal
}

/**
 * `POST Patient/$match`. A client that was not registered for it gets the 403 without a body; an Epic that has no such
 * operation leaves it to its web server's page. The journal gets the status and the codes, never a value.
 */
export function matchRoutes({ base, index, site, journal }: MatchParts): Hono {
  return new Hono().post('/Patient/$match', async (c) => {
    if (site.match === 'missing') return notFoundPage()
    if (site.match === 'not-registered') return notRegistered()
    if (!/^application\/(?:fhir\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
      return new Response(null, { status: 415 })
    }

    const result = matchPatient(index, parsed(await c.req.text()))
    const isFound = result.kind === 'answered' && result.row !== null
    const status = result.kind === 'answered' ? 200 : result.status
    journal.write('epic', 'match', { status, found: isFound ? 1 : 0, outcomes: codesOf(result.issues) })
    if (result.kind === 'refused') return answer(c, operationOutcome(result.issues), status)

    const patient = result.row === null ? undefined : index.patients[result.row]
    const matches = patient === undefined ? [] : [patient]
    const selfUrl = `${base}/Patient/$match`
    return answer(c, searchset({ base, selfUrl, nextUrl: null, matches, issues: result.issues, grade: 'certain' }))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function answer(c: Context, resource: fhir4.FhirResource, status = 200): Response {
  return represent(resource, chooseRepresentation(c.req.header('accept'), c.req.query('_format')), status)
}
