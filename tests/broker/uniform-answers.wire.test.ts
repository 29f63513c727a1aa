import { expect, it } from 'vitest'
import type { ContactFacts } from '../../src/broker/connect-api.ts'
import { toMatchParameters } from '../../src/fhir/match-parameters.ts'
import { facts } from './played-contacts.ts'
import { aWatchedBroker, type EpicSays, type Seen } from './watched-broker.ts'

const outbound = facts({ agentId: 'connect-sam', initiation: 'OUTBOUND' })

/** Every contact that is not Dana's to search for, with what else Connect knows. */
const notHers: Readonly<Record<string, Readonly<Record<string, ContactFacts>>>> = {
  'nobody knows': {},
  'Sam has': { asked: facts({ agentId: 'connect-sam' }) },
  'Sam had': { asked: facts({ agentId: 'connect-sam', endedAt: 1 }) },
  'Sam dialled': { asked: outbound },
  'Sam has in a chat': { asked: facts({ agentId: 'connect-sam', channel: 'CHAT' }) },
  'Sam was handed by another': {
    asked: facts({ agentId: 'connect-sam', initiation: 'TRANSFER', earlierContactId: 'first' }),
    first: facts({ endedAt: 1 }),
  },
  'ended before anybody took it': { asked: facts({ agentId: null, endedAt: 1 }) },
  'rings at whom an agent dialled': { asked: facts({ agentId: null, initiation: 'OUTBOUND' }) },
  'was hers and is over': { asked: facts({ endedAt: 1 }) },
  'she dialled herself': { asked: facts({ initiation: 'OUTBOUND' }) },
}

const refusal = [
  'SearchUsers',
  'ledger changes tokens of agent',
  'DescribeContact',
  'ledger reads confirmed',
  'audit',
] as const

it.each(Object.entries(notHers))(
  'takes as long, and says the same, about a contact that %s as about any that is not hers (R12)',
  async (_, known) => {
    const { see, askToken, contacts } = await aWatchedBroker()
    for (const [id, contact] of Object.entries(known)) contacts.set(id, contact)
    const refused = await see(() => askToken('asked'))

    expect(refused.asked).toEqual(refusal)
    expect(refused.tookMs).toBe(31 + 7 + 83 + 7 + 3)
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('"code":"contact-not-yours"')])
    const unknown = await see(() => askToken('another-that-nobody-knows'))
    expect([refused.body, refused.headers]).toEqual([unknown.body, unknown.headers])
    expect(unknown.asked).toEqual(refusal.filter((what) => what !== 'SearchUsers'))
  },
)

it('tells a stranger of a ringing transfer no more than of any ringing call, whoever began it (R12, R13)', async () => {
  const { see, askToken, contacts, search, idp, tokenOf } = await aWatchedBroker()
  const ringing = facts({ agentId: null, initiation: 'TRANSFER' })
  contacts.set('called us', facts({ endedAt: 1 }))
  contacts.set('was called', facts({ initiation: 'OUTBOUND', endedAt: 1 }))
  contacts.set('inbound', { ...ringing, earlierContactId: 'called us' })
  contacts.set('outbound', { ...ringing, earlierContactId: 'was called' })
  const agent = await idp.tokenOf()
  await tokenOf()

  const [inbound, other] = [await see(() => askToken('inbound', agent)), await see(() => askToken('outbound', agent))]
  expect([inbound.status, other.status]).toEqual([200, 200])
  expect(other.asked).toEqual(inbound.asked)
  expect(other.tookMs).toBe(inbound.tookMs)

  contacts.set('outbound', { ...ringing, agentId: 'connect-dana', earlierContactId: 'was called' })
  const { access_token: token } = JSON.parse(other.body) as { access_token: string }
  const searched = await see(() => search({ telecom: '+16085550142' }, { token }))
  expect([searched.status, searched.body]).toEqual([403, expect.stringContaining('contact-not-yours')])
  expect(searched.asked.filter((what) => what.startsWith('Epic'))).toEqual([])
})

/** The searches by which a patient can be found or not, with what Epic makes of each of two formats. */
const nobody: readonly (readonly [string, EpicSays, EpicSays])[] = [
  ['nobody, without a word', 'nobody', 'nobody'],
  ['nobody, by 4101', 'no results', 'no results'],
  ['somebody restricted', 'restricted', 'restricted'],
  ['somebody restricted in the format that answers first', 'restricted', 'no results'],
  ['somebody restricted in the format that answers last', 'no results', 'restricted'],
]

it('takes as long, and says the same, where Epic has nobody as where it keeps somebody back (R23)', async () => {
  const broker = await aWatchedBroker()
  const token = await broker.tokenOf()
  for (const params of [{ telecom: '+16085550142' }, { family: 'Kessler', given: 'Ana', birthdate: '1980-02-29' }]) {
    const seen: Seen[] = []
    for (const [, first, second] of 'telecom' in params ? nobody : nobody.slice(0, 3)) {
      broker.says.says = [first, second]
      seen.push(await broker.see(() => broker.search(params, { token })))
    }
    expect(seen[0]).toMatchObject({ status: 200, body: expect.stringContaining('"total":0') })
    expect(seen[0]?.asked.filter((what) => what === 'Epic search')).toHaveLength('telecom' in params ? 2 : 1)
    for (const other of seen) expect(other).toEqual(seen[0])
  }
})

it('takes as long, and says the same, whomever Epic is certain of that she may not see (R23)', async () => {
  const broker = await aWatchedBroker()
  const token = await broker.tokenOf()
  const facts = { given: 'Ana', family: 'Kessler', birthDate: '1980-02-29', legalSex: null, telephone: '+16085550142' }
  const ask = () => broker.match(toMatchParameters(facts, 'e164'), { token })
  for (let search = 0; search < 4; search += 1) await broker.search({ telecom: '+16085550142' }, { token })

  const seen: Seen[] = []
  for (const says of ['nobody', 'no results', 'restricted', { patient: 'eStranger' }] satisfies EpicSays[]) {
    broker.says.match = says
    seen.push(await broker.see(ask))
  }
  expect(seen[0]).toMatchObject({ status: 200, body: expect.stringContaining('"entry":[]') })
  expect(seen[0]?.asked).toEqual([
    'ledger reads searches of contact',
    'ledger changes matches of contact',
    'Epic $match',
    'ledger reads found',
    'audit',
  ])
  for (const other of seen) expect(other).toEqual(seen[0])
})

it('takes as long, and says the same, about every patient whom she did not find for this call (R12, R23)', async () => {
  const broker = await aWatchedBroker()
  const { contacts, search, says, see, postJson, appointments, clock } = broker
  contacts.set('another', facts())
  contacts.set('sams', facts({ agentId: 'connect-sam' }))
  const find = async (patient: string, token: string) => {
    says.says = [{ patient }, 'nobody']
    await search({ telecom: '+16085550142' }, { token })
  }
  await find('eOnAnotherCall', await broker.tokenOf('dana.rivera', 'another'))
  await find('eFoundBySam', await broker.tokenOf('sam.okoye', 'sams'))
  const token = await broker.tokenOf()
  await find('eFound', token)
  says.says = ['restricted', 'restricted']
  await search({ telecom: '+16085550142' }, { token })

  const date = `ge${new Date(Date.now() + clock.now()).toISOString().slice(0, 10)}`
  const requests: Readonly<Record<string, (patient: string) => Promise<Response>>> = {
    confirmation: (patient) => postJson('/confirmation', { patient, verified: ['birth-date', 'name'] }, { token }),
    withdrawal: (patient) => postJson('/withdrawal', { patient }, { token }),
    appointments: (patient) => appointments({ patient, date }, { token }),
  }
  for (const [name, request] of Object.entries(requests)) {
    const seen: Seen[] = []
    for (const patient of ['eUnknown', 'eOnAnotherCall', 'eFoundBySam', 'eRestricted']) {
      await clock.sleep(21_000)
      seen.push(await see(() => request(patient)))
    }
    const hasAskedEpic = seen[0]?.asked.some((what) => what.startsWith('Epic'))
    expect([name, seen[0]?.status, hasAskedEpic]).toEqual([name, 403, false])
    for (const other of seen) expect([name, other]).toEqual([name, seen[0]])
  }
})

it('takes as long, and says the same, whatever other contact a confirmation names (R12)', async () => {
  const { see, postJson, contacts, tokenOf } = await aWatchedBroker()
  contacts.set('sams', facts({ agentId: 'connect-sam' }))
  contacts.set('another', facts())
  const token = await tokenOf()
  const seen: Seen[] = []
  for (const other of ['unknown', 'sams', 'another']) {
    const body = { patient: 'e1a2b3', contactId: other, verified: ['birth-date', 'name'] }
    seen.push(await see(() => postJson('/confirmation', body, { token })))
  }
  expect(seen[0]).toMatchObject({ status: 403, asked: ['audit'] })
  for (const other of seen) expect(other).toEqual(seen[0])
})
