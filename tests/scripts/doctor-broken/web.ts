import { changing, withHeaders } from '../doctored-site.ts'
import { type Broken, nobodyListens } from './broken.ts'

export const web: readonly Broken[] = [
  [
    'the widget is not reached',
    () => ({ words: ['--widget', nobodyListens] }),
    ['widget-page', 'broker-origins', 'provider-client', 'approved-origin'],
    /not reached at --widget or ALLOWED_ORIGINS: nothing listens/,
  ],
  [
    'the page is of a server without our headers',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/`,
        (answer) => withHeaders(answer, { 'content-security-policy': null, 'referrer-policy': 'origin' }),
      ),
    }),
    ['widget-headers'],
    /Content-Security-Policy is missing; Referrer-Policy wants "no-referrer"/,
  ],
  [
    'the page may talk to others than it should',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/`,
        (answer) =>
          withHeaders(answer, {
            'content-security-policy': (answer.headers.get('content-security-policy') ?? '').replace(
              /connect-src [^;]*/,
              "connect-src 'self' *",
            ),
          }),
      ),
    }),
    ['widget-headers'],
    /Content-Security-Policy wants "connect-src 'self' http/,
  ],
  [
    'the settings beside the page are older',
    () => ({ config: (json) => Object.assign(json, { site: { name: 'Another Hospital' } }) }),
    ['widget-settings'],
    /site\.name/,
  ],
  [
    'the settings are kept by browsers',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/config.json`,
        (answer) => withHeaders(answer, { 'cache-control': 'max-age=600' }),
      ),
    }),
    ['widget-settings'],
    /Cache-Control wants "no-store"/,
  ],
  [
    'there are no settings beside the page',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/config.json`,
        () => new Response('not here', { status: 404 }),
      ),
    }),
    ['widget-settings'],
    /answers 404 and no settings/,
  ],
  [
    'the broker is not reached',
    () => ({ env: { BROKER_URL: nobodyListens } }),
    ['settings', 'broker'],
    /not reached at BROKER_URL: nothing listens/,
  ],
  [
    'something else answers for the broker',
    ({ sandbox }) => ({ env: { BROKER_URL: sandbox.origins.widget } }),
    ['settings', 'broker', 'broker-keys', 'broker-origins'],
    /is not the broker/,
  ],
  [
    'a proxy lets every page ask',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/fhir/R4/Patient/_search`,
        (answer) => withHeaders(answer, { 'access-control-allow-origin': '*' }),
      ),
    }),
    ['broker-origins'],
    /lets any page ask/,
  ],
  [
    'a proxy reflects every origin',
    ({ sandbox }) => ({ ask: reflecting(`${sandbox.origins.broker}/fhir/R4/Patient/_search`) }),
    ['broker-origins'],
    /lets any page ask/,
  ],
  [
    'a proxy answers what browsers ask ahead',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/token`,
        () => new Response(null, { status: 204 }),
      ),
    }),
    ['broker-origins'],
    /does not pass on what browsers ask ahead/,
  ],
]

/** A `fetch` behind which every origin is let in. */
function reflecting(target: string): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    const origin = new Headers(init?.headers).get('origin')
    const url = input instanceof Request ? input.url : input.toString()
    return url === target ? withHeaders(answer, { 'access-control-allow-origin': origin }) : answer
  }
}
