import { expect, it } from 'vitest'
import { badTokens } from './bad-tokens.ts'
import { aContact } from './played-parties.ts'
import { aRunningBroker, bare, codeOf, contactId } from './running-broker.ts'

it('gives a signed-in agent a token for the call that is theirs', async () => {
  const { askToken, audit } = await aRunningBroker()
  const answer = await askToken()

  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toEqual({
    access_token: expect.stringMatching(/^ey/),
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/Patient.s',
    fhir_base_url: 'http://broker.localhost:4403/fhir/R4',
  })
  expect(audit.events).toEqual([
    {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      requestId: answer.headers.get('x-request-id'),
      operation: 'token',
      outcome: 'granted',
      agentId: 'connect-dana',
      subject: 'idp-dana',
      contactId,
      searchBy: null,
      patients: [],
      verified: [],
      emergencyReason: null,
      isUnconfirmed: false,
    },
  ])
})

it('gives the token ahead while it rings and nobody has the call yet', async () => {
  const { askToken, connect, audit } = await aRunningBroker()
  connect.contacts.set(contactId, aContact({ AgentInfo: undefined }))

  expect((await askToken()).status).toBe(200)
  expect(audit.events.at(-1)?.outcome).toBe('granted-ahead')
})

it('gives no token ahead while Connect is asked too much, and one to whoever waits for it', async () => {
  const startedAt = Date.now()
  const { askToken, connect } = await aRunningBroker({}, { now: () => startedAt })
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    connect.contacts.set(id, aContact())
    expect((await askToken(id, undefined, { ahead: true })).status).toBe(200)
  }
  const ahead = await askToken(contactId, undefined, { ahead: true })
  expect([ahead.status, await codeOf(ahead), ahead.headers.get('retry-after')]).toEqual([
    409,
    'contact-not-yet-yours',
    '2',
  ])
  expect((await askToken()).status).toBe(200)
})

it('answers the call of another agent and a call that does not exist byte for byte alike (R12)', async () => {
  const { askToken, connect } = await aRunningBroker()
  connect.contacts.set('call-of-sam', aContact({ AgentInfo: { Id: 'connect-sam' } }))
  const [foreign, unknown] = [await askToken('call-of-sam'), await askToken('call-of-nobody')]

  expect(foreign.status).toBe(403)
  expect(unknown.status).toBe(foreign.status)
  expect(bare(unknown)).toEqual(bare(foreign))
  expect(await unknown.text()).toBe(await foreign.text())
})

it('lets nobody in whom Connect does not know', async () => {
  const { askToken, idp } = await aRunningBroker()
  const answer = await askToken(contactId, await idp.tokenOf({ preferred_username: 'nobody' }))
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'agent-not-allowed'])
})

it('closes while Connect is throttled, and says so (R16)', async () => {
  const { askToken, connect, audit } = await aRunningBroker()
  await askToken()
  connect.state.isThrottled = true
  const answer = await askToken('another-call')

  expect([answer.status, await codeOf(answer)]).toEqual([503, 'connect-unreachable'])
  expect(audit.events.at(-1)).toMatchObject({
    operation: 'token',
    outcome: 'connect-unreachable',
    agentId: 'connect-dana',
  })
})

it.each([...badTokens, ['is nonsense', async () => 'e30.e30.AAAA']] as const)(
  'asks Connect and Epic nothing for a token that %s (R10)',
  async (_, write) => {
    const { askToken, connect, audit, epic, idp } = await aRunningBroker()
    const answer = await askToken(contactId, await write(idp))

    expect([answer.status, await codeOf(answer)]).toEqual([401, 'agent-not-signed-in'])
    expect([connect.state.described, connect.state.searched, epic.state.tokenCalls]).toEqual([0, 0, 0])
    expect(audit.events).toMatchObject([{ operation: 'token', outcome: 'agent-not-signed-in', contactId: null }])
  },
)

it('says that the identity provider is down, not that the agent is nobody', async () => {
  const { askToken, idp } = await aRunningBroker()
  idp.state.isDown = true
  const answer = await askToken()
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'identity-provider-unreachable'])
})

it('gives no token that it could not record (R24)', async () => {
  const { askToken, audit } = await aRunningBroker()
  audit.state.isBroken = true
  const answer = await askToken()
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'audit-unavailable'])
})

it('asks Connect once for two hundred requests at once, and refuses more than sixty a minute of one agent', async () => {
  const { askToken, idp, connect } = await aRunningBroker()
  const token = await idp.tokenOf()
  const answers = await Promise.all(Array.from({ length: 200 }, () => askToken(contactId, token)))

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
  expect(await codeOf(answers.find(({ status }) => status === 429) ?? new Response('{}'))).toBe('broker-busy')
  expect([connect.state.described, connect.state.searched, idp.state.asked]).toEqual([1, 1, 2])
})

it.each([
  [{}],
  [{ contactId: '' }],
  [{ contactId: 7 }],
  [{ contactId: 'a\nb' }],
  [{ contactId: 'x'.repeat(65) }],
  [[]],
])('refuses the body %j', async (body) => {
  const { postJson, idp, audit } = await aRunningBroker()
  const answer = await postJson('/token', body, { token: await idp.tokenOf() })

  expect([answer.status, await codeOf(answer)]).toEqual([400, 'broker-refused'])
  expect(audit.events).toMatchObject([{ outcome: 'broker-refused', subject: 'idp-dana', contactId: null }])
})

it('has Epic’s token ready before the agent accepts', async () => {
  const { callToken, search, epic } = await aRunningBroker()
  const token = await callToken()
  await expect.poll(() => epic.state.tokenCalls).toBe(1)

  expect((await search({ telecom: '+16085550142' }, { token })).status).toBe(200)
  expect(epic.state.tokenCalls).toBe(1)
})

it('gives the agent a token though Epic is down: who searches is told', async () => {
  const { askToken, epic } = await aRunningBroker()
  epic.state.tokenFault = 503
  expect((await askToken()).status).toBe(200)
})
