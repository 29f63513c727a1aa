import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CryptoKey, generateKeyPair, jwtVerify } from 'jose'
import { createBroker } from '../../src/broker/app.ts'
import { readBrokerConfig } from '../../src/broker/config.ts'
import type { ConnectApi } from '../../src/broker/connect-api.ts'
import { type Bench, percentile, rounded } from './bench.ts'
import { agentToken, audience, brokerEnvironment, issuer, listening, providerInMemory } from './broker-in-memory.ts'
import type { TokenLoad, TokenTimes } from './token-load.ts'

/** One agent may have 60 tokens a minute, so there are many; each has one call. */
const agents = 600
const requests = 24_000
const atOnce = 64
const verifications = 5_000

/**
 * How many call tokens a second one process gives, under 64 requests at once from another process. Connect and the identity
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
    const broker = createBroker(readBrokerConfig({ ...brokerEnvironment(folder), CONNECT_MOST_PER_SECOND: '1000' }), {
      // The broker gets Epic's token ready with each call; here nobody searches with it.
      fetch: await providerInMemory(publicKey, async () => Response.json(epicsToken)),
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

/** Signatures that jose checks in a second, one after the other as one process does. */
async function verifyRate(key: CryptoKey, tokens: readonly string[]): Promise<number> {
  let begun = 0
  for (let made = -500; made < verifications; made += 1) {
    if (made === 0) begun = performance.now()
    await jwtVerify(tokens[Math.abs(made) % tokens.length] ?? '', key, { issuer, audience, typ: 'at+jwt' })
  }
  return (verifications / (performance.now() - begun)) * 1_000
}

const epicsToken = { access_token: 'of no use', token_type: 'bearer', expires_in: 3_600 }

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

/** The load comes from another process, so that making it costs the broker nothing. */
async function loadFromOutside(load: TokenLoad): Promise<TokenTimes> {
  const child = fork(fileURLToPath(new URL('token-load.ts', import.meta.url)))
  child.send(load)
  const [message] = await once(child, 'message')
  return message as TokenTimes
}
