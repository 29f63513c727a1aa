import { expect, it } from 'vitest'
import { aContact, anEpicPatient } from './played-parties.ts'
import { aRunningBroker, codeOf, contactId } from './running-broker.ts'

const ownNumber = { telecom: '+16085550142' }
const shown = { SITE_APPOINTMENTS: 'shown' }
const dayMs = 86_400_000
const dayFromNow = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)
const ofAna = { patient: 'e1a2b3', date: `ge${dayFromNow(-1)}` }

function aVisit(facts: Partial<fhir4.Appointment> = {}): fhir4.Appointment {
  return {
    resourceType: 'Appointment',
    id: 'eVisit1',
    status: 'booked',
    serviceCategory: [{ text: 'appointment' }],
    specialty: [{ text: 'Cardiology' }],
    description: 'Follow-up of a palpitation',
    patientInstruction: 'Bring your tablets.',
    comment: 'Afraid of needles',
    start: `${dayFromNow(1)}T16:30:00Z`,
    participant: [{ actor: { reference: 'Patient/e1a2b3', display: 'Kessler, Ana Maria' }, status: 'accepted' }],
    ...facts,
  }
}

/** A broker whose agent found Ana by her number. */
async function afterSearch(settings: Record<string, string> = {}) {
  const desk = await aRunningBroker({ ...shown, ...settings })
  desk.epic.state.appointments = [aVisit(), aVisit({ id: 'eSurgery', serviceCategory: [{ text: 'surgery' }] })]
  await desk.search(ownNumber)
  return desk
}

it('answers visits and surgeries of a patient that was found for this contact, and records whose they were', async () => {
  const { appointments, epic, audit } = await afterSearch()
  const answer = await appointments(ofAna)

  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const bundle: fhir4.Bundle = await answer.json()
  expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual(['eSurgery', 'eVisit1'])
  expect(epic.state.appointmentSearches.map(String).sort()).toEqual([
    `patient=e1a2b3&date=ge${dayFromNow(-1)}&service-category=appointment`,
    `patient=e1a2b3&date=ge${dayFromNow(-1)}&service-category=surgery`,
  ])
  expect(audit.events.at(-1)).toMatchObject({
    operation: 'appointments',
    outcome: 'found',
    patients: ['e1a2b3'],
    contactId,
    agentId: 'connect-dana',
  })
})

it('answers when, what and where, and nothing else of what Epic sent (R29)', async () => {
  const { appointments } = await afterSearch()
  const text = await (await appointments(ofAna)).text()

  expect(text).toContain('Cardiology')
  expect(text).not.toMatch(/palpitation|tablets|needles|Kessler/)
})

it('refuses the appointments of a patient whom no search for this contact found, and asks Epic nothing (R14)', async () => {
  const { appointments, epic, audit, search } = await aRunningBroker(shown)
  expect(await codeOf(await appointments(ofAna))).toBe('search-not-allowed')

  await search(ownNumber)
  const answer = await appointments({ ...ofAna, patient: 'eStranger' })
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.appointmentSearches).toEqual([])
  expect(audit.events.at(-1)).toMatchObject({ operation: 'appointments', outcome: 'search-not-allowed', patients: [] })
})

it('refuses them for another contact than the one that found the patient (R17)', async () => {
  const { appointments, connect, callToken, epic } = await afterSearch()
  const other = 'a0000000-0000-4000-8000-000000000002'
  connect.contacts.set(other, aContact())
  expect(await codeOf(await appointments(ofAna, { token: await callToken(other) }))).toBe('search-not-allowed')
  expect(epic.state.appointmentSearches).toEqual([])
})

it('is not there for a site that does not show appointments, and its tokens do not speak of them', async () => {
  const hidden = await aRunningBroker()
  await hidden.search(ownNumber)
  expect(await codeOf(await hidden.appointments(ofAna))).toBe('search-not-allowed')
  expect(await (await hidden.askToken()).json()).toMatchObject({ scope: 'user/Patient.s' })

  const { askToken } = await aRunningBroker(shown)
  expect(await (await askToken()).json()).toMatchObject({ scope: 'user/Patient.s user/Appointment.s' })
})

it('does not look back: what is over is nobody’s business', async () => {
  const { appointments, epic } = await afterSearch()
  const answer = await appointments({ ...ofAna, date: `ge${dayFromNow(-7)}` })
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.appointmentSearches).toEqual([])
})

it.each([
  ['no patient', { date: ofAna.date }],
  ['no date', { patient: ofAna.patient }],
  ['two patients', { ...ofAna, patient: 'e1a2b3,eLeo' }],
  ['an include', { ...ofAna, _include: '*' }],
])('does not take %s for a question', async (_, params) => {
  const { appointments, epic } = await afterSearch()
  expect((await appointments(params as Record<string, string>)).status).toBe(400)
  expect(epic.state.appointmentSearches).toEqual([])
})

it('has a budget of its own: twenty looks a contact, which take no search away', async () => {
  const { appointments, search, callToken } = await afterSearch({
    BUDGET_PER_CONTACT: '2',
    EPIC_MOST_PER_SECOND: '500',
    EPIC_MOST_CONCURRENT: '100',
  })
  const token = await callToken()
  const answers = await Promise.all(Array.from({ length: 22 }, () => appointments(ofAna, { token })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
  expect((await search(ownNumber, { token })).status).toBe(200)
})

it('says that some are withheld where Epic refuses surgeries', async () => {
  const { appointments, epic } = await afterSearch()
  epic.state.refusedKinds = ['surgery']
  const text = await (await appointments(ofAna)).text()
  expect(text).toContain('eVisit1')
  expect(text).toContain('some-withheld')
})

it('answers a failure of Epic’s by its name', async () => {
  const { appointments, epic } = await afterSearch()
  epic.state.searchFault = 503
  const answer = await appointments(ofAna)
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'epic-unreachable'])
})

it('closes with the contact (R15, R18)', async () => {
  let offset = 0
  const desk = await aRunningBroker(shown, { now: () => Date.now() + offset })
  await desk.search(ownNumber)
  const token = await desk.callToken()
  desk.connect.contacts.set(contactId, aContact({ DisconnectTimestamp: Math.floor(Date.now() / 1_000) - 60 }))
  offset = 61_000
  expect(await codeOf(await desk.appointments(ofAna, { token }))).toBe('contact-not-yours')
})

it('answers only what was recorded (R24)', async () => {
  const { appointments, audit, callToken } = await afterSearch()
  const token = await callToken()
  audit.state.isBroken = true
  const answer = await appointments(ofAna, { token })
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'audit-unavailable'])
})

it('never shows an appointment of another patient that Epic sent beside', async () => {
  const { appointments, epic } = await afterSearch()
  const participant = [{ actor: { reference: 'Patient/eLeo' }, status: 'accepted' as const }]
  epic.state.patients = [anEpicPatient()]
  epic.state.appointments = [aVisit({ participant })]
  const bundle: fhir4.Bundle = await (await appointments(ofAna)).json()
  expect(bundle.entry).toEqual([])
})
