import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type BrokerParts, createBroker } from '../../src/broker/app.ts'
import type { AuditEvent } from '../../src/broker/audit-log.ts'
import { type BrokerConfig, readBrokerConfig } from '../../src/broker/config.ts'
import { aConnectApi, aContact, anEpic, anIdentityProvider, serving } from './played-parties.ts'

export const widget = 'https://widget.example.org'
export const contactId = 'a0000000-0000-4000-8000-000000000001'
export const recordNumbers = 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14'

/** Environment variables of a whole, valid broker. Say only what the test is about. */
export function anEnvironment(facts: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    BROKER_URL: 'https://broker.example.org',
    ALLOWED_ORIGINS: `${widget}, https://other.example.org`,
    AGENT_ISSUER: 'https://idp.example.org',
    AGENT_AUDIENCE: 'urn:broker',
    AGENT_CLIENT_ID: 'agent-widget',
    CONNECT_INSTANCE_ID: '5e0f1a52-0000-4000-8000-00000000e0c1',
    AWS_REGION: 'us-east-1',
    EPIC_FHIR_BASE_URL: 'https://epic.example.org/api/FHIR/R4',
    EPIC_CLIENT_ID: 'broker-client',
    SIGNING_KEY: 'kms:alias/agent-widget',
    SITE_PHONE_SEARCH: 'allowed',
    SITE_PHONE_FORMATS: 'e164,dashed',
    SITE_RECORD_NUMBER_SYSTEMS: `${recordNumbers}|Record number`,
    ...facts,
  }
}

/** An audit sink in memory. `isBroken` makes every write fail. */
export function anAuditSink() {
  const events: AuditEvent[] = []
  const state = { isBroken: false }
  return {
    events,
    state,
    async write(event: AuditEvent) {
      if (state.isBroken) throw new Error('disk full')
      events.push(event)
    },
  }
}

export interface Asked {
  readonly origin?: string | null
  readonly contentType?: string | null
  readonly token?: string | null
}

/** Making RSA keys takes long, so the brokers of one test file share one. */
const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})

/** A broker over HTTP with a played Connect, Epic and identity provider; one inbound call of Dana's is live. */
export async function aRunningBroker(settings: Record<string, string> = {}, parts: BrokerParts = {}) {
  const [idp, connect, epic] = await Promise.all([anIdentityProvider(), aConnectApi(), anEpic()])
  const folder = await mkdtemp(join(tmpdir(), 'broker-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'signing-key.pem'), signingKey, { mode: 0o600 })
  const audit = anAuditSink()
  const config: BrokerConfig = readBrokerConfig(
    anEnvironment({
      AGENT_ISSUER: idp.issuer,
      CONNECT_ENDPOINT: connect.endpoint,
      EPIC_FHIR_BASE_URL: epic.fhirBaseUrl,
      BROKER_URL: 'http://broker.localhost:4403',
      SIGNING_KEY: join(folder, 'signing-key.pem'),
      ...settings,
    }),
  )
  const broker = createBroker(config, { audit, ...parts })
  onTestFinished(() => broker.close())
  connect.contacts.set(contactId, aContact())
  const url = await serving(broker.app)

  const post = (path: string, body: string, mediaType: string, asked: Asked) => {
    const { origin = widget, contentType = mediaType, token = null } = asked
    const headers = new Headers()
    if (origin !== null) headers.set('origin', origin)
    if (contentType !== null) headers.set('content-type', contentType)
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    return fetch(`${url}${path}`, { method: 'POST', headers, body: new TextEncoder().encode(body) })
  }
  const postJson = (path: string, body: unknown, asked: Asked = {}) =>
    post(path, JSON.stringify(body), 'application/json', asked)

  const askToken = async (id: string = contactId, token?: string, more: { readonly ahead?: boolean } = {}) =>
    postJson('/token', { contactId: id, ...more }, { token: token ?? (await idp.tokenOf()) })
  const callToken = async (id: string = contactId, token?: string): Promise<string> => {
    const answer: { access_token: string } = await (await askToken(id, token)).json()
    return answer.access_token
  }
  const search = async (params: Record<string, string>, asked: Asked = {}) =>
    post('/fhir/R4/Patient/_search', new URLSearchParams(params).toString(), 'application/x-www-form-urlencoded', {
      token: asked.token === undefined ? await callToken() : asked.token,
      ...asked,
    })

  const appointments = async (params: Record<string, string>, asked: Asked = {}) =>
    post('/fhir/R4/Appointment/_search', new URLSearchParams(params).toString(), 'application/x-www-form-urlencoded', {
      token: asked.token === undefined ? await callToken() : asked.token,
      ...asked,
    })

  const match = async (body: unknown, asked: Asked = {}) =>
    post('/fhir/R4/Patient/$match', JSON.stringify(body), 'application/fhir+json', {
      token: asked.token === undefined ? await callToken() : asked.token,
      ...asked,
    })

  const ask = { postJson, askToken, callToken, search, appointments, match }
  return { url, config, broker, idp, connect, epic, audit, folder, ...ask }
}

/** The code of a failure, from problem details or from an OperationOutcome. */
export async function codeOf(answer: Response): Promise<string | undefined> {
  const body: { code?: string; issue?: { details?: { coding?: { code?: string }[] } }[] } = await answer.json()
  return body.code ?? body.issue?.[0]?.details?.coding?.[0]?.code
}

/** The headers of an answer but for those that differ between any two. */
export function bare({ headers }: Response): [string, string][] {
  return [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')
}
