import { Hono } from 'hono'
import { expect, it, onTestFinished } from 'vitest'
import { type Broker, createBroker } from '../../src/broker/app.ts'
import { readBrokerConfig } from '../../src/broker/config.ts'
import { createMemoryLedger } from '../../src/broker/ledger.ts'
import { createEpic, type Epic } from '../../src/sandbox/epic/epic-party.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms } from '../../src/sandbox/kms/kms.ts'
import { aConnectApi, aContact, anIdentityProvider, serving } from './played-parties.ts'
import { anAuditSink, anEnvironment, contactId, widget } from './running-broker.ts'

const hour = 3_600_000
const down = () => new Response(null, { status: 503 })

/**
 * A site under load: agents who search without a pause, an Epic that checks every assertion and keeps the key set as the
 * real one does, and a KMS with two keys. `restart` puts another broker in the place of the one that answers.
 */
async function aSiteUnderLoad() {
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const [idp, connect] = await Promise.all([anIdentityProvider(), aConnectApi()])
  connect.contacts.set(contactId, aContact())
  const journal = createJournal(100_000)
  const kms = createKms({ region: 'us-east-1', journal })
  const [first, second] = [await kms.keys.create('RSA_2048'), await kms.keys.create('ECC_NIST_P384')]
  const kmsUrl = await serving(kms.app)

  const late: { broker?: Broker; showing?: Broker; epic?: Epic } = {}
  const front = new Hono()
    .get('/.well-known/jwks.json', (c) => (late.showing ?? late.broker)?.app.fetch(c.req.raw) ?? down())
    .all('*', (c) => late.broker?.app.fetch(c.req.raw) ?? down())
  const frontUrl = await serving(front)
  const epicUrl = await serving(new Hono().all('*', (c) => late.epic?.app.fetch(c.req.raw) ?? down()))
  const people = makePeople({ size: 200 })
  const brokerJwksUrl = `${frontUrl}/.well-known/jwks.json`
  late.epic = createEpic({ origin: epicUrl, brokerJwksUrl, clientId: 'broker-client', people, journal, now })

  // A ledger outlives a process, as a table does; and nobody here has a minute.
  const budgets = { perContact: 100_000, perHour: 100_000, perDay: 100_000 }
  const ledger = { ...createMemoryLedger(budgets, now), chargeToken: async () => undefined }
  const brokerOf = async (signing: string, other?: string) => {
    const config = readBrokerConfig(
      anEnvironment({
        BROKER_URL: 'http://broker.localhost:4403',
        AGENT_ISSUER: idp.issuer,
        CONNECT_ENDPOINT: connect.endpoint,
        EPIC_FHIR_BASE_URL: `${epicUrl}/interconnect/api/FHIR/R4`,
        EPIC_MOST_CONCURRENT: '1000',
        EPIC_MOST_PER_SECOND: '1000',
        KMS_ENDPOINT: kmsUrl,
        SIGNING_KEY: `kms:${signing}`,
        ...(other === undefined ? {} : { SIGNING_KEY_OTHER: `kms:${other}` }),
        CALL_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64url'),
      }),
    )
    const broker = createBroker(config, { audit: anAuditSink(), ledger, now })
    await broker.ready()
    onTestFinished(() => broker.close())
    return broker
  }

  const agent = await idp.tokenOf({ exp: Math.floor(Date.now() / 1_000) + 100 * 3_600 })
  const post = (path: string, token: string, body: BodyInit, mediaType: string) =>
    fetch(`${frontUrl}${path}`, {
      method: 'POST',
      headers: { origin: widget, authorization: `Bearer ${token}`, 'content-type': mediaType },
      body,
    })
  const searchOnce = async (): Promise<number> => {
    const asked = await post('/token', agent, JSON.stringify({ contactId }), 'application/json')
    const { access_token: token }: { access_token: string } = await asked.json()
    const form = new URLSearchParams({ telecom: '+16085550142' }).toString()
    const answer = await post('/fhir/R4/Patient/_search', token, form, 'application/x-www-form-urlencoded')
    const body: fhir4.Bundle = await answer.json()
    return answer.status === 200 && (body.entry ?? []).length === 0 ? 204 : answer.status
  }
  /** As the widget: once more with a new call token, where the clock ended the one it had. */
  const search = async (): Promise<number> => {
    const status = await searchOnce()
    return status === 401 ? searchOnce() : status
  }

  const outcomes: number[] = []
  const over = new AbortController()
  const work = async () => {
    while (!over.signal.aborted) outcomes.push(await search())
  }
  return {
    first: first.arn,
    second: second.arn,
    outcomes,
    async restart(signing: string, other?: string) {
      late.broker = await brokerOf(signing, other)
    },
    /** A process that shows its own keys, while another one answers the agents. */
    async show(signing: string) {
      late.showing = await brokerOf(signing)
    },
    /** So many milliseconds go by, with agents searching before and after. */
    async pass(ms: number) {
      await this.searched(30)
      clock.offsetMs += ms
      await this.searched(30)
    },
    async searched(count: number) {
      const enough = outcomes.length + count
      await expect.poll(() => outcomes.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(enough)
    },
    begin() {
      const agents = Array.from({ length: 6 }, work)
      return async () => {
        over.abort()
        await Promise.all(agents)
      }
    },
    signedWith: () =>
      new Set(journal.entries().flatMap(({ event, facts }) => (event === 'signed' ? [facts['key']] : []))),
    refusals: () =>
      journal.entries().flatMap(({ event, facts }) => (event === 'token-refused' ? [facts['reason']] : [])),
  }
}

it.each([
  ['as told, with every wait', hour],
  ['in haste, while Epic keeps the key set it read before', 0],
])('loses no search while the key is exchanged under load %s (R8)', { timeout: 60_000 }, async (_, waitMs) => {
  const site = await aSiteUnderLoad()
  await site.restart(site.first)
  const end = site.begin()
  await site.pass(waitMs)
  await site.restart(site.first, site.second)
  await site.pass(waitMs)
  await site.restart(site.second, site.first)
  await site.pass(waitMs)
  await site.restart(site.second)
  await site.pass(hour)
  await end()

  expect(site.outcomes.length).toBeGreaterThan(200)
  expect(site.outcomes.filter((status) => status !== 200)).toEqual([])
  expect(site.signedWith()).toEqual(new Set([site.first, site.second]))
  expect(site.refusals()).toEqual([])
})

it('loses searches where the new key signs before it is shown: the drill would see it (R8)', {
  timeout: 60_000,
}, async () => {
  const site = await aSiteUnderLoad()
  await site.restart(site.first)
  const end = site.begin()
  await site.searched(30)
  await site.show(site.first)
  await site.restart(site.second)
  await site.searched(30)
  await end()

  expect(new Set(site.outcomes)).toEqual(new Set([200, 502]))
  expect(new Set(site.refusals())).toEqual(new Set(['no published key fits the signature']))
})
