import { Hono } from 'hono'
import type { Journal } from '../journal.ts'
import { crossOrigin } from './cross-origin.ts'
import { createEpicSite, type EpicSite } from './epic-site.ts'
import { fhirRoutes } from './fhir/fhir-routes.ts'
import { indexPatients } from './fhir/patient-index.ts'
import { chartRoute, type OpenChart } from './hyperspace/chart-route.ts'
import { launchRoute } from './hyperspace/launch-route.ts'
import { notFoundPage } from './iis-pages.ts'
import { createAccessTokens } from './oauth/access-tokens.ts'
import { assertionJudge } from './oauth/client-assertion.ts'
import { createClientKeys } from './oauth/client-keys.ts'
import { tokenRoute } from './oauth/token-route.ts'
import type { LaunchedApplication } from './sign-in/authorization-settings.ts'
import { createAuthorizationServer } from './sign-in/authorization-server.ts'
import { createLaunches } from './sign-in/launches.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import { siteWeather } from './site-weather.ts'

/**
 * `clientId` is the backend client that the hospital registered, with the URL where its public keys stand; `application` the one
 * for its users, and `launchUrl` where Hyperspace launches it. Without it nobody signs in here.
 * `fetch` is for the keys, where they are not to be had by Node's own.
 */
export interface EpicOptions {
  readonly origin: string
  readonly brokerJwksUrl: string
  readonly clientId: string
  readonly people: readonly fhir4.Patient[]
  readonly application?: LaunchedApplication & { readonly launchUrl: string }
  readonly journal: Journal
  readonly fetch?: typeof fetch
  readonly now?: () => number
}

export interface Epic {
  readonly app: Hono
  /** Mutable: the control room turns these while Epic runs. */
  readonly site: EpicSite
  /** The charts that screen pops opened, oldest first; the last 100. */
  openCharts(): readonly OpenChart[]
}

/**
 * Plays a hospital's Epic: token endpoint, FHIR R4 and the Hyperspace page where the screen pop lands.
 *
 * @param options.origin where `app` will be served, without a slash at the end: `http://epic.localhost:4404`.
 * @see facts/epic.md for the habits it keeps.
 */
export function createEpic(options: EpicOptions): Epic {
  const { origin, clientId, journal, now = Date.now } = options
  const oauth = `${origin}/interconnect/oauth2`
  const urls = {
    base: `${origin}/interconnect/api/FHIR/R4`,
    token: `${oauth}/token`,
    authorize: `${oauth}/authorize`,
    issuer: oauth,
    keys: `${oauth}/keys`,
  }
  const site = createEpicSite()
  const index = indexPatients(options.people)
  const tokens = createAccessTokens(now)
  const keys = createClientKeys(options.brokerJwksUrl, now, options.fetch)
  const judge = assertionJudge({ clientId, tokenUrl: urls.token, keys, now })
  const charts: OpenChart[] = []
  const onOpened = (chart: OpenChart) => {
    charts.push(chart)
    if (charts.length > 100) charts.shift()
  }

  const app = new Hono()
  if (options.application !== undefined) {
    const { application } = options
    const launches = createLaunches(now)
    const facts = { application, fhirBase: urls.base, issuer: oauth, site, launches, tokens, journal }
    app
      .use('/interconnect/*', crossOrigin(application.origins, site))
      .use('/interconnect/*', siteWeather(site, journal))
      .route('/interconnect/oauth2', signInRoutes(createAuthorizationServer(facts)))
      .route('/hyperspace', launchRoute({ application, fhirBase: urls.base, launches, journal }))
  } else app.use('/interconnect/*', siteWeather(site, journal))
  app
    .route('/interconnect/oauth2', tokenRoute({ judge, tokens, site, journal }))
    .route('/interconnect/api/FHIR/R4', fhirRoutes({ urls, index, site, tokens, journal, now }))
    .route('/hyperspace', chartRoute({ index, journal, now, onOpened }))
    .notFound(() => notFoundPage())
  return { app, site, openCharts: () => [...charts] }
}
