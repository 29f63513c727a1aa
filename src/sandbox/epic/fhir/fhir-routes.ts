import { type Context, Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import type { EpicSite } from '../epic-site.ts'
import type { AccessTokens } from '../oauth/access-tokens.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { bearerGate, type GateEnv, notRegistered } from './bearer-gate.ts'
import { capabilityStatement } from './capability-statement.ts'
import { type EpicUrls, smartConfiguration } from './discovery.ts'
import { matchRoutes } from './match-routes.ts'
import { issue, operationOutcome } from './outcomes.ts'
import { createPagingSessions } from './paging-sessions.ts'
import { type PatientIndex, survivorIdOf } from './patient-index.ts'
import { chooseRepresentation, represent } from './representation.ts'
import { searchRoutes } from './search-routes.ts'

interface FhirParts {
  readonly urls: EpicUrls
  readonly index: PatientIndex
  readonly site: EpicSite
  readonly tokens: AccessTokens
  readonly journal: Journal
  readonly now: () => number
}

/** Resource types that Epic has and this client was not registered for; any other name never reaches its FHIR layer. */
const otherTypes =
  'AllergyIntolerance|Appointment|Condition|Coverage|Encounter|MedicationRequest|Observation|Practitioner'

/**
 * The FHIR R4 routes of the played Epic, to be mounted at its base.
 *
 * Discovery is open; all else asks for a token. Everything Epic has but the client was not registered for answers 403
 * without a body; everything else is left to the web server's 404 page.
 */
export function fhirRoutes({ urls, index, site, tokens, journal, now }: FhirParts): Hono<GateEnv> {
  const gate = bearerGate(tokens, journal)
  const startedAt = new Date(now()).toISOString()
  const sessions = createPagingSessions<number>(now)
  return new Hono<GateEnv>()
    .get('/metadata', (c) => answer(c, capabilityStatement(urls, startedAt, site.match !== 'missing')))
    .get('/.well-known/smart-configuration', (c) => c.json(smartConfiguration(urls)))
    .use('/Patient/*', gate)
    .route('/', searchRoutes({ base: urls.base, index, site, sessions, journal }))
    .route('/', matchRoutes({ base: urls.base, index, site, journal }))
    .get('/Patient/:id', (c) => readPatient(c, c.req.param('id'), { urls, index, journal }))
    .on(['POST', 'PUT', 'PATCH', 'DELETE'], '/Patient/*', () => notRegistered())
    .use('/Appointment', gate)
    .use('/Appointment/*', gate)
    .route('/', appointmentRoutes({ base: urls.base, index, site, journal, now }))
    .use(`/:type{${otherTypes}}/*`, gate)
    .all(`/:type{${otherTypes}}/*`, () => notRegistered())
    .all(`/:type{${otherTypes}}`, gate, () => notRegistered())
}

function readPatient(c: Context, id: string, { urls, index, journal }: Pick<FhirParts, 'urls' | 'index' | 'journal'>) {
  const row = index.rowOfId.get(id)
  const patient = row === undefined ? undefined : index.patients[row]
  const survivor = survivorIdOf(patient)
  const isBehindGlass = row !== undefined && index.behindGlass.has(row)
  const code = patient === undefined ? '59008' : isBehindGlass ? '4131' : survivor === undefined ? '' : '4107'
  journal.write('epic', 'read', { outcomes: code })

  if (patient === undefined) {
    const unknown = issue('59008', { diagnostics: 'Invalid FHIR ID provided', expression: 'id' })
    return answer(c, operationOutcome([unknown]), 404)
  }
  if (isBehindGlass) return answer(c, operationOutcome([issue('4131')]), 403)
  if (survivor === undefined) return answer(c, patient)

  const merged = answer(c, operationOutcome([issue('4107')]), 302)
  merged.headers.set('location', new URL(survivor, `${urls.base}/`).href)
  return merged
}

function answer(c: Context, resource: fhir4.FhirResource, status = 200): Response {
  return represent(resource, chooseRepresentation(c.req.header('accept'), c.req.query('_format')), status)
}
