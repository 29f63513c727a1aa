import { expect, it } from 'vitest'
import { toMatchParameters } from '../../src/fhir/match-parameters.ts'
import { aContact, anEpicPatient } from './played-parties.ts'
import { aRunningBroker, codeOf, contactId } from './running-broker.ts'

const byName = { given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' }
const asked = { given: 'Ana', family: 'Kessler', birthDate: '1980-02-29', legalSex: null, telephone: '+16085550142' }
const whetherAna = toMatchParameters(asked, 'e164')
const site = { SITE_CERTAIN_MATCH: 'asked' }

/** A broker whose agent found Ana by name and birth date, and an Epic that is certain of her. */
async function afterSearch(settings: Record<string, string> = {}) {
  const desk = await aRunningBroker({ ...site, ...settings })
  desk.epic.state.match = { certain: 'e1a2b3' }
  await desk.search(byName)
  return desk
}

/** The answer in words: `certain of e1a2b3`, a word of ours, or nobody. */
async function said(answer: Response): Promise<string> {
  const bundle: fhir4.Bundle<fhir4.FhirResource> = await answer.json()
  const [entry] = bundle.entry ?? []
  if (entry?.resource?.resourceType === 'Patient') return `certain of ${entry.resource.id}`
  const outcome = entry?.resource as fhir4.OperationOutcome | undefined
  return outcome?.issue[0]?.details?.coding?.[0]?.code ?? 'nobody'
}

it('asks Epic with the number in the site’s own format, answers the id alone, and records it (R24, R29)', async () => {
  const { match, epic, audit } = await afterSearch({ SITE_PHONE_FORMATS: 'dashed,e164' })
  const answer = await match(whetherAna)
  const text = await answer.clone().text()

  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await said(answer)).toBe('certain of e1a2b3')
  expect(text).not.toMatch(/Kessler|1980|Widowed|0142/)
  expect(epic.state.matches).toEqual([toMatchParameters(asked, 'dashed')])
  expect(audit.events.at(-1)).toMatchObject({
    operation: 'match',
    outcome: 'certain',
    patients: ['e1a2b3'],
    contactId,
    agentId: 'connect-dana',
  })
})

it.each([
  ['59013', 400, 'not-certain'],
  ['59011', 400, 'several'],
  ['59102', 400, 'not-understood'],
  ['59138', 400, 'not-offered'],
])('takes Epic’s %s for an answer, and no failure', async (refused, status, expected) => {
  const { match, epic, audit } = await afterSearch()
  epic.state.match = { refused, status }
  const answer = await match(whetherAna)
  expect([answer.status, await said(answer)]).toEqual([200, expected])
  expect(audit.events.at(-1)).toMatchObject({ outcome: expected, patients: [] })
})

it('answers nobody, restricted, and somebody this agent did not find for this contact alike (R23)', async () => {
  const { match, epic, audit, search } = await afterSearch()
  const matches = [null, { refused: '4131', status: 403 }, { certain: 'eStranger' }] as const
  const answers: string[] = []
  for (const one of matches) {
    epic.state.match = one
    await search(byName)
    answers.push(await (await match(whetherAna)).text())
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('"entry":[]')
  const outcomes = audit.events.filter(({ operation }) => operation === 'match').map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['none', 'restricted', 'restricted'])
})

it.each([
  ['found nobody', 'none', () => []],
  [
    'found too many to show',
    'too-many',
    () => Array.from({ length: 11 }, (_, n) => anEpicPatient({ id: n === 0 ? 'e1a2b3' : `e${n}` })),
  ],
] as const)(
  'after a search that %s Epic’s certain match is nobody, as a stranger is (R23)',
  async (_, outcome, found) => {
    const { match, epic, audit, search, callToken } = await aRunningBroker(site)
    epic.state.patients = found()
    epic.state.match = { certain: 'e1a2b3' }
    const token = await callToken()
    await search(byName, { token })
    expect(audit.events.at(-1)).toMatchObject({ operation: 'search', outcome })

    const text = await (await match(whetherAna, { token })).text()
    expect(text).toContain('"entry":[]')
    expect(text).not.toContain('e1a2b3')
    expect(audit.events.at(-1)).toMatchObject({ operation: 'match', outcome: 'restricted', patients: [] })
  },
)

it('tells nobody of a patient whom another contact’s search found (R17)', async () => {
  const { match, connect, callToken, search } = await afterSearch()
  const other = 'a0000000-0000-4000-8000-000000000002'
  connect.contacts.set(other, aContact())
  const token = await callToken(other)
  await search({ telecom: '+16085550142' }, { token })
  expect(await said(await match(whetherAna, { token }))).toBe('certain of e1a2b3')

  const third = 'a0000000-0000-4000-8000-000000000003'
  connect.contacts.set(third, aContact())
  expect(await codeOf(await match(whetherAna, { token: await callToken(third) }))).toBe('budget-spent')
})

it('takes the number of this very call and no other (R14)', async () => {
  const { match, epic } = await afterSearch()
  const answer = await match(toMatchParameters({ ...asked, telephone: '+16085550143' }, 'e164'))
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.matches).toEqual([])
})

it('takes no number that is one of the hospital’s own, though the call came from it (R64)', async () => {
  const { match, epic } = await afterSearch({ SITE_OWN_NUMBERS: asked.telephone })
  const answer = await match(whetherAna)
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.matches).toEqual([])
})

it('is not there for a site that does not ask', async () => {
  const { match, epic, search } = await aRunningBroker()
  await search(byName)
  expect(await codeOf(await match(whetherAna))).toBe('search-not-allowed')
  expect(epic.state.matches).toEqual([])
})

it('takes no element that the widget does not write, and nothing that is no JSON', async () => {
  const { match, epic } = await afterSearch()
  const [parameter] = whetherAna.parameter ?? []
  const resource = { ...parameter?.resource, identifier: [{ system: 'urn:oid:1', value: '1' }] }
  const more = { ...whetherAna, parameter: [{ name: 'resource', resource }, { name: 'onlyCertainMatches' }] }
  expect((await match(more)).status).toBe(400)
  expect((await match('word')).status).toBe(400)
  expect((await match(whetherAna, { contentType: 'application/json' })).status).toBe(415)
  expect(epic.state.matches).toEqual([])
})

it('goes with a search: one each, none before the first, and none is taken away from the searches (R21)', async () => {
  const desk = await aRunningBroker({ ...site, BUDGET_PER_CONTACT: '2', EPIC_MOST_PER_SECOND: '500' })
  const token = await desk.callToken()
  expect(await codeOf(await desk.match(whetherAna, { token }))).toBe('budget-spent')

  await desk.search(byName, { token })
  const answers = await Promise.all(Array.from({ length: 6 }, () => desk.match(whetherAna, { token })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)

  expect((await desk.search(byName, { token })).status).toBe(200)
  expect((await desk.match(whetherAna, { token })).status).toBe(200)
  expect(await codeOf(await desk.search(byName, { token }))).toBe('budget-spent')
  expect(await codeOf(await desk.match(whetherAna, { token }))).toBe('budget-spent')
})

it('answers a failure of Epic’s by its name', async () => {
  const { match, epic } = await afterSearch()
  epic.state.searchFault = 503
  const answer = await match(whetherAna)
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'epic-unreachable'])
})

it('closes with the contact (R15, R18)', async () => {
  let offset = 0
  const desk = await aRunningBroker(site, { now: () => Date.now() + offset })
  await desk.search(byName)
  const token = await desk.callToken()
  desk.connect.contacts.set(contactId, aContact({ DisconnectTimestamp: Math.floor(Date.now() / 1_000) - 60 }))
  offset = 61_000
  expect(await codeOf(await desk.match(whetherAna, { token }))).toBe('contact-not-yours')
})

it('answers only what was recorded (R24)', async () => {
  const { match, audit, callToken } = await afterSearch()
  const token = await callToken()
  audit.state.isBroken = true
  const answer = await match(whetherAna, { token })
  expect([answer.status, await codeOf(answer)]).toEqual([503, 'audit-unavailable'])
})
