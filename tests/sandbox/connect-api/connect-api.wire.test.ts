import {
  ConnectClient,
  DescribeContactCommand,
  DescribeUserCommand,
  ListApprovedOriginsCommand,
  SearchUsersCommand,
  type UserSearchCriteria,
} from '@aws-sdk/client-connect'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ConnectApi, createConnectApi } from '../../../src/sandbox/connect-api/connect-api.ts'
import { agentNamed } from '../../../src/sandbox/connect-instance/agents.ts'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { INSTANCE_ID } from '../../../src/sandbox/connect-instance/instance-ids.ts'
import { createJournal, type Journal } from '../../../src/sandbox/journal.ts'

/** The unmodified AWS SDK against the played API, over a real socket. */

let now: number
let journal: Journal
let instance: ConnectInstance
let api: ConnectApi
let endpoint: string
let client: ConnectClient
let close: () => void

beforeEach(async () => {
  now = Date.parse('2026-11-23T09:00:00.250Z')
  journal = createJournal()
  instance = createConnectInstance({ journal, now: () => now })
  api = createConnectApi({ instance, journal, approvedOrigins: ['https://widget.example.org'] })
  await new Promise<void>((listening) => {
    const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      endpoint = `http://127.0.0.1:${port}`
      listening()
    })
    close = () => server.close()
  })
  const credentials = { accessKeyId: 'AKIDSANDBOX', secretAccessKey: 'sandbox-secret' }
  client = new ConnectClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 })
})

afterEach(() => {
  client.destroy()
  instance.close()
  close()
})

it('describes a ringing call without an agent', async () => {
  const { contactId } = instance.ring({ number: '+16085550142' })
  expect(await describeContact(contactId)).toMatchObject({
    Id: contactId,
    Channel: 'VOICE',
    InitiationMethod: 'INBOUND',
    InitiationTimestamp: new Date(now),
    CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+16085550142' },
    QueueInfo: { EnqueueTimestamp: new Date(now) },
  })
  expect(await describeContact(contactId)).not.toHaveProperty('AgentInfo')
})

it('names the agent a moment after they took the call, and not at once', async () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  const acceptedAt = now
  expect((await describeContact(contactId))?.AgentInfo).toBeUndefined()

  now += instance.settings.agentInfoLagMs
  expect((await describeContact(contactId))?.AgentInfo).toEqual({
    Id: agentNamed('dana.rivera').id,
    ConnectedToAgentTimestamp: new Date(acceptedAt),
  })
})

it('says when a call ended, also while the CCP shows it again', async () => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  now += 60_000
  instance.hangUp(contactId, 'customer')
  const endedAt = now

  now += 5_000
  instance.clear(contactId)
  instance.replayOld(contactId, 'connected')
  expect((await describeContact(contactId))?.DisconnectTimestamp).toEqual(new Date(endedAt))
})

it.each([
  ['withheld', 'VOICE', 'INBOUND', 'anonymous'],
  ['keypad-word', 'VOICE', 'INBOUND', '+266696687'],
  ['sip', 'VOICE', 'INBOUND', 'sip:+16085550142@sbc.hospital.example'],
  ['extension', 'VOICE', 'INBOUND', 'sip:4711@sbc.hospital.example'],
  ['queued-callback', 'VOICE', 'CALLBACK', '+16085550142'],
  ['outbound', 'VOICE', 'OUTBOUND', '+16085550142'],
  ['transfer', 'VOICE', 'TRANSFER', '+16085550142'],
  ['monitoring', 'VOICE', 'MONITOR', undefined],
  ['chat', 'CHAT', 'API', undefined],
  ['task', 'TASK', 'API', undefined],
  ['sms', 'CHAT', 'API', '+16085550142'],
  ['email', 'EMAIL', 'INBOUND', 'somebody@example.com'],
] as const)('describes a contact of scenario %s', async (scenario, channel, method, address) => {
  const contact = await describeContact(instance.ring({ scenario }).contactId)
  expect([contact?.Channel, contact?.InitiationMethod]).toEqual([channel, method])
  expect(contact?.CustomerEndpoint?.Address).toBe(address)
})

it('knows no contact it never had', async () => {
  await expect(describeContact('no-such-contact')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  })
})

it('knows no other instance', async () => {
  const { contactId } = instance.ring()
  const other = new DescribeContactCommand({ InstanceId: '00000000-0000-4000-8000-000000000000', ContactId: contactId })
  await expect(client.send(other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

it('finds an agent by username and describes them', async () => {
  const { Users } = await client.send(searchByUsername('EXACT', 'dana.rivera'))
  expect(Users?.map((user) => user.Username)).toEqual(['dana.rivera'])

  const { User } = await client.send(new DescribeUserCommand({ InstanceId: INSTANCE_ID, UserId: Users?.[0]?.Id }))
  expect([User?.Username, User?.IdentityInfo?.LastName]).toEqual(['dana.rivera', 'Rivera'])
})

it('finds nobody by a username nobody has', async () => {
  expect((await client.send(searchByUsername('EXACT', 'dana'))).Users).toEqual([])
})

it('finds agents by a part of their names, in and-conditions and or-conditions', async () => {
  expect(await found({ OrConditions: [named('Username', 'okoye'), named('LastName', 'Chen')] })).toEqual([
    'sam.okoye',
    'lee.chen',
  ])
  expect(await found({ AndConditions: [named('FirstName', 'a'), named('LastName', 'Rivera')] })).toEqual([
    'dana.rivera',
  ])
})

it('refuses a search on a field users do not have', async () => {
  const SearchCriteria = { StringCondition: { FieldName: 'Shoe', Value: '9', ComparisonType: 'EXACT' as const } }
  const search = new SearchUsersCommand({ InstanceId: INSTANCE_ID, SearchCriteria })
  await expect(client.send(search)).rejects.toMatchObject({ name: 'InvalidRequestException' })
})

it('throttles as many requests as it is told to, then answers again', async () => {
  const { contactId } = instance.ring()
  api.faults.throttle = 1
  await expect(describeContact(contactId)).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  })
  expect((await describeContact(contactId))?.Id).toBe(contactId)
})

it('answers nothing while it is down', async () => {
  const { contactId } = instance.ring()
  api.faults.kind = 'down'
  await expect(describeContact(contactId)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
})

it('refuses a request that nobody signed', async () => {
  const { contactId } = instance.ring()
  const response = await fetch(`${endpoint}/contacts/${INSTANCE_ID}/${contactId}`)
  expect(response.status).toBe(403)
  expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
})

it('lists the approved origins to who may see them', async () => {
  const { Origins } = await client.send(new ListApprovedOriginsCommand({ InstanceId: INSTANCE_ID }))
  expect(Origins).toEqual(['https://widget.example.org'])
})

it('denies an operation to a caller without the right, whether or not there is what they ask for', async () => {
  api.faults.denied = ['DescribeContact', 'ListApprovedOrigins']
  const { contactId } = instance.ring()
  const denied = expect.objectContaining({ name: 'AccessDeniedException' })
  await expect(describeContact(contactId)).rejects.toEqual(denied)
  await expect(describeContact('00000000-0000-4000-8000-000000000000')).rejects.toEqual(denied)
  await expect(client.send(new ListApprovedOriginsCommand({ InstanceId: INSTANCE_ID }))).rejects.toEqual(denied)
  expect(await found(named('Username', 'dana'))).toEqual(['dana.rivera'])
})

it('writes into the journal what was asked, and never a number', async () => {
  await describeContact(instance.ring({ number: '+16085550142' }).contactId)
  expect(journal.entries().map((entry) => entry.event)).toEqual(['contact-begun', 'contact-described'])
  expect(JSON.stringify(journal.entries())).not.toContain('5550142')
})

function named(FieldName: string, Value: string) {
  return { StringCondition: { FieldName, Value, ComparisonType: 'CONTAINS' as const } }
}

async function found(SearchCriteria: UserSearchCriteria) {
  const { Users } = await client.send(new SearchUsersCommand({ InstanceId: INSTANCE_ID, SearchCriteria }))
  return Users?.map((user) => user.Username)
}

async function describeContact(contactId: string) {
  const { Contact } = await client.send(new DescribeContactCommand({ InstanceId: INSTANCE_ID, ContactId: contactId }))
  return Contact
}

function searchByUsername(ComparisonType: 'EXACT' | 'STARTS_WITH', Value: string): SearchUsersCommand {
  const StringCondition = { FieldName: 'Username', Value, ComparisonType }
  return new SearchUsersCommand({ InstanceId: INSTANCE_ID, SearchCriteria: { StringCondition } })
}
