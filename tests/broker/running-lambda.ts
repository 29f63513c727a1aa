import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { ledgerTable } from '../../src/sandbox/dynamodb/played-dynamodb.ts'
import { apiGatewayEvent } from '../fixtures/api-gateway-event.ts'
import { type Asked, anEvent } from './lambda-events.ts'
import { database } from './ledgers.ts'
import { aConnectApi, aContact, anEpic, anIdentityProvider } from './played-parties.ts'
import { anEnvironment, contactId } from './running-broker.ts'

const keyFolder = mkdtemp(join(tmpdir(), 'lambda-'))

/** Loads the door as Lambda does: settings in the environment, everything else at import. */
export async function importDoor(settings: Readonly<Record<string, string>>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { handler } = await import('../../src/broker/lambda.ts')
  return handler
}

/** The function with a played Connect, Epic, identity provider and DynamoDB; one inbound call of Dana's is live. */
export async function aLambda(settings: Readonly<Record<string, string>> = {}) {
  const [idp, connect, epic, dynamoDb] = await Promise.all([anIdentityProvider(), aConnectApi(), anEpic(), database])
  const folder = await mkdtemp(join(tmpdir(), 'lambda-audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const auditLog = join(folder, 'audit.jsonl')
  connect.contacts.set(contactId, aContact())
  const handler = await importDoor(
    anEnvironment({
      BROKER_URL: 'http://widget.localhost:4401/api',
      AGENT_ISSUER: idp.issuer,
      CONNECT_ENDPOINT: connect.endpoint,
      EPIC_FHIR_BASE_URL: epic.fhirBaseUrl,
      SIGNING_KEY: join(await keyFolder, 'signing-key.pem'),
      LEDGER: `dynamodb:${ledgerTable}`,
      LEDGER_ENDPOINT: dynamoDb.endpoint,
      CALL_TOKEN_KEY: randomBytes(32).toString('base64url'),
      AUDIT_LOG: auditLog,
      ...settings,
    }),
  )

  const send = (asked: Asked) => handler(anEvent(asked))
  /** An event as the gateway hands it over, with good tokens in it. */
  const hand = async (name: string, call?: string) =>
    handler(apiGatewayEvent(name, { agent: await idp.tokenOf(), ...(call === undefined ? {} : { call }) }))
  const askToken = async (id: string = contactId, more: Asked = {}) =>
    send({
      headers: { authorization: `Bearer ${await idp.tokenOf()}` },
      body: JSON.stringify({ contactId: id }),
      ...more,
    })
  const callToken = async (): Promise<string> =>
    (JSON.parse((await askToken()).body) as { access_token: string }).access_token

  return {
    send,
    hand,
    door: handler,
    askToken,
    callToken,
    idp,
    connect,
    epic,
    dynamoDb,
    audit: () => readFile(auditLog, 'utf8'),
  }
}
