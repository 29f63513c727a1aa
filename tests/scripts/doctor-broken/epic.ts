import { join } from 'node:path'
import { changing } from '../doctored-site.ts'
import type { Broken, Site } from './broken.ts'

const epicIs =
  (facts: Partial<Site['sandbox']['epic']['site']>) =>
  ({ sandbox: { epic } }: Site) => {
    Object.assign(epic.site, facts)
    return {}
  }

export const epic: readonly Broken[] = [
  ['Epic is down', epicIs({ fault: 'down' }), ['epic'], /answers 503 at EPIC_FHIR_BASE_URL/],
  ['a proxy answers in Epic’s place', epicIs({ fault: 'html' }), ['epic'], /no SMART configuration \(200\)/],
  ['Epic does not know the client', epicIs({ fault: 'invalid-client' }), ['epic-token'], /EPIC_CLIENT_ID.*JWK Set URL/],
  [
    'no background user is mapped',
    epicIs({ backgroundUser: 'missing' }),
    ['epic-token'],
    /no background user is mapped/,
  ],
  [
    'Epic refuses a number alone',
    epicIs({ phoneSearch: 'refused' }),
    ['search-finds', 'search-by-number'],
    /SITE_PHONE_SEARCH/,
  ],
  ['surgeries are not registered', epicIs({ appointments: 'no-surgeries' }), ['appointments'], /Scheduled Surgeries/],
  [
    'appointments are not registered at all',
    epicIs({ appointments: 'none' }),
    ['appointments'],
    /\(Appointments\) and Appointment/,
  ],
  ['$match is not registered', epicIs({ match: 'not-registered' }), ['certain-match'], /tick Patient\.\$match/],
  [
    'this Epic has no $match',
    epicIs({ match: 'missing' }),
    ['certain-match'],
    /SITE_CERTAIN_MATCH and search\.certainMatch to not-asked/,
  ],
  [
    'the FHIR base is another',
    ({ settings }) => ({ env: { EPIC_FHIR_BASE_URL: `${settings['EPIC_FHIR_BASE_URL']}/Patient` } }),
    ['epic'],
    /FHIR R4 base/,
  ],
  ['the client id is another', () => ({ env: { EPIC_CLIENT_ID: 'another' } }), ['epic-token'], /invalid_client/],
  [
    'the token URL is another',
    ({ settings }) => ({ env: { EPIC_TOKEN_URL: `${settings['EPIC_FHIR_BASE_URL']}/metadata` } }),
    ['epic-token'],
    /EPIC_TOKEN_URL/,
  ],
  [
    'its token endpoint stands on another host than its FHIR base',
    ({ settings }) => ({ ask: tokensOfEpicElsewhere(settings['EPIC_FHIR_BASE_URL'] ?? '') }),
    ['epic'],
    /on another host than its FHIR base: set EPIC_TOKEN_URL to it/,
  ],
  [
    'no record number is of the system',
    () => ({ env: { SITE_RECORD_NUMBER_SYSTEMS: 'urn:oid:1.2.3|Other' } }),
    ['settings', 'record-numbers'],
    /OID of the record number/,
  ],
  [
    'widget and broker list other numbers of the hospital’s own',
    () => ({ env: { SITE_OWN_NUMBERS: '+16085550101' } }),
    ['settings'],
    /search\.ownNumbers and SITE_OWN_NUMBERS: want to say the same/,
  ],
]

export const searches: readonly Broken[] = [
  [
    'Epic finds somebody for a name that nobody has',
    ({ settings }) => ({ ask: alwaysFindingWhomItFirstFound(settings['EPIC_FHIR_BASE_URL'] ?? '') }),
    ['search-finds-nobody'],
    /its search is wider than it should be/,
  ],
  [
    'nobody has the number that was named',
    () => ({ words: ['--find', '+16085550197'] }),
    ['search-finds', 'phone-formats'],
    /nobody with the number you named: look at SITE_PHONE_FORMATS[^]*finds this number in no format/,
  ],
  [
    'nobody has the name and birth date that were named',
    () => ({ words: ['--find', 'Zoë,Nobodyhere,1980-02-29'] }),
    ['search-finds'],
    /nobody of the name and birth date you named: compare them with Epic/,
  ],
  [
    'Patient.Search is not ticked',
    ({ settings }) => ({
      ask: changing(
        (url) => url === `${settings['EPIC_FHIR_BASE_URL']}/Patient/_search`,
        () => new Response('', { status: 403 }),
      ),
    }),
    ['search-finds', 'search-finds-nobody', 'search-by-number', 'phone-formats'],
    /tick Patient\.Search for it/,
  ],
  [
    'Patient.Read is not ticked',
    () => ({
      ask: changing(
        (url) => /\/Patient\/[^/?_$]+$/.test(url),
        () => new Response('', { status: 403 }),
      ),
    }),
    ['patient-read'],
    /tick Patient\.Read \(Demographics\)/,
  ],
]

export const keys: readonly Broken[] = [
  [
    'the key file is not there',
    ({ folder }) => ({ env: { SIGNING_KEY: join(folder, 'none.pem') } }),
    ['epic-token'],
    /npm run keygen/,
  ],
  [
    'the key is one that KMS does not have',
    () => ({ env: { SIGNING_KEY: 'kms:alias/none' } }),
    ['epic-token'],
    /KMS has no key under this name/,
  ],
  [
    'the broker was not restarted since another key was set',
    ({ folder }) => ({ env: { SIGNING_KEY: join(folder, 'another.pem') } }),
    ['epic-token'],
    /not among those that the broker shows.*restarted/,
  ],
  [
    'the broker may not use its key',
    ({ sandbox }) => {
      sandbox.kms.faults.kind = 'denied'
      return {}
    },
    ['epic-token'],
    /kms:Sign/,
  ],
  [
    'KMS is down',
    ({ sandbox }) => {
      sandbox.kms.faults.kind = 'down'
      return {}
    },
    ['epic-token'],
    /KMS does not answer/,
  ],
]

/** A `fetch` behind which Epic gives its tokens out on another host. */
export function tokensOfEpicElsewhere(fhirBaseUrl: string): typeof fetch {
  return changing(
    (url) => url === `${fhirBaseUrl}/.well-known/smart-configuration`,
    async (answer) => {
      const said = (await answer.json()) as object
      return Response.json({ ...said, token_endpoint: 'https://tokens.example.org/oauth2/token' })
    },
  )
}

/** A `fetch` behind which Epic answers every search for patients with those it found first. */
function alwaysFindingWhomItFirstFound(fhirBaseUrl: string): typeof fetch {
  let found: string | null = null
  return changing(
    (url) => url === `${fhirBaseUrl}/Patient/_search`,
    async (answer) => {
      const text = await answer.text()
      if (text.includes('"resourceType":"Patient"')) found ??= text
      return new Response(found ?? text, { headers: answer.headers })
    },
  )
}
