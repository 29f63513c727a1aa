import { expect, it } from 'vitest'
import { aContact } from './played-parties.ts'
import { aRunningBroker, contactId } from './running-broker.ts'

const verified = ['birth-date', 'name']
const number = '+16085550142'
const samsLeg = aContact({
  InitiationMethod: 'TRANSFER',
  InitialContactId: contactId,
  AgentInfo: { Id: 'connect-sam' },
})

/** Dana has a call, finds Ana Kessler for it, and passes it on to Sam. */
async function aTransferredCall(settings: Record<string, string> = {}) {
  const running = await aRunningBroker({ BUDGET_PER_CONTACT: '20', ...settings })
  const { idp, connect, search, callToken, postJson, askToken } = running
  const sam = await idp.tokenOf({ preferred_username: 'sam.okoye', sub: 'idp-sam' })
  const token = await callToken()
  await search({ telecom: number }, { token })
  connect.contacts.set('transfer', samsLeg)

  const marked = async (as: string, facts: Record<string, string> = { telecom: number }) => {
    const bundle: fhir4.Bundle<fhir4.Patient> = await (await search(facts, { token: as })).json()
    return (bundle.entry ?? []).filter(({ resource }) => resource?.meta !== undefined).map(({ resource }) => resource)
  }
  const tokenAnswer = async (id: string, agent?: string): Promise<Record<string, unknown>> =>
    (await askToken(id, agent)).json()
  return {
    ...running,
    marked,
    tokenAnswer,
    dana: token,
    sam,
    confirm: (as = token) => postJson('/confirmation', { patient: 'e1a2b3', verified }, { token: as }),
    withdraw: (as = token) => postJson('/withdrawal', { patient: 'e1a2b3' }, { token: as }),
  }
}

it('marks for the next agent whom the first confirmed, once their own search found that patient', async () => {
  const { confirm, callToken, marked, sam } = await aTransferredCall()
  expect((await confirm()).status).toBe(204)

  const [patient] = await marked(await callToken('transfer', sam))
  expect(patient?.id).toBe('e1a2b3')
  expect(patient?.meta).toEqual({ tag: [{ system: 'urn:agent-widget:answer', code: 'confirmed-earlier' }] })
})

it('marks nobody who was opened in an emergency: that was less than the site asks for (R50)', async () => {
  const { postJson, dana, callToken, marked, sam } = await aTransferredCall({ SITE_EMERGENCY: 'allowed' })
  const body = { patient: 'e1a2b3', verified: ['name'], emergencyReason: 'fell, not responding' }
  expect((await postJson('/confirmation', body, { token: dana })).status).toBe(204)
  expect(await marked(await callToken('transfer', sam))).toEqual([])
})

it('says with the token that somebody was confirmed, and nothing of whom', async () => {
  const { confirm, tokenAnswer, sam } = await aTransferredCall()
  expect(await tokenAnswer('transfer', sam)).not.toHaveProperty('confirmed_earlier')
  await confirm()

  const answer = await tokenAnswer('transfer', sam)
  expect(answer['confirmed_earlier']).toBe(true)
  expect(JSON.stringify(answer)).not.toContain('e1a2b3')
})

it('gives no hint of an agent’s own confirmation on the same contact', async () => {
  const { confirm, marked, tokenAnswer, callToken } = await aTransferredCall()
  await confirm()
  expect(await tokenAnswer(contactId)).not.toHaveProperty('confirmed_earlier')
  expect(await marked(await callToken())).toEqual([])
})

it('gives no hint of a confirmation that was taken back', async () => {
  const { confirm, withdraw, marked, tokenAnswer, callToken, sam } = await aTransferredCall()
  await confirm()
  await withdraw()
  expect(await tokenAnswer('transfer', sam)).not.toHaveProperty('confirmed_earlier')
  expect(await marked(await callToken('transfer', sam))).toEqual([])
})

it('takes the hint from a third agent when the second says it was the wrong patient', async () => {
  const { confirm, withdraw, marked, callToken, connect, sam } = await aTransferredCall()
  await confirm()
  const samsToken = await callToken('transfer', sam)
  await marked(samsToken)
  await confirm(samsToken)
  connect.contacts.set('third', aContact({ InitiationMethod: 'QUEUE_TRANSFER', InitialContactId: contactId }))
  expect(await marked(await callToken('third'))).toHaveLength(1)

  await withdraw(samsToken)
  expect(await marked(await callToken('third'))).toEqual([])
})

it('makes nobody confirmable: the next agent’s own search has to find the patient (R50)', async () => {
  const { confirm, callToken, sam, audit } = await aTransferredCall()
  await confirm()
  expect((await confirm(await callToken('transfer', sam))).status).toBe(403)
  expect(audit.events.at(-1)).toMatchObject({ outcome: 'patient-not-found-here', contactId: 'transfer' })
})

it('gives no hint on a call of another chain', async () => {
  const { confirm, marked, callToken, connect, sam } = await aTransferredCall()
  await confirm()
  connect.contacts.set('other', aContact({ AgentInfo: { Id: 'connect-sam' } }))
  expect(await marked(await callToken('other', sam))).toEqual([])
})

it('believes no mark of Epic’s own', async () => {
  const { marked, callToken, epic, sam } = await aTransferredCall()
  const meta = { tag: [{ system: 'urn:agent-widget:answer', code: 'confirmed-earlier' }] }
  epic.state.patients = epic.state.patients.map((patient) => ({ ...patient, meta }))
  expect(await marked(await callToken('transfer', sam))).toEqual([])
})

it('writes the hint into no audit event, and the chain into none either (R24)', async () => {
  const { confirm, marked, callToken, audit, sam } = await aTransferredCall()
  await confirm()
  await marked(await callToken('transfer', sam))
  const keys = new Set(audit.events.flatMap((event) => Object.keys(event)))
  expect([...keys]).not.toContain('initialContactId')
})
