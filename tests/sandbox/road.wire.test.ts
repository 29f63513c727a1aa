import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Answered, aRoad, namesIn, patientsIn } from './road.ts'

const household = '+16085550142'
const recordNumbers = 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14'
const walter = { given: 'Walter', family: 'Nguyen', birthdate: '1951-12-09' }

it('goes the whole road: ring, token ahead, accept, household, confirmation, taken back, other patient, end', async () => {
  const road = await aRoad()
  const { contactId, token } = await road.takeCall({ number: household })
  const found = await road.search(token, { telecom: household })
  const idOf = (given: string) => patientsIn(found).find(({ name }) => name?.[0]?.given?.[0] === given)?.id

  expect(namesIn(found)).toEqual(['Ana Maria Kessler', 'Leo Kessler', 'Rosa Kessler', 'Tom Brandt'])
  const verified = ['birth-date', 'name']
  expect((await road.confirm(token, { patient: idOf('Rosa'), contactId, verified })).status).toBe(204)
  expect((await road.withdraw(token, { patient: idOf('Rosa') })).status).toBe(204)
  expect((await road.confirm(token, { patient: idOf('Ana'), contactId, verified })).status).toBe(204)

  road.instance.hangUp(contactId, 'customer')
  road.skipMs(60_000)
  const late = await road.search(token, { telecom: household })
  expect([late.status, late.code]).toEqual([403, 'contact-not-yours'])
  expect(road.decisions()).toEqual([
    'token granted-ahead',
    'search found',
    'confirmation confirmed',
    'withdrawal withdrawn',
    'confirmation confirmed',
    'search contact-not-yours',
  ])
})

it('finds by number in the site’s forms, by name and birth date, by name, sex and number, and by record number', async () => {
  const road = await aRoad()
  const { token } = await road.takeCall({ number: household })
  const byName = await road.search(token, walter)
  const [patient] = patientsIn(byName)
  const recordNumber = patient?.identifier?.find(({ system }) => system === recordNumbers)?.value ?? ''
  const bySex = { given: 'Ana', family: 'Kessler', 'legal-sex': 'female', telecom: household }

  expect(namesIn(byName)).toEqual(['Walter Nguyen'])
  // Epic weighs what it is given: whoever shares the number comes too, and the widget compares for itself (R49).
  expect(namesIn(await road.search(token, bySex))).toContain('Ana Maria Kessler')
  expect(namesIn(await road.search(token, { identifier: `${recordNumbers}|${recordNumber}` }))).toEqual([
    'Walter Nguyen',
  ])
  expect(patientsIn(await road.search(token, { given: 'Zebedee', family: 'Quartz', birthdate: '1903-01-31' }))).toEqual(
    [],
  )
})

it('meets both ways in which Epic holds a number, as one search', async () => {
  const road = await aRoad({ budgetPerContact: 1 })
  const { token } = await road.takeCall({ number: '+16085550123' })

  // James Sr. is stored as 608-555-0123, James Jr. as +1 608-555-0123: neither form alone finds both.
  expect(namesIn(await road.search(token, { telecom: '+16085550123' }))).toEqual(['James Whitfield', 'James Whitfield'])
  const asked = road.sandbox.journal.entries().filter(({ party, event }) => party === 'epic' && /search/.test(event))
  expect(asked).toHaveLength(2)
  expect((await road.search(token, { telecom: '+16085550123' })).code).toBe('budget-spent')
})

it('says that Epic wants more, and never "nobody", where Epic refuses a number alone', async () => {
  const road = await aRoad()
  road.sandbox.epic.site.phoneSearch = 'refused'
  const { token } = await road.takeCall({ number: household })
  const answer = await road.search(token, { telecom: household })

  expect(answer.status).toBe(200)
  expect(answer.text).toContain('too-little')
  expect(road.decisions()).toContain('search too-little')
})

it('asks Epic nothing by number where the hospital does not allow it', async () => {
  const road = await aRoad({ phoneSearch: 'refused' })
  const { token } = await road.takeCall({ number: household })

  expect((await road.search(token, { telecom: household })).code).toBe('search-not-allowed')
  expect(road.epicTokens.size).toBe(0)
  expect(namesIn(await road.search(token, walter))).toEqual(['Walter Nguyen'])
})

it('serves no search while it rings, also where the site begins there; the search after the accept is the first', async () => {
  const road = await aRoad({ lookupStartsOn: 'ringing', budgetPerContact: 1 })
  const { contactId } = road.instance.ring({ number: household })
  const token = await road.callToken(contactId)
  const early = await road.search(token, { telecom: household })
  expect([early.code, road.epicTokens.size]).toEqual(['contact-not-yet-yours', 0])

  road.instance.accept(contactId)
  road.skipMs(500)
  expect(namesIn(await road.search(token, { telecom: household }))).toContain('Ana Maria Kessler')
  expect(road.decisions()).toEqual(['token granted-ahead', 'search contact-not-yet-yours', 'search found'])
})

it('searches nothing without a token of a live contact of the agent’s own (R11)', async () => {
  const road = await aRoad()
  const { contactId } = road.instance.ring({ number: household })
  const ahead = await road.callToken(contactId)

  const early = await road.search(ahead, { telecom: household })
  expect([early.status, early.code, early.headers.get('retry-after')]).toEqual([409, 'contact-not-yet-yours', '1'])
  for (const token of [null, road.dana, 'word']) {
    const refused = await road.search(token, { telecom: household })
    expect([refused.status, refused.code]).toEqual([401, 'contact-token-over'])
  }
  for (const token of [null, ahead, 'word']) {
    const refused = await road.askToken(contactId, token)
    expect([refused.status, refused.code]).toEqual([401, 'agent-not-signed-in'])
  }
  expect(road.epicTokens.size).toBe(0)
})

it('answers another agent’s contact as one that does not exist, byte for byte (R12)', async () => {
  const road = await aRoad()
  const { contactId } = await road.takeCall({ number: household })
  const { access_token: sam } = await road.signIn('sam.okoye')

  const others = await road.askToken(contactId, sam)
  const unknown = await road.askToken(randomUUID(), sam)
  expect(others.status).toBe(403)
  expect(wholeOf(others)).toEqual(wholeOf(unknown))
})

it.each([
  ['a call that the agent placed', { scenario: 'outbound', number: household }],
  ['monitoring', { scenario: 'monitoring' }],
  ['a chat', { scenario: 'chat' }],
  ['a task', { scenario: 'task' }],
] as const)('gives no token for %s (R13)', async (_, ring) => {
  const road = await aRoad()
  const { contactId } = road.instance.ring(ring)
  const refused = await road.askToken(contactId)
  expect([refused.status, refused.code]).toEqual([403, 'contact-not-yours'])
})

it('gives no token for a transfer of a call that was placed, and one for a transfer of a caller’s (R13)', async () => {
  const road = await aRoad()
  const placed = road.instance.ring({ scenario: 'outbound', number: household, agent: 'sam.okoye' })
  const called = road.instance.ring({ number: household, agent: 'lee.chen' })
  const transfer = (initialContactId: string) => {
    const { contactId } = road.instance.ring({ scenario: 'transfer', number: household, initialContactId })
    road.instance.accept(contactId)
    return contactId
  }

  expect((await road.askToken(transfer(placed.contactId))).code).toBe('contact-not-yours')
  expect((await road.askToken(transfer(called.contactId))).status).toBe(200)
})

it.each(['+14145550107', '+16085550199'])('searches no other number than the caller’s: %s (R14)', async (telecom) => {
  const road = await aRoad()
  const { token } = await road.takeCall({ number: household })
  const refused = await road.search(token, { telecom })

  expect([refused.status, refused.code]).toEqual([403, 'search-not-allowed'])
  expect(road.epicTokens.size).toBe(0)
})

it.each([
  ['withheld', household],
  ['keypad-word', household],
  ['keypad-word', '+266696687'],
  ['extension', household],
] as const)('searches no number of a call that rings as %s, not even %s (R64)', async (scenario, telecom) => {
  const road = await aRoad()
  const { token } = await road.takeCall({ scenario })
  expect((await road.search(token, { telecom })).code).toBe('search-not-allowed')
  expect(road.epicTokens.size).toBe(0)
})

it('takes an extension for no number at all, neither bare nor with the site’s country before it (R64)', async () => {
  const road = await aRoad()
  const { token } = await road.takeCall({ scenario: 'extension' })
  for (const telecom of ['4711', '+14711', 'sip:4711@sbc.hospital.example'])
    expect([telecom, (await road.search(token, { telecom })).status]).toEqual([telecom, 400])
  expect(road.epicTokens.size).toBe(0)
})

it('binds a token to its contact and its parties, for five minutes (R17)', async () => {
  const road = await aRoad()
  const first = await road.takeCall({ number: household })
  await road.search(first.token, { telecom: household })
  const second = await road.takeCall({ number: '+14145550107' })
  const [walterFound] = patientsIn(await road.search(second.token, { telecom: '+14145550107' }))

  const body = { patient: walterFound?.id, verified: ['birth-date', 'name'] }
  expect((await road.search(first.token, { telecom: '+14145550107' })).code).toBe('search-not-allowed')
  expect((await road.confirm(first.token, body)).code).toBe('patient-not-found-here')
  expect((await road.confirm(first.token, { ...body, contactId: second.contactId })).code).toBe('contact-not-yours')

  const epic = `${road.sandbox.origins.epic}/interconnect/api/FHIR/R4/Patient/_search`
  const headers = { authorization: `Bearer ${first.token}` }
  const atEpic = await fetch(epic, { method: 'POST', headers, body: new URLSearchParams({ telecom: household }) })
  expect(atEpic.status).toBe(401)
  road.skipMs(300_000)
  expect((await road.search(first.token, { telecom: household })).code).toBe('contact-token-over')
})

it('looks at each search whether the call still lives, and an end stays an end (R18)', async () => {
  const road = await aRoad()
  const { contactId, token } = await road.takeCall({ number: household })
  expect((await road.search(token, { telecom: household })).status).toBe(200)

  road.instance.hangUp(contactId)
  road.skipMs(60_000)
  expect((await road.search(token, { telecom: household })).code).toBe('contact-not-yours')
  road.instance.clear(contactId)
  road.instance.replayOld(contactId, 'connected')
  road.skipMs(60_000)
  expect((await road.search(token, { telecom: household })).code).toBe('contact-not-yours')
  expect((await road.askToken(contactId)).code).toBe('contact-not-yours')
})

it('lets five searches through for one contact, however many come at once (R21)', async () => {
  const road = await aRoad({ budgetPerContact: 5 })
  const { token } = await road.takeCall({ number: household })
  const answers = await Promise.all(Array.from({ length: 12 }, () => road.search(token, walter)))

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
  expect(answers.filter(({ status, code }) => status === 429 && code === 'budget-spent')).toHaveLength(7)
})

it('writes down every decision, and in none of them a name, number or date (R24)', async () => {
  const road = await aRoad()
  const { contactId, token } = await road.takeCall({ number: household })
  await road.search(token, walter)
  await road.search(token, { telecom: '+16085550199' })
  const unfound = await road.confirm(token, { patient: 'eKq7vT2mZpW0aYx4LnRb9uA3', verified: ['birth-date', 'name'] })
  await road.askToken(randomUUID())

  expect(unfound.code).toBe('patient-not-found-here')
  expect(road.decisions()).toEqual([
    'token granted-ahead',
    'search found',
    'search search-not-allowed',
    'confirmation patient-not-found-here',
    'token contact-not-yours',
  ])
  const written = JSON.stringify(road.sandbox.journal.entries())
  expect(written).toContain(contactId)
  expect(written).not.toMatch(/Nguyen|Walter|1951-12-09|555-?01|Kessler/)
})

it('answers the few fields that are shown, and nobody where more than ten fit (R29)', async () => {
  const road = await aRoad()
  const { token } = await road.takeCall({ number: household })
  const fields = patientsIn(await road.search(token, { telecom: household })).flatMap((patient) => Object.keys(patient))
  const { token: ofFacility } = await road.takeCall({ number: '+16085550190' })
  const tooMany = await road.search(ofFacility, { telecom: '+16085550190' })

  const shown =
    /^(resourceType|id|active|name|telecom|gender|birthDate|deceased\w+|address|identifier|link|communication|extension)$/
  expect(fields.filter((field) => !shown.test(field))).toEqual([])
  expect(JSON.stringify(road.answers.map(({ text }) => text))).not.toMatch(/example\.com|Lakeside Ct/)
  expect([patientsIn(tooMany), tooMany.text.includes('too-many')]).toEqual([[], true])
})

it.each([
  ['down', 503, 'epic-unreachable'],
  ['html', 502, 'epic-invalid-answer'],
  ['invalid-client', 502, 'epic-set-up'],
  ['never', 504, 'epic-too-slow'],
] as const)(
  'says what it is when Epic is %s, with nobody found and nothing of Epic in the answer',
  async (fault, status, code) => {
    const road = await aRoad()
    road.sandbox.epic.site.fault = fault
    const { token } = await road.takeCall({ number: household })
    const answer = await road.search(token, { telecom: household })

    expect([answer.status, answer.code]).toEqual([status, code])
    expect(answer.text).toMatch(/"resourceType":"OperationOutcome"/)
    expect(answer.text).not.toMatch(/html|epic\.localhost|interconnect|stack/i)
    expect(road.decisions()).toContain(`search ${code}`)
  },
)

it('finds again as soon as Epic is back', async () => {
  const road = await aRoad()
  const { token } = await road.takeCall({ number: household })
  road.sandbox.epic.site.fault = 'down'
  expect((await road.search(token, { telecom: household })).code).toBe('epic-unreachable')

  road.sandbox.epic.site.fault = 'none'
  expect(namesIn(await road.search(token, { telecom: household }))).toHaveLength(4)
})

it('never lets Epic’s token, or the assertion for it, into an answer to the page (R1)', async () => {
  const road = await aRoad()
  const { contactId, token } = await road.takeCall({ number: household })
  const [patient] = patientsIn(await road.search(token, { telecom: household }))
  await road.confirm(token, { patient: patient?.id, contactId, verified: ['birth-date', 'name'] })
  road.sandbox.epic.site.fault = 'html'
  await road.search(token, walter)

  expect(road.epicTokens.size).toBe(1)
  const [epicToken = 'none'] = road.epicTokens
  const told = road.answers.map((answer) => `${[...answer.headers].join()} ${answer.text}`).join()
  expect(told).not.toContain(epicToken)
  expect(told).not.toContain('client_assertion')
  expect(JSON.stringify(road.sandbox.journal.entries())).not.toContain(epicToken)
})

function wholeOf({ status, headers, text }: Answered) {
  const changing = new Set(['date', 'x-request-id'])
  return { status, text, headers: [...headers].filter(([name]) => !changing.has(name)) }
}
