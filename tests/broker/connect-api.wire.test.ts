import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createConnectApi } from '../../src/broker/connect-api.ts'
import { serving } from './played-parties.ts'

/** The broker's view of a Connect API that answers every question so. */
async function anApi(answer: () => Response | Promise<Response>) {
  const asked: string[] = []
  const app = new Hono().all('*', (c) => {
    asked.push(`${c.req.method} ${c.req.path}`)
    return answer()
  })
  const api = createConnectApi({ instanceId: 'instance-1', region: 'us-east-1', endpoint: await serving(app) })
  return { api, asked }
}

function refusing(name: string, status: number) {
  return () => Response.json({ message: 'no' }, { status, headers: { 'x-amzn-errortype': name } })
}

it('reads what decides of a contact', async () => {
  const { api, asked } = await anApi(() =>
    Response.json({
      Contact: {
        Id: 'call-2',
        InitialContactId: 'call-1',
        Channel: 'VOICE',
        InitiationMethod: 'TRANSFER',
        AgentInfo: { Id: 'connect-dana' },
        DisconnectTimestamp: 1_700_000_000,
        CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+16085550142' },
      },
    }),
  )
  expect(await api.describeContact('call-2')).toEqual({
    channel: 'VOICE',
    initiation: 'TRANSFER',
    earlierContactId: 'call-1',
    agentId: 'connect-dana',
    endedAt: 1_700_000_000_000,
    customerAddress: '+16085550142',
  })
  expect(asked).toEqual(['GET /contacts/instance-1/call-2'])
})

it('takes nothing for granted that Connect does not say, and only telephones for telephones', async () => {
  const { api } = await anApi(() =>
    Response.json({
      Contact: { InitialContactId: 'call-1', CustomerEndpoint: { Type: 'VOIP', Address: '+16085550142' } },
    }),
  )
  expect(await api.describeContact('call-1')).toEqual({
    channel: '',
    initiation: '',
    earlierContactId: null,
    agentId: null,
    endedAt: null,
    customerAddress: null,
  })
})

it('takes an e-mail address for no number', async () => {
  const { api } = await anApi(() =>
    Response.json({
      Contact: { Channel: 'EMAIL', CustomerEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'a@example.com' } },
    }),
  )
  expect(await api.describeContact('mail-1')).toMatchObject({ channel: 'EMAIL', customerAddress: null })
})

it.each(['ResourceNotFoundException', 'InvalidParameterException', 'InvalidRequestException'])(
  'knows by %s that there is no such contact',
  async (name) => {
    const { api } = await anApi(refusing(name, name.startsWith('Resource') ? 404 : 400))
    expect(await api.describeContact('call-1')).toBeNull()
  },
)

it.each([
  ['ThrottlingException', 429],
  ['AccessDeniedException', 403],
  ['InternalServiceException', 500],
])('is closed where Connect answers %s, after two tries at most (R16)', async (name, status) => {
  const { api, asked } = await anApi(refusing(name, status))
  await expect(api.describeContact('call-1')).rejects.toThrow('connect-unreachable')
  expect(asked.length).toBeLessThanOrEqual(2)
})

it('is closed in a few seconds where Connect never answers (R16)', async () => {
  const { api } = await anApi(() => new Promise(() => {}))
  const startedAt = Date.now()
  await expect(api.describeContact('call-1')).rejects.toThrow('connect-unreachable')
  expect(Date.now() - startedAt).toBeLessThan(4_500)
})

const dana = { Id: 'connect-dana', Username: 'Dana.Rivera' }

it.each([
  ['the user of that name, whatever its case', [dana, { Id: 'other', Username: 'dana.rivera2' }], 'connect-dana'],
  ['nobody for a name that is merely like it', [{ Id: 'other', Username: 'dana.rivera2' }], null],
  ['nobody where two have the name', [dana, { ...dana, Id: 'double' }], null],
  ['nobody where there is none', [], null],
])('finds %s', async (_, Users, id) => {
  const { api } = await anApi(() => Response.json({ Users }))
  expect(await api.findUser('dana.rivera')).toBe(id)
})

it('takes a wrong instance for a failure, not for an agent who does not exist', async () => {
  const { api } = await anApi(refusing('ResourceNotFoundException', 404))
  await expect(api.findUser('dana.rivera')).rejects.toThrow('connect-unreachable')
})
