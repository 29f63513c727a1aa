import { describe, expect, it } from 'vitest'
import type { BrokerParts } from '../../src/broker/app.ts'
import { aContact } from './played-parties.ts'
import { aRunningBroker, codeOf, contactId } from './running-broker.ts'

const verified = ['birth-date', 'name']

async function afterASearch(parts: BrokerParts = {}, settings: Record<string, string> = {}) {
  const running = await aRunningBroker(settings, parts)
  const token = await running.callToken()
  await running.search({ telecom: '+16085550142' }, { token })
  const confirm = (body: unknown) => running.postJson('/confirmation', body, { token })
  const withdraw = (body: unknown) => running.postJson('/withdrawal', body, { token })
  return { ...running, token, confirm, withdraw }
}

it('records whose chart opens, and by which identifiers, before it says yes (R24)', async () => {
  const { confirm, audit } = await afterASearch()
  const answer = await confirm({ patient: 'e1a2b3', contactId, verified: ['birth-date', 'name'] })

  expect(answer.status).toBe(204)
  expect(audit.events.at(-1)).toMatchObject({
    operation: 'confirmation',
    outcome: 'confirmed',
    agentId: 'connect-dana',
    contactId,
    patients: ['e1a2b3'],
    verified: ['birth-date', 'name'],
  })
})

it('says no where the record cannot be written (R24)', async () => {
  const { confirm, withdraw, audit } = await afterASearch()
  audit.state.isBroken = true

  const answers = [await confirm({ patient: 'e1a2b3', verified }), await withdraw({ patient: 'e1a2b3' })]
  expect(answers.map(({ status }) => status)).toEqual([503, 503])
  expect(await Promise.all(answers.map(codeOf))).toEqual(['audit-unavailable', 'audit-unavailable'])
})

it('knows a second press from the first, and a confirmation after the wrong patient was taken back', async () => {
  const { confirm, withdraw, audit } = await afterASearch()
  const body = { patient: 'e1a2b3', verified }
  await confirm(body)
  await confirm(body)
  await withdraw({ patient: 'e1a2b3' })
  await confirm(body)

  const outcomes = audit.events.slice(2).map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['confirmed', 'confirmed-again', 'withdrawn', 'confirmed'])
})

it('confirms nobody whom no search for this contact found', async () => {
  const { confirm, withdraw, audit } = await afterASearch()
  const answer = await confirm({ patient: 'eSomebodyElse', verified })

  expect([answer.status, await codeOf(answer)]).toEqual([403, 'patient-not-found-here'])
  expect((await withdraw({ patient: 'eSomebodyElse' })).status).toBe(403)
  expect(JSON.stringify(audit.events)).not.toContain('eSomebodyElse')
})

it('confirms nothing for another contact than the one of the token (R17)', async () => {
  const { confirm } = await afterASearch()
  expect(await codeOf(await confirm({ patient: 'e1a2b3', contactId: 'another', verified }))).toBe('contact-not-yours')
})

it.each([
  ['free text among the identifiers', { patient: 'e1a2b3', verified: ['born 1980-02-29'] }],
  ['the calling number as an identifier (R50)', { patient: 'e1a2b3', verified: ['telephone'] }],
  ['free text beside enough identifiers', { patient: 'e1a2b3', verified: [...verified, 'born 1980-02-29'] }],
  ['a word that is no identifier beside enough of them', { patient: 'e1a2b3', verified: [...verified, 'given'] }],
  ['a list without end', { patient: 'e1a2b3', verified: Array.from({ length: 21 }, () => 'name') }],
  ['an emergency without a reason', { patient: 'e1a2b3', verified: ['name'], emergencyReason: '' }],
  ['an emergency with a reason too short', { patient: 'e1a2b3', verified: ['name'], emergencyReason: 'urgent' }],
  ['a date in the reason', { patient: 'e1a2b3', verified: ['name'], emergencyReason: 'he was born 2/29/1980' }],
  [
    'a line feed in the reason',
    { patient: 'e1a2b3', verified: ['name'], emergencyReason: 'not breathing\nborn early' },
  ],
  ['a reason that is no text', { patient: 'e1a2b3', verified: ['name'], emergencyReason: ['born', 'early'] }],
  ['no patient', { verified: ['name'] }],
  ['a list', ['e1a2b3']],
])('refuses %s', async (_, body) => {
  const { confirm, audit } = await afterASearch()
  const answer = await confirm(body)

  expect([answer.status, await codeOf(answer)]).toEqual([400, 'broker-refused'])
  expect(audit.events.at(-1)).toMatchObject({ operation: 'confirmation', outcome: 'broker-refused', verified: [] })
  expect(JSON.stringify(audit.events)).not.toContain('born')
})

it.each([
  ['a name alone', ['name']],
  ['a birth date alone', ['birth-date']],
  ['one identifier said twice', ['birth-date', 'birth-date']],
  ['two identifiers without the birth date', ['name', 'town']],
  ['no identifiers', []],
])('opens no chart by %s where the site asks for birth date and name (R50)', async (_, verified) => {
  const { confirm, audit } = await afterASearch()
  const answer = await confirm({ patient: 'e1a2b3', verified })

  expect([answer.status, await codeOf(answer)]).toEqual([403, 'verification-insufficient'])
  expect(audit.events.at(-1)).toMatchObject({ outcome: 'verification-insufficient', patients: ['e1a2b3'] })
})

it('asks for what the site asks for, and writes each word once (R50)', async () => {
  const { confirm, audit } = await afterASearch(
    {},
    { SITE_VERIFICATION: 'name; 2 of birth-date, record-number-tail, town' },
  )
  const short = { patient: 'e1a2b3', verified: ['birth-date', 'name'] }
  expect(await codeOf(await confirm(short))).toBe('verification-insufficient')

  const enough = { patient: 'e1a2b3', verified: ['record-number', 'name', 'birth-date', 'name'] }
  expect((await confirm(enough)).status).toBe(204)
  expect(audit.events.at(-1)).toMatchObject({
    outcome: 'confirmed',
    verified: ['record-number', 'name', 'birth-date'],
    emergencyReason: null,
    isUnconfirmed: false,
  })
})

describe('an emergency', () => {
  const emergency = { patient: 'e1a2b3', verified: ['name'], emergencyReason: ' caller  does not breathe well ' }

  it('opens by the picked name and a reason where the site allows it, and is written as what it is (R24)', async () => {
    const { confirm, audit } = await afterASearch({}, { SITE_EMERGENCY: 'allowed' })
    expect((await confirm(emergency)).status).toBe(204)
    expect(audit.events.at(-1)).toMatchObject({
      outcome: 'confirmed-in-emergency',
      verified: ['name'],
      emergencyReason: 'caller does not breathe well',
    })
  })

  it('opens nothing where the site has not allowed it (R50)', async () => {
    const { confirm } = await afterASearch()
    expect(await codeOf(await confirm(emergency))).toBe('verification-insufficient')
  })

  it('opens nobody who was not picked (R48)', async () => {
    const { confirm } = await afterASearch({}, { SITE_EMERGENCY: 'allowed' })
    expect(await codeOf(await confirm({ ...emergency, verified: ['birth-date'] }))).toBe('verification-insufficient')
  })
})

it('takes the try after an unwritten one for the first: it was no confirmation (R24)', async () => {
  const { confirm, audit } = await afterASearch()
  audit.state.isBroken = true
  expect((await confirm({ patient: 'e1a2b3', verified })).status).toBe(503)

  audit.state.isBroken = false
  expect((await confirm({ patient: 'e1a2b3', verified })).status).toBe(204)
  expect(audit.events.at(-1)?.outcome).toBe('confirmed')
})

it.each([
  ['is over', aContact({ DisconnectTimestamp: 1_700_000_000 })],
  ['went to another agent', aContact({ AgentInfo: { Id: 'connect-sam' } })],
])('opens no chart once the call %s, but takes the wrong patient back (R18, R47)', async (_, contact) => {
  const clock = { ahead: 0 }
  const { confirm, withdraw, connect } = await afterASearch({ now: () => Date.now() + clock.ahead })
  connect.contacts.set(contactId, contact)
  clock.ahead = 60_000

  expect(await codeOf(await confirm({ patient: 'e1a2b3', verified }))).toBe('contact-not-yours')
  expect((await withdraw({ patient: 'e1a2b3' })).status).toBe(204)
})
