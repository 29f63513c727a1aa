import { expect, it } from 'vitest'
import { aContact, anEpicPatient } from './played-parties.ts'
import { aRunningBroker, bare, codeOf, contactId, recordNumbers, widget } from './running-broker.ts'

const ownNumber = { telecom: '+16085550142' }
const byBirthDate = { given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' }
const bySex = { given: 'Ana', family: 'Kessler', 'legal-sex': 'female', telecom: '+16085550142' }

it('finds who has the number that called, asked in every format of the site, as one search and one budget unit', async () => {
  const { search, epic, audit } = await aRunningBroker({ BUDGET_PER_CONTACT: '1' })
  const answer = await search(ownNumber)

  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/fhir+json')
  const bundle: fhir4.Bundle = await answer.json()
  expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual(['e1a2b3'])
  expect(epic.state.searches.map(String).sort()).toEqual(['telecom=%2B16085550142', 'telecom=608-555-0142'])
  expect(audit.events.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    'token granted',
    'search found',
  ])
  expect(audit.events.at(-1)).toMatchObject({
    searchBy: 'telephone',
    patients: ['e1a2b3'],
    agentId: 'connect-dana',
    contactId,
  })
})

it.each([
  ['name and birth date', byBirthDate, ['given=Ana&family=Kessler&birthdate=1980-02-29']],
  [
    'name, legal sex and the number that called',
    bySex,
    ['+16085550142', '608-555-0142'].map((telecom) => String(new URLSearchParams({ ...bySex, telecom }))),
  ],
  [
    'a record number of a system of the site',
    { identifier: `${recordNumbers}|00123` },
    [String(new URLSearchParams({ identifier: `${recordNumbers}|00123` }))],
  ],
])('finds by %s', async (_, params, asked) => {
  const { search, epic } = await aRunningBroker()
  const answer = await search(params)

  expect(answer.status).toBe(200)
  expect(epic.state.searches.map(String).sort()).toEqual([...asked].sort())
})

it.each([
  ['another number than the one that called', { telecom: '+16085550199' }],
  ['another number beside name and sex', { ...bySex, telecom: '+16085550199' }],
  ['a record number of a system the site does not list', { identifier: 'urn:oid:2.16.840.1.113883.4.1|123456789' }],
])('refuses %s, asks Epic nothing and takes nothing off the budget (R14)', async (_, params) => {
  const { search, epic, audit } = await aRunningBroker({ BUDGET_PER_CONTACT: '1' })
  const answer = await search(params)

  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.searches).toEqual([])
  expect(audit.events.at(-1)).toMatchObject({ operation: 'search', outcome: 'search-not-allowed' })
  expect((await search(byBirthDate)).status).toBe(200)
})

it('refuses the number alone where the site does not allow it, and takes it beside name and sex', async () => {
  const { search } = await aRunningBroker({ SITE_PHONE_SEARCH: 'refused' })

  expect(await codeOf(await search(ownNumber))).toBe('search-not-allowed')
  expect((await search(bySex)).status).toBe(200)
})

it.each([
  ['name-and-birth-date', byBirthDate],
  ['name-sex-and-telephone', bySex],
  ['record-number', { identifier: `${recordNumbers}|000123` }],
])('asks Epic by %s where the site accepts that set alone, and by no other', async (set, facts) => {
  const { search, epic } = await aRunningBroker({ SITE_SEARCH_SETS: set })
  const all = [byBirthDate, bySex, { identifier: `${recordNumbers}|000123` }]
  for (const other of all.filter((one) => JSON.stringify(one) !== JSON.stringify(facts))) {
    const answer = await search(other)
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  }
  expect(epic.state.searches).toEqual([])
  expect((await search(facts)).status).toBe(200)
})

it.each(['anonymous', '+266696687', '5', ''])('searches no number where the caller sent %o (R64)', async (Address) => {
  const { search, connect } = await aRunningBroker()
  connect.contacts.set(contactId, aContact({ CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address } }))

  expect(await codeOf(await search(ownNumber))).toBe('search-not-allowed')
  expect((await search(byBirthDate)).status).toBe(200)
})

it.each([
  ['alone', ownNumber],
  ['beside name and sex', bySex],
])('searches no number %s that is one of the hospital’s own, though the call came from it (R64)', async (_, params) => {
  const { search, epic, audit } = await aRunningBroker({
    SITE_OWN_NUMBERS: '+16085550100,+16085550142',
    BUDGET_PER_CONTACT: '1',
  })
  const answer = await search(params)

  expect([answer.status, await codeOf(answer)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.searches).toEqual([])
  expect(audit.events.at(-1)).toMatchObject({ operation: 'search', outcome: 'search-not-allowed' })
  expect((await search(byBirthDate)).status).toBe(200)
})

it.each([
  ['nothing', {}],
  ['a birth date alone', { birthdate: '1980-02-29' }],
  ['a wildcard parameter', { ...ownNumber, _revinclude: '*' }],
  ['a range of dates', { ...byBirthDate, birthdate: 'ge1980-01-01' }],
  ['an id', { _id: 'e1a2b3' }],
])('does not take %s for a search', async (_, params) => {
  const { search, epic } = await aRunningBroker()
  const answer = await search(params)

  expect([answer.status, await codeOf(answer)]).toEqual([400, 'broker-refused'])
  expect(epic.state.searches).toEqual([])
})

it('answers the few fields we show and nothing else of what Epic sent (R29)', async () => {
  const { search } = await aRunningBroker()
  const text = await (await search(ownNumber)).text()

  expect(text).toContain('Kessler')
  expect(text).not.toMatch(/Widowed|Next of Kin|maritalStatus/)
})

it('answers "too many" and nobody where Epic found more than ten (R29)', async () => {
  const { search, epic, audit } = await aRunningBroker()
  epic.state.patients = Array.from({ length: 11 }, (_, index) => anEpicPatient({ id: `e${index}` }))
  const text = await (await search(byBirthDate)).text()

  expect(text).toContain('too-many')
  expect(text).not.toContain('Kessler')
  expect(audit.events.at(-1)).toMatchObject({ outcome: 'too-many', patients: [] })
})

it('answers a restricted patient and nobody alike, byte for byte; the audit knows the difference (R23)', async () => {
  const { search, epic, audit } = await aRunningBroker()
  epic.state.outcome = '4101'
  const nobody = await search(byBirthDate)
  epic.state.outcome = '4130'
  const restricted = await search(byBirthDate)

  expect([restricted.status, await restricted.text()]).toEqual([200, await nobody.text()])
  expect(bare(restricted)).toEqual(bare(nobody))
  expect(audit.events.map(({ outcome }) => outcome)).toEqual(['granted', 'none', 'granted', 'restricted'])
})

it.each([
  ['contact-not-yet-yours', '1', aContact({ AgentInfo: undefined })],
  ['contact-not-yours', null, aContact({ AgentInfo: { Id: 'connect-sam' } })],
  ['contact-not-yours', null, aContact({ DisconnectTimestamp: 1_700_000_000 })],
])('answers %s for a contact that is not the agent’s now (R11, R18)', async (code, retryAfter, contact) => {
  const { search, callToken, connect, epic } = await aRunningBroker()
  connect.contacts.set(contactId, aContact({ AgentInfo: undefined }))
  const token = await callToken()
  connect.contacts.set(contactId, contact)
  await new Promise((resolve) => {
    setTimeout(resolve, 550)
  })
  const answer = await search(ownNumber, { token })

  expect(await codeOf(answer)).toBe(code)
  expect(answer.headers.get('retry-after')).toBe(retryAfter)
  expect(epic.state.searches).toEqual([])
})

it.each([
  ['somebody else’s', aContact({ AgentInfo: { Id: 'connect-sam' } })],
  ['somebody else’s, and over', aContact({ AgentInfo: { Id: 'connect-sam' }, DisconnectTimestamp: 1_700_000_000 })],
  ['dialled by somebody else', aContact({ AgentInfo: { Id: 'connect-sam' }, InitiationMethod: 'OUTBOUND' })],
])('answers a search for a contact that is %s as for an unknown one, byte for byte (R12)', async (_, contact) => {
  const { search, callToken, connect } = await aRunningBroker()
  const ringing = aContact({ AgentInfo: undefined })
  for (const id of [contactId, 'call-of-nobody']) connect.contacts.set(id, ringing)
  const tokens = [await callToken(contactId), await callToken('call-of-nobody')] as const
  connect.contacts.set(contactId, contact)
  connect.contacts.delete('call-of-nobody')
  await new Promise((resolve) => {
    setTimeout(resolve, 550)
  })
  const [foreign, unknown] = [
    await search(ownNumber, { token: tokens[0] }),
    await search(ownNumber, { token: tokens[1] }),
  ]

  expect([foreign.status, unknown.status]).toEqual([403, 403])
  expect(bare(foreign)).toEqual(bare(unknown))
  expect(await foreign.text()).toBe(await unknown.text())
})

it.each([
  ['no token', null],
  ['a word', 'word'],
])('answers 401 to %s', async (_, token) => {
  const { search } = await aRunningBroker()
  const answer = await search(ownNumber, { token })

  expect([answer.status, await codeOf(answer)]).toEqual([401, 'contact-token-over'])
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
})

it('does not take the token of the agent for the token of the call', async () => {
  const { search, idp } = await aRunningBroker()
  expect(await codeOf(await search(ownNumber, { token: await idp.tokenOf() }))).toBe('contact-token-over')
})

it('lets exactly five of fifty searches at once through for one contact (R21)', async () => {
  const { search, callToken, epic } = await aRunningBroker()
  const token = await callToken()
  const answers = await Promise.all(Array.from({ length: 50 }, () => search(byBirthDate, { token })))

  const codes = answers.map(({ status }) => status)
  expect(codes.filter((status) => status === 200)).toHaveLength(5)
  expect(codes.filter((status) => status === 429)).toHaveLength(45)
  expect(epic.state.searches).toHaveLength(5)
})

it.each([
  [503, 'epic-unreachable'],
  ['html', 'epic-invalid-answer'],
] as const)('says that Epic fails, not that there is nobody, where Epic answers %o (R65, R66)', async (fault, code) => {
  const { search, epic, audit } = await aRunningBroker()
  epic.state.searchFault = fault
  const answer = await search(byBirthDate)
  const text = await answer.clone().text()

  expect(await codeOf(answer)).toBe(code)
  expect(text).not.toMatch(/html|Ana|127\.0\.0\.1/)
  expect(audit.events.at(-1)).toMatchObject({ outcome: code })
})

it('gives no patient out that it could not record (R24)', async () => {
  const { search, callToken, audit } = await aRunningBroker()
  const token = await callToken()
  audit.state.isBroken = true
  const answer = await search(ownNumber, { token })

  expect(answer.status).toBe(503)
  const text = await answer.text()
  expect(text).toContain('audit-unavailable')
  expect(text).not.toContain('Kessler')
})

it('keeps Epic’s token, the assertion and the caller’s facts out of answers, headers and the audit (R1, R20)', async () => {
  const { search, askToken, epic, audit, postJson, callToken } = await aRunningBroker()
  const token = await callToken()
  const answers = [
    await askToken(),
    await search(ownNumber, { token }),
    await search(bySex, { token }),
    await search({ telecom: '+16085550199' }, { token }),
    await postJson('/confirmation', { patient: 'e1a2b3', verified: ['birth-date', 'name'] }, { token }),
  ]
  const seen = JSON.stringify([audit.events, ...answers.map(({ headers }) => [...headers])])
  const bodies = (await Promise.all(answers.map((answer) => answer.text()))).join('')

  expect(epic.state.assertions[0]).toMatch(/^ey/)
  for (const secret of [epic.state.token, epic.state.assertions[0] ?? '']) expect(seen + bodies).not.toContain(secret)
  for (const fact of [token, '6085550142', '6085550199', 'Kessler', 'Ana', '1980']) expect(seen).not.toContain(fact)
})

it('asks Epic for one new token where it refuses the old one, and finds the patient all the same', async () => {
  const { search, callToken, epic } = await aRunningBroker()
  const token = await callToken()
  await search(byBirthDate, { token })
  epic.state.token = 'another-token'
  const answers = await Promise.all([1, 2, 3].map(() => search(byBirthDate, { token })))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(epic.state.tokenCalls).toBe(2)
})

it('asks for no second token in half a minute where Epic does not know the client (faults)', async () => {
  const { search, callToken, epic } = await aRunningBroker()
  epic.state.tokenFault = 'invalid_client'
  const token = await callToken()
  const answers = await Promise.all([1, 2, 3].map(() => search(byBirthDate, { token })))

  expect(await Promise.all(answers.map(codeOf))).toEqual(['epic-set-up', 'epic-set-up', 'epic-set-up'])
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeLessThanOrEqual(30)
  expect(epic.state.tokenCalls).toBe(1)
})

it('stops asking Epic for a page that went away, and records that', async () => {
  const { url, callToken, epic, audit } = await aRunningBroker()
  epic.state.searchFault = 'never'
  const leaving = new AbortController()
  const answer = fetch(`${url}/fhir/R4/Patient/_search`, {
    method: 'POST',
    headers: { origin: widget, authorization: `Bearer ${await callToken()}` },
    body: new URLSearchParams(byBirthDate),
    signal: leaving.signal,
  }).catch(() => 'gone')
  await expect.poll(() => epic.state.searches.length).toBe(1)
  leaving.abort()

  expect(await answer).toBe('gone')
  await expect.poll(() => audit.events.at(-1)).toMatchObject({ operation: 'search', outcome: 'aborted' })
})

it('searches as soon as Connect names the agent, where it is late after the accept', async () => {
  const { search, callToken, connect } = await aRunningBroker()
  connect.contacts.set(contactId, aContact({ AgentInfo: undefined }))
  const token = await callToken()
  const late = setTimeout(() => connect.contacts.set(contactId, aContact()), 150)

  const begun = performance.now()
  const answer = await search(ownNumber, { token })
  clearTimeout(late)
  expect(answer.status).toBe(200)
  expect(performance.now() - begun).toBeLessThan(900)
  expect(connect.state.described).toBeLessThanOrEqual(6)
})
