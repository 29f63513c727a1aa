import { expect, it } from 'vitest'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms } from '../../src/sandbox/kms/kms.ts'
import { listenToOutput } from '../written-output.ts'
import { serving } from './played-parties.ts'
import { aRunningBroker, codeOf } from './running-broker.ts'

/** A broker whose key lies in a played KMS. */
async function aBroker(settings: Record<string, string> = {}) {
  const journal = createJournal()
  const kms = createKms({ region: 'us-east-1', journal })
  await kms.keys.create('RSA_2048', 'alias/agent-widget')
  const endpoint = await serving(kms.app)
  const running = await aRunningBroker({ SIGNING_KEY: 'kms:alias/agent-widget', KMS_ENDPOINT: endpoint, ...settings })
  return { ...running, kms, asked: () => journal.entries().map(({ event }) => event) }
}

it('shows the public half of a key in KMS, and asks KMS for it once (R8)', async () => {
  const { url, broker, asked } = await aBroker()
  await broker.ready()
  const answers = await Promise.all([1, 2, 3].map(() => fetch(`${url}/.well-known/jwks.json`)))
  const [keys] = (await Promise.all(answers.map((answer) => answer.json()))) as { keys: object[] }[]
  expect(keys?.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']])
  expect(answers[0]?.headers.get('cache-control')).toBe('public, max-age=300')
  expect(asked()).toEqual(['public-key-given'])
})

it('searches with a token that a key in KMS signed for', async () => {
  const { search, epic } = await aBroker()
  expect((await search({ telecom: '+16085550142' })).status).toBe(200)
  expect(epic.state.assertions).toHaveLength(1)
})

it('says while KMS is down that it cannot sign in at Epic, not that Epic is down (faults)', async () => {
  const { search, callToken, kms, broker, audit, epic } = await aBroker()
  await broker.ready()
  const token = await callToken()
  await expect.poll(() => epic.state.tokenCalls).toBe(1)
  expect((await search({ telecom: '+16085550142' }, { token })).status).toBe(200)

  const down = await aBroker()
  await down.broker.ready()
  down.kms.faults.kind = 'down'
  const answer = await down.search({ telecom: '+16085550142' })
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'signing-key-unavailable'])
  expect(down.audit.events.at(-1)).toMatchObject({ operation: 'search', outcome: 'signing-key-unavailable' })

  kms.faults.kind = 'down'
  expect((await search({ telecom: '+16085550142' }, { token })).status).toBe(200)
  expect(audit.events.at(-1)?.outcome).toBe('found')
})

it.each([
  ['down', /^SIGNING_KEY: KMS does not answer/],
  ['denied', /^SIGNING_KEY: the broker may not use the key: it needs kms:Sign and kms:GetPublicKey/],
] as const)('does not start where KMS is %s, and names the setting', async (fault, sentence) => {
  const { broker, kms } = await aBroker()
  kms.faults.kind = fault
  await expect(broker.ready()).rejects.toThrow(sentence)
})

it('does not start where the other key of a rotation is none, and names that setting', async () => {
  const { broker } = await aBroker({ SIGNING_KEY_OTHER: 'kms:alias/another' })
  await expect(broker.ready()).rejects.toThrow(/^SIGNING_KEY_OTHER: KMS has no key under this name/)
})

it('writes no token, assertion or key to any log, whatever happens (R20)', async () => {
  const output = listenToOutput()
  const { search, askToken, idp, epic, kms, broker, audit } = await aBroker()
  const agent = await idp.tokenOf()
  await broker.ready()
  await askToken(undefined, agent)
  await search({ telecom: '+16085550142' })
  epic.state.tokenFault = 'invalid_client'
  epic.state.token = 'another'
  await search({ telecom: '+16085550142' })
  kms.faults.kind = 'denied'
  await search({ telecom: '+16085550142' })

  const written = `${output()}${JSON.stringify(audit.events)}`
  expect(audit.events.length).toBeGreaterThan(3)
  for (const secret of [agent, 'epic-system-token-canary', 'another', ...epic.state.assertions]) {
    expect(written).not.toContain(secret)
  }
  expect(written).not.toMatch(/eyJ|Bearer /)
})
