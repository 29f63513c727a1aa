// @vitest-environment jsdom
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { createBrokerClient } from '../src/auth/broker-client.ts'
import { launchUrl } from '../src/auth/fhirclient-launch.ts'
import { verifyIdToken } from '../src/auth/id-token.ts'
import { createLaboratoryToken } from '../src/auth/laboratory-token.ts'
import { refreshLaunch } from '../src/auth/launch-tokens.ts'
import { createAgentKeys } from '../src/broker/agent-keys.ts'
import { createFhirClient } from '../src/fhir/fhir-client.ts'
import { createDiscovery } from '../src/smart/discovery.ts'
import { requestToken } from '../src/smart/token-request.ts'
import { aSearchset } from './fixtures/fhir/searchset.ts'

const base = '/api/FHIR/R4'
const configuration = `${base}/.well-known/smart-configuration`
const keys = generateKeyPair('RS256')
const soon = () => AbortSignal.timeout(5_000)

type Client = (origin: string) => Promise<unknown>

const fhirClient = (origin: string) =>
  createFhirClient({
    baseUrl: origin + base,
    accessToken: { current: async () => 'secret', renew: async () => 'secret' },
    budgetMs: 300,
  })

/**
 * Every request of ours that carries a secret, or whose answer decides whom we trust: who asks, and for which path.
 * What fhirclient sends for a code, and oidc-client-ts for everything, takes no such option: there the page's
 * `connect-src` holds, which binds redirects too (CSP3 §4.1).
 */
const clients: readonly [string, string, Client][] = [
  ['the provider’s discovery', '/.well-known/openid-configuration', askAgentKeys],
  ['the provider’s keys', '/jwks', askAgentKeys],
  ['SMART’s configuration', configuration, (origin) => createDiscovery({ fhirBaseUrl: origin + base }).tokenUrl()],
  ['the system token', '/token', (origin) => requestToken(`${origin}/token`, 'secret', fetch, soon())],
  ['a launch’s configuration', configuration, askLaunchUrl],
  ['an ID token’s configuration', configuration, askIdToken],
  ['an ID token’s keys', '/jwks', askIdToken],
  ['a renewed launch', '/token', (origin) => refreshLaunch(aLaunch(`${origin}/token`), 'widget', Date.now)],
  ['the laboratory’s token', '/token', (origin) => createLaboratoryToken(`${origin}/token`).current()],
  ['a call’s token', '/token', (url) => aBroker(url).tokenSource('call').current()],
  ['a search', `${base}/Patient/_search`, (origin) => fhirClient(origin).search('Patient', new URLSearchParams())],
  ['a match', `${base}/Patient/$match`, (origin) => fhirClient(origin).match({ resourceType: 'Parameters' })],
  ['a next page', `${base}/next`, askNextPage],
  ['a patient', `${base}/Patient/one`, (origin) => fhirClient(origin).readPatient('one')],
]

it.each(clients)('asks for %s where it stands (R27)', async (_, path, ask) => {
  const site = await aSite()
  await ask(site.origin).catch(() => undefined)
  expect(site.asked).toContain(path)
})

it.each(clients.flatMap(([what, path, ask]) => [302, 307].map((status) => [what, status, path, ask] as const)))(
  'does not follow %s elsewhere by a %i (R27)',
  async (_, status, path, ask) => {
    const trap = await aSite()
    const site = await aSite({ path, status, to: trap.origin })
    await ask(site.origin).catch(() => undefined)

    expect(site.asked).toContain(path)
    expect(trap.asked).toEqual([])
  },
)

/** A site that is identity provider, Epic and broker in one, and sends whoever asks for one path elsewhere. */
async function aSite(trap?: { readonly path: string; readonly status: number; readonly to: string }) {
  const asked: string[] = []
  let origin = ''
  const key = { ...(await exportJWK((await keys).publicKey)), kid: 'one', alg: 'RS256' }
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    asked.push(path)
    request.resume()
    if (path === trap?.path) return response.writeHead(trap.status, { location: trap.to + path }).end()
    const isFhir = path.startsWith(base) && path !== configuration
    response.setHeader('content-type', isFhir ? 'application/fhir+json' : 'application/json')
    return response.end(
      JSON.stringify(isFhir ? aSearchset() : { ...metadata(origin), ...granted(origin), keys: [key] }),
    )
  }
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, asked }
}

function metadata(origin: string) {
  return {
    issuer: origin,
    jwks_uri: `${origin}/jwks`,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    code_challenge_methods_supported: ['S256'],
  }
}

function granted(origin: string) {
  const fhir = { fhir_base_url: origin + base, scope: 'user/Patient.s' }
  return { access_token: 'granted', token_type: 'Bearer', expires_in: 300, ...fhir }
}

function askAgentKeys(issuer: string) {
  return createAgentKeys({ issuer })({ alg: 'RS256', kid: 'one' }, { payload: '', signature: '' })
}

function askLaunchUrl(origin: string) {
  const site = { issuer: origin + base, clientId: 'widget', redirectUri: 'https://widget.example.org/callback' }
  return launchUrl({ ...site, launch: 'one-time', scope: 'openid', state: 'state', nonce: 'nonce' })
}

async function askIdToken(origin: string) {
  const token = new SignJWT({ sub: 'dana' }).setProtectedHeader({ alg: 'RS256', kid: 'one' })
  const signed = await token
    .setIssuer(origin)
    .setAudience('widget')
    .setExpirationTime('5m')
    .sign((await keys).privateKey)
  return verifyIdToken(signed, { fhirBaseUrl: origin + base, clientId: 'widget', nonce: 'ours', now: Date.now })
}

function aLaunch(tokenUrl: string) {
  return { access: 'secret', refresh: 'secret', endsAt: 0, tokenUrl, context: {} }
}

function aBroker(url: string) {
  return createBrokerClient({ url, agentToken: async () => 'secret' })
}

function askNextPage(origin: string) {
  const next = { relation: 'next', url: `${origin}${base}/next` }
  return fhirClient(origin).nextPage({ ...aSearchset(), link: [next] })
}
