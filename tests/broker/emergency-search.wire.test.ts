import { describe, expect, it } from 'vitest'
import { createMemoryLedger } from '../../src/broker/ledger.ts'
import { aContact } from './played-parties.ts'
import { aRunningBroker, codeOf, contactId, recordNumbers } from './running-broker.ts'

const emergencyReason = 'caller does not breathe well'
const byName = { family: 'Kessler', given: 'Ana', birthdate: '1980-02-29' }
const byNumber = { telecom: '+16085550142' }
const byNameAndNumber = { family: 'Kessler', given: 'Ana', 'legal-sex': 'female', telecom: '+16085550142' }
const byRecordNumber = { identifier: `${recordNumbers}|20311` }

type Broker = Awaited<ReturnType<typeof aRunningBroker>>

/** A broker of a site that allows emergencies, which saw Dana before Connect was down. */
async function anOutage(settings: Record<string, string> = {}, parts: Parameters<typeof aRunningBroker>[1] = {}) {
  const broker = await aRunningBroker({ SITE_EMERGENCY: 'allowed', ...settings }, parts)
  await broker.askToken('somebody-elses')
  broker.connect.state.refusal = { name: 'InternalServiceException', status: 500 }
  broker.audit.events.length = 0

  const agentToken = await broker.idp.tokenOf()
  const askInEmergency = (body: object = {}, token = agentToken) =>
    broker.postJson('/token', { contactId, emergencyReason, ...body }, { token })
  const tokenInEmergency = async (body: object = {}): Promise<string> => {
    const answer: { access_token: string } = await (await askInEmergency(body)).json()
    return answer.access_token
  }
  const confirm = (token: string, body: object = {}) =>
    broker.postJson('/confirmation', { patient: 'e1a2b3', verified: ['birth-date', 'name'], ...body }, { token })
  return { ...broker, askInEmergency, tokenInEmergency, confirm }
}

const refusalOf = async (answer: Response) => [answer.status, await codeOf(answer)]
const last = ({ audit }: Pick<Broker, 'audit'>) => audit.events.at(-1)

describe('a token in an emergency', () => {
  it('is given for two minutes while Connect is down, once it is on record with the reason (R16, R24)', async () => {
    const { askInEmergency, audit } = await anOutage()
    const answer = await askInEmergency()

    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^ey/),
      token_type: 'Bearer',
      expires_in: 120,
      scope: 'user/Patient.s',
      fhir_base_url: 'http://broker.localhost:4403/fhir/R4',
      emergency: true,
    })
    expect(audit.events).toMatchObject([
      { operation: 'token', outcome: 'granted-in-emergency', agentId: 'connect-dana', contactId, emergencyReason },
    ])
    expect(audit.events[0]?.isUnconfirmed).toBe(true)
  })

  it.each([
    ['throttles', (broker: Broker) => (broker.connect.state.isThrottled = true)],
    ['is silent', (broker: Broker) => (broker.connect.state.isSilent = true)],
  ])('is given where Connect %s (R16)', async (_, break_) => {
    const outage = await anOutage()
    outage.connect.state.refusal = null
    break_(outage)
    expect((await outage.askInEmergency()).status).toBe(200)
    expect(last(outage)?.outcome).toBe('granted-in-emergency')
  })

  it.each<[string, Record<string, string>, (broker: Broker) => unknown, object, number, string]>([
    ['where the site refuses emergencies', { SITE_EMERGENCY: 'refused' }, () => 0, {}, 403, 'search-not-allowed'],
    ['without a reason', {}, () => 0, { emergencyReason: undefined }, 503, 'connect-unreachable'],
    ['for a reason of one word', {}, () => 0, { emergencyReason: 'urgent' }, 400, 'broker-refused'],
    ['for a reason with digits', {}, () => 0, { emergencyReason: 'ill since 02/29/1980' }, 400, 'broker-refused'],
    ['for a contact of another form', {}, () => 0, { contactId: 'a b' }, 400, 'broker-refused'],
    [
      'where the broker lacks the right to ask Connect',
      {},
      ({ connect }) => (connect.state.refusal = { name: 'AccessDeniedException', status: 403 }),
      {},
      503,
      'connect-unreachable',
    ],
    [
      'where Connect answers, and the call is another agent’s',
      {},
      ({ connect }) => {
        connect.contacts.set(contactId, aContact({ AgentInfo: { Id: 'connect-sam' } }))
        connect.state.refusal = null
      },
      {},
      403,
      'contact-not-yours',
    ],
    [
      'where Connect answers, and has no such call',
      {},
      ({ connect }) => (connect.state.refusal = null),
      { contactId: 'call-of-nobody' },
      403,
      'contact-not-yours',
    ],
    ['where the audit log is down', {}, ({ audit }) => (audit.state.isBroken = true), {}, 503, 'audit-unavailable'],
  ])('is not given %s (R16)', async (_, settings, prepare, body, status, code) => {
    const outage = await anOutage(settings)
    prepare(outage)
    const answer = await outage.askInEmergency(body)
    expect(await refusalOf(answer)).toEqual([status, code])
    expect(outage.audit.events.map(({ outcome }) => outcome)).not.toContain('granted-in-emergency')
  })

  it('is not given to an agent whom this broker never saw: it could be bound to nobody', async () => {
    const { askInEmergency, idp } = await anOutage()
    const answer = await askInEmergency({}, await idp.tokenOf({ preferred_username: 'sam.okoye', sub: 'idp-sam' }))
    expect(await refusalOf(answer)).toEqual([503, 'connect-unreachable'])
  })

  it('is given to an agent whom this broker saw hours ago, though Connect cannot say now who that is (R16)', async () => {
    const clock = { now: Date.now() }
    const { askInEmergency, idp, audit } = await anOutage({}, { now: () => clock.now })
    clock.now += 5 * 60 * 60_000
    const seconds = Math.floor(clock.now / 1_000)
    const later = await idp.tokenOf({ iat: seconds, exp: seconds + 600 })
    expect((await askInEmergency({}, later)).status).toBe(200)
    expect(audit.events).toMatchObject([{ outcome: 'granted-in-emergency', agentId: 'connect-dana' }])
  })

  it('is an ordinary one where Connect answers: the reason counts for nothing then', async () => {
    const { askInEmergency, connect, audit } = await anOutage()
    connect.state.refusal = null
    const answer: Record<string, unknown> = await (await askInEmergency()).json()

    expect(answer['expires_in']).toBe(300)
    expect(answer).not.toHaveProperty('emergency')
    expect(audit.events).toMatchObject([{ outcome: 'granted', emergencyReason: null, isUnconfirmed: false }])
  })

  it('is given for three calls an hour, and then refused with how long to wait (R21)', async () => {
    const { askInEmergency, audit } = await anOutage()
    for (const id of ['call-1', 'call-2', 'call-3', 'call-3']) {
      expect((await askInEmergency({ contactId: id })).status).toBe(200)
    }
    const fourth = await askInEmergency({ contactId: 'call-4' })
    expect(await refusalOf(fourth)).toEqual([429, 'budget-spent'])
    expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect(audit.events.at(-1)).toMatchObject({ outcome: 'budget-spent', contactId: 'call-4', emergencyReason })
  })

  it('holds for two minutes and no longer (R17)', async () => {
    const clock = { now: Date.now() }
    const { tokenInEmergency, search } = await anOutage({}, { now: () => clock.now })
    const token = await tokenInEmergency()
    clock.now += 119_000
    expect((await search(byName, { token })).status).toBe(200)
    clock.now += 2_000
    expect(await refusalOf(await search(byName, { token }))).toEqual([401, 'contact-token-over'])
  })
})

describe('a search in an emergency', () => {
  it.each([
    ['name and birth date', byName, 'name-and-birth-date'],
    ['record number', byRecordNumber, 'record-number'],
  ])(
    'finds by %s, and is on record as one for a call that nobody confirmed (R16, R24)',
    async (_, params, searchBy) => {
      const outage = await anOutage()
      const token = await outage.tokenInEmergency()
      const answer = await outage.search(params, { token })

      expect(answer.status).toBe(200)
      expect(last(outage)).toMatchObject({
        operation: 'search',
        outcome: 'found',
        searchBy,
        isUnconfirmed: true,
        contactId,
      })
    },
  )

  it.each([
    ['the call’s number', byNumber],
    ['the call’s number beside a name', byNameAndNumber],
  ])('never goes by %s, not even once Connect is back (R14, R16)', async (_, params) => {
    const { tokenInEmergency, search, connect, epic } = await anOutage()
    const token = await tokenInEmergency()
    expect(await refusalOf(await search(params, { token }))).toEqual([403, 'search-not-allowed'])
    connect.state.refusal = null
    expect(await refusalOf(await search(params, { token }))).toEqual([403, 'search-not-allowed'])
    expect(epic.state.searches).toEqual([])
  })

  it('is made twice for a call, whichever of its tokens is used (R21)', async () => {
    const { tokenInEmergency, search, epic } = await anOutage()
    expect((await search(byName, { token: await tokenInEmergency() })).status).toBe(200)
    expect((await search(byName, { token: await tokenInEmergency() })).status).toBe(200)
    expect(await refusalOf(await search(byName, { token: await tokenInEmergency() }))).toEqual([429, 'budget-spent'])
    expect(epic.state.searches).toHaveLength(2)
  })

  it('is refused where Connect is back and says that the call is another agent’s (R12, R16)', async () => {
    const { tokenInEmergency, search, connect, epic } = await anOutage()
    const token = await tokenInEmergency()
    connect.contacts.set(contactId, aContact({ AgentInfo: { Id: 'connect-sam' } }))
    connect.state.refusal = null

    expect(await refusalOf(await search(byName, { token }))).toEqual([403, 'contact-not-yours'])
    expect(epic.state.searches).toEqual([])
  })

  it('is on record as one for a confirmed call where Connect is back and says that it is theirs', async () => {
    const outage = await anOutage()
    const token = await outage.tokenInEmergency()
    outage.connect.state.refusal = null
    expect((await outage.search(byName, { token })).status).toBe(200)
    expect(last(outage)).toMatchObject({ outcome: 'found', isUnconfirmed: false })
  })

  it('is refused where Connect can be asked and does not let the broker', async () => {
    const { tokenInEmergency, search, connect } = await anOutage()
    const token = await tokenInEmergency()
    connect.state.refusal = { name: 'AccessDeniedException', status: 403 }
    expect(await refusalOf(await search(byName, { token }))).toEqual([503, 'connect-unreachable'])
  })

  it('is made under no ordinary token: while Connect cannot be asked, that one opens nothing (R16)', async () => {
    const clock = { now: Date.now() }
    const { callToken, search, connect } = await anOutage({}, { now: () => clock.now })
    connect.state.refusal = null
    const token = await callToken()
    connect.state.refusal = { name: 'ServiceUnavailable', status: 503 }
    clock.now += 70_000
    expect(await refusalOf(await search(byName, { token }))).toEqual([503, 'connect-unreachable'])
  })

  it('has neither appointments nor $match beside it', async () => {
    const settings = { SITE_APPOINTMENTS: 'shown', SITE_CERTAIN_MATCH: 'asked' }
    const { tokenInEmergency, search, appointments, match } = await anOutage(settings)
    const token = await tokenInEmergency()
    await search(byName, { token })
    const today = new Date().toISOString().slice(0, 10)
    const looked = await appointments({ patient: 'e1a2b3', date: `ge${today}` }, { token })
    expect(await refusalOf(looked)).toEqual([403, 'search-not-allowed'])
    expect(await refusalOf(await match({}, { token }))).toEqual([403, 'search-not-allowed'])
  })
})

describe('opening a chart in such an emergency', () => {
  it('asks for what the site asks for, and is on record as for a call that nobody confirmed (R16, R24, R50)', async () => {
    const outage = await anOutage()
    const token = await outage.tokenInEmergency()
    await outage.search(byName, { token })

    expect(await refusalOf(await outage.confirm(token, { verified: ['name'] }))).toEqual([
      403,
      'verification-insufficient',
    ])
    expect((await outage.confirm(token)).status).toBe(204)
    expect(last(outage)).toMatchObject({ outcome: 'confirmed', patients: ['e1a2b3'], isUnconfirmed: true })
  })

  it('goes by no less, though the site allows that for a call that Connect confirmed', async () => {
    const { tokenInEmergency, search, confirm, connect, audit } = await anOutage()
    const token = await tokenInEmergency()
    await search(byName, { token })
    const withLess = { verified: ['name'], emergencyReason }
    expect(await refusalOf(await confirm(token, withLess))).toEqual([403, 'verification-insufficient'])

    connect.state.refusal = null
    expect((await confirm(token, withLess)).status).toBe(204)
    expect(audit.events.at(-1)).toMatchObject({ outcome: 'confirmed-in-emergency', isUnconfirmed: false })
  })

  it('is no hint for an agent who has the call later, and tells of none (decision 9)', async () => {
    const { tokenInEmergency, search, confirm, connect, idp, askToken } = await anOutage()
    const token = await tokenInEmergency()
    await search(byName, { token })
    await confirm(token)
    connect.contacts.set('after', aContact({ AgentInfo: { Id: 'connect-sam' }, InitialContactId: contactId }))
    connect.state.refusal = null

    const sam = await idp.tokenOf({ preferred_username: 'sam.okoye', sub: 'idp-sam' })
    expect(await (await askToken('after', sam)).json()).not.toHaveProperty('confirmed_earlier')
  })

  it('neither shows nor takes back what an agent confirmed who had the call before (decision 9)', async () => {
    const ledger = createMemoryLedger({ perContact: 5, perHour: 40, perDay: 200 })
    const { tokenInEmergency, search, confirm, postJson } = await anOutage({}, { ledger })
    await ledger.keepConfirmation(contactId, 'e1a2b3', 'another-leg')
    const token = await tokenInEmergency()
    expect(await (await search(byName, { token })).text()).not.toContain('confirmed-earlier')

    await confirm(token)
    expect((await postJson('/withdrawal', { patient: 'e1a2b3' }, { token })).status).toBe(204)
    expect([...(await ledger.confirmedOn(contactId))]).toEqual([['e1a2b3', 'another-leg']])
  })

  it('can be taken back, which is on record too (R24)', async () => {
    const { tokenInEmergency, search, confirm, postJson, audit } = await anOutage()
    const token = await tokenInEmergency()
    await search(byName, { token })
    await confirm(token)
    expect((await postJson('/withdrawal', { patient: 'e1a2b3' }, { token })).status).toBe(204)
    expect(audit.events.at(-1)).toMatchObject({ outcome: 'withdrawn', contactId })
  })
})
