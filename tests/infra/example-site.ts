import { readFileSync } from 'node:fs'
import { type CallScopedSite, isCallScoped, type Site, readSite } from '../../src/infra/site.ts'

/** The example that administrators copy, as JSON; change in it what a test is about. */
export function exampleJson(change: (json: ExampleJson) => void = () => undefined): unknown {
  return changed<ExampleJson>('site.example.json', change)
}

/** The example as a site. */
export function exampleSite(change?: (json: ExampleJson) => void): CallScopedSite {
  const site = readSite(exampleJson(change))
  if (!isCallScoped(site)) throw new Error('The example has no broker')
  return site
}

/** The certificate that CloudFront shows to the gateway of `lockedSite`. */
export const clientCertificateArn =
  'arn:aws:acm:us-east-1:111122223333:certificate/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'

/** The example with everything that neither example says: a gateway for CloudFront alone, two signing keys, one ES384. */
export function lockedSite(): CallScopedSite {
  return exampleSite(({ api, epic }) => {
    api['mutualTls'] = { clientCertificateArn, truststoreUri: 's3://lakeside-truststore/ca.pem' }
    epic['signingKeys'] = [{ name: '2027-05', algorithm: 'ES384' }, '2026-11']
  })
}

/** The example of a site whose agents sign in to Epic themselves, as JSON. */
export function launchJson(change: (json: LaunchJson) => void = () => undefined): unknown {
  return changed<LaunchJson>('site.launch.example.json', change)
}

/** The same as a site. */
export function launchSite(change?: (json: LaunchJson) => void): Site {
  return readSite(launchJson(change))
}

/** As far as tests change it. */
export interface ExampleJson {
  [name: string]: unknown
  widget: { [name: string]: unknown; settings: { search: Record<string, unknown> } }
  api: Record<string, unknown>
  agents: Record<string, unknown>
  epic: Record<string, unknown>
  connect: Record<string, unknown>
}

/** As far as tests change it. */
export interface LaunchJson {
  [name: string]: unknown
  widget: { [name: string]: unknown; settings: { launch: Record<string, unknown> } }
}

function changed<Json>(example: string, change: (json: Json) => void): Json {
  const json = JSON.parse(readFileSync(new URL(`../../docs/${example}`, import.meta.url), 'utf8')) as Json
  change(json)
  return json
}
