import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { type CryptoKey, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { createBroker } from '../../src/broker/app.ts'
import { readBrokerConfig } from '../../src/broker/config.ts'
import type { ConnectApi } from '../../src/broker/connect-api.ts'
import { type Bench, percentile, rounded } from './bench.ts'
import type { TokenLoad, TokenTimes } from './token-load.ts'

/** One agent may have 60 tokens a minute, so there are many; each has one call. */
const agents = 200
const requests = 8_000
const atOnce = 32
const verifications = 5_000

const issuer = 'http://127.0.0.1:1'
const audience = 'urn:broker'

/**
 * How many call tokens a second one process gives, under 32 requests at once from another process. Connect and the identity
 * provider answer from memory; the decisions are written into a file. `overVerify` is the share of what the bare check of
 * the agents' RS256 signatures would allow.
 */
export const brokerToken: Bench = {
  name: 'broker-token',
  says: `${requests} POST /token by ${agents} agents, ${atOnce} at once; overVerify: beside jose verifying RS256`,
  async *run() {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const tokens = await Promise.all(Array.from({ length: agents }, (_, agent) => agentToken(privateKey, agent)))
    const verifiedPerSecond = await verifyRate(publicKey, tokens)

    const folder = await mkdtemp(join(tmpdir(), 'broker-bench-'))
    const broker = createBroker(readBrokerConfig(environment(folder)), {
      fetch: await partiesInMemory(publicKey),
      connect: connectInMemory,
    })
    const server = await listening(broker.app.fetch)
    try {
      const { seconds, times } = await loadFromOutside({ url: `${server.origin}/token`, tokens, requests, atOnce })
      const perSecond = requests / seconds
      yield {
        bench: 'broker-token',
        perSecond: rounded(perSecond, 0),
        p50: rounded(percentile(times, 0.5), 2),
        p99: rounded(percentile(times, 0.99), 2),
        verifiedPerSecond: rounded(verifiedPerSecond, 0),
        overVerify: rounded(perSecond / verifiedPerSecond, 2),
      }
    } finally {
      server.close()
      broker.close()
      await rm(folder, { recursive: true })
    }
  },
}

function agentToken(key: CryptoKey, agent: number): Promise<string> {
  return new SignJWT({ client_id: 'agent-widget', preferred_username: `agent.${agent}` })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(`agent-${agent}`)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key)
}

/** Signatures that jose checks in a second, one after the other as one process does. */
async function verifyRate(key: CryptoKey, tokens: readonly string[]): Promise<number> {
  let begun = 0
  for (let made = -500; made < verifications; made += 1) {
    if (made === 0) begun = performance.now()
    await jwtVerify(tokens[Math.abs(made) % tokens.length] ?? '', key, { issuer, audience, typ: 'at+jwt' })
  }
  return (verifications / (performance.now() - begun)) * 1_000
}

async function partiesInMemory(publicKey: CryptoKey): Promise<typeof fetch> {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }
  return async (input) => {
    const url = input instanceof Request ? input.url : input.toString()
    if (url.endsWith('/openid-configuration')) return Response.json({ issuer, jwks_uri: `${issuer}/jwks` })
    if (url === `${issuer}/jwks`) return Response.json({ keys: [jwk] })
    // The broker gets Epic's token ready with each call; here nobody searches with it.
    return Response.json({ access_token: 'of no use', token_type: 'bearer', expires_in: 3_600 })
  }
}

const connectInMemory: ConnectApi = {
  describeContact: async (contactId) => ({
    channel: 'VOICE',
    initiation: 'INBOUND',
    earlierContactId: null,
    agentId: contactId.replace('contact', 'agent'),
    endedAt: null,
    customerAddress: '+16085550142',
  }),
  findUser: async (username) => username.replace('.', '-'),
  ready: async () => undefined,
  close: () => undefined,
}

function environment(folder: string): Record<string, string> {
  return {
    BROKER_URL: 'http://127.0.0.1:2',
    ALLOWED_ORIGINS: 'http://127.0.0.1:3',
    AGENT_ISSUER: issuer,
    AGENT_AUDIENCE: audience,
    AGENT_CLIENT_ID: 'agent-widget',
    CONNECT_INSTANCE_ID: '5e0f1a52-0000-4000-8000-00000000e0c1',
    AWS_REGION: 'us-east-1',
    EPIC_FHIR_BASE_URL: 'http://127.0.0.1:4/api/FHIR/R4',
    EPIC_TOKEN_URL: 'http://127.0.0.1:4/oauth2/token',
    EPIC_CLIENT_ID: 'bench',
    SIGNING_KEY: join(folder, 'signing-key.pem'),
    AUDIT_LOG: join(folder, 'audit.ndjson'),
  }
}

async function listening(fetch: (request: Request) => Response | Promise<Response>) {
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The broker listens on no port')
  return { origin: `http://127.0.0.1:${address.port}`, close: () => void server.close() }
}

/** The load comes from another process, so that making it costs the broker nothing. */
async function loadFromOutside(load: TokenLoad): Promise<TokenTimes> {
  const child = fork(fileURLToPath(new URL('token-load.ts', import.meta.url)))
  child.send(load)
  const [message] = await once(child, 'message')
  return message as TokenTimes
}
