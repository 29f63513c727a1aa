import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { writePatient } from '../../../../src/sandbox/epic/people/epic-patient.ts'
import { ordinary, type Person } from '../../../../src/sandbox/epic/people/person.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'
import { inWords, type PlayedEpic, playEpic } from '../playing-epic.ts'
import { epicFixture } from '../../../fixtures/epic-fixture.ts'
import { shapeOf } from './shape.ts'

const home = { street: '1 Elm St', city: 'Madison', state: 'WI', postalCode: '53703' }
/** Registered twice under one name, birth date and number, and merged by nobody. */
const twice = (id: string, number: number): Person => ({
  ...ordinary,
  id,
  number,
  given: ['Dora'],
  family: 'Quill',
  sex: 'female',
  birthDate: '1970-01-01',
  recordNumber: `9${number}`,
  home,
  telephones: [{ number: '608-555-0177', use: 'home' }],
})

let played: PlayedEpic
beforeAll(async () => {
  const twins = [twice('eDora1', 901), twice('eDora2', 902)].map(writePatient)
  played = await playEpic([...makePeople({ size: 300 }), ...twins])
})
afterEach(() => {
  played.epic.site.match = 'offered'
})
afterAll(() => played.close())

const maria: fhir4.Patient = {
  resourceType: 'Patient',
  name: [{ use: 'official', family: 'Garcia', given: ['Maria'] }],
  birthDate: '1990-04-04',
  gender: 'female',
}
const withNumber = (patient: fhir4.Patient, value: string): fhir4.Patient => ({
  ...patient,
  telecom: [{ system: 'phone', value }],
})
const only = { name: 'onlyCertainMatches', valueBoolean: true }

async function match(resource: fhir4.Patient, certain: fhir4.ParametersParameter | null = only) {
  const parameter = [{ name: 'resource', resource }, ...(certain === null ? [] : [certain])]
  return played.post('Patient/$match', { resourceType: 'Parameters', parameter })
}

/** The answer in words: the status, who is certain, and what Epic said. */
async function said(...asked: Parameters<typeof match>): Promise<unknown[]> {
  const answer = await match(...asked)
  return [answer.status, ...inWords(await answer.json())]
}

describe('name, birth date and sex', () => {
  it('alone are never enough', async () => expect(await said(maria)).toEqual([400, '59013']))

  it('with the telephone make it certain, even of one of two namesakes', async () => {
    const answer = await match(withNumber(maria, '608-555-0131'))
    const { entry = [] }: fhir4.Bundle<fhir4.Patient> = await answer.json()
    expect(entry.map(({ resource }) => resource?.id)).toEqual([castIds.mariaOfThirtyOne])
    expect(entry[0]?.search).toEqual({
      extension: [{ valueCode: 'certain', url: 'http://hl7.org/fhir/StructureDefinition/match-grade' }],
      mode: 'match',
      score: 1,
    })
  })

  it('with the address too', async () => {
    const address = [{ use: 'home' as const, line: ['8 Old Mill Rd'], city: 'Verona', postalCode: '53593' }]
    expect(await said({ ...maria, address })).toEqual([200, 'Maria Garcia'])
  })

  it('with both, asked in the shape that Epic took, too', async () => {
    const answer = await played.post('Patient/$match', epicFixture('match-request-with-address'))
    expect([answer.status, ...inWords(await answer.json())]).toEqual([200, 'Ana Maria Kessler'])
  })

  it('with somebody else’s telephone are not', async () => {
    expect(await said(withNumber(maria, '608-555-0199'))).toEqual([400, '59013'])
  })

  it('that nobody has are nobody’s', async () => {
    const zebedee = { ...maria, name: [{ family: 'Quartz', given: ['Zebedee'] }], birthDate: '1903-01-31' }
    expect(await said(withNumber(zebedee, '608-555-0199'))).toEqual([200, '4101'])
  })

  it('that two records have, with one telephone, are refused', async () => {
    const dora = { ...maria, name: [{ family: 'Quill', given: ['Dora'] }], birthDate: '1970-01-01' }
    expect(await said(withNumber(dora, '608-555-0177'))).toEqual([400, '59011'])
  })

  it('of a record that was merged are those of the one that survives', async () => {
    const irene = { ...maria, name: [{ family: 'Castell', given: ['Irene'] }], birthDate: '1957-03-08' }
    expect(await said(withNumber(irene, '608-555-0174'))).toEqual([200, 'Irene Castell'])
  })

  it('of somebody behind glass are not told', async () => {
    const gwen = { ...maria, name: [{ family: 'Moran', given: ['Gwen'] }], birthDate: '1968-10-02' }
    expect(await said(withNumber(gwen, '608-555-0176'))).toEqual([403, '4131'])
  })
})

describe('onlyCertainMatches', () => {
  it.each<[string, fhir4.ParametersParameter | null, string]>([
    ['the text of Epic’s own sample', { name: 'onlyCertainMatches', valueString: 'true' }, '59102'],
    ['false', { name: 'onlyCertainMatches', valueBoolean: false }, '59138'],
    ['nothing', null, '59138'],
  ])('is refused as %s', async (_, certain, code) => {
    expect(await said(withNumber(maria, '608-555-0131'), certain)).toEqual([400, code])
  })
})

it('passes over Epic’s own identifiers and a second official name, and says so', async () => {
  const identifier = [{ system: 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14', value: '0020311' }]
  const name = [...(maria.name ?? []), { use: 'official' as const, family: 'Kessler', given: ['Ana'] }]
  const asked = withNumber({ ...maria, identifier, name }, '608-555-0131')
  expect(await said(asked)).toEqual([200, 'Maria Garcia', '59109', '59109'])
})

it('does not understand what is no Parameters', async () => {
  const answer = await played.post('Patient/$match', maria)
  expect([answer.status, inWords(await answer.json())]).toEqual([400, ['59102']])
})

it('is refused without a body to a client that lacks it, and is a web server’s page where Epic has none', async () => {
  played.epic.site.match = 'not-registered'
  const refused = await match(maria)
  expect([refused.status, await refused.text()]).toEqual([403, ''])

  played.epic.site.match = 'missing'
  const missing = await match(maria)
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html'])
})

it('stands in the CapabilityStatement while Epic has it', async () => {
  const operations = async () => {
    const statement: fhir4.CapabilityStatement = await (await played.read('metadata')).json()
    return statement.rest?.[0]?.resource?.find(({ type }) => type === 'Patient')?.operation
  }
  expect(await operations()).toEqual([
    { name: 'match', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-match' },
  ])
  played.epic.site.match = 'missing'
  expect(await operations()).toBeUndefined()
})

describe('has the shape that Epic gave', () => {
  it('to a certain match', async () => {
    const answer: unknown = await (await match(withNumber(maria, '608-555-0131'))).json()
    const lacking = [...shapeOf(epicFixture('match-certain'))].filter((path) => !shapeOf(answer).has(path))
    expect(lacking).toEqual([])
    const { 2026: telecom } = epicFixture('telecom-variants') as Record<'2026', unknown>
    const known = new Set(
      [
        epicFixture('match-certain'),
        epicFixture('searchset-one-match'),
        { entry: [{ resource: { telecom } }] },
      ].flatMap((captured) => [...shapeOf(captured)]),
    )
    expect([...shapeOf(answer)].filter((path) => !known.has(path))).toEqual([])
  })

  it('to no match', async () => {
    const zebedee = { ...maria, name: [{ family: 'Quartz', given: ['Zebedee'] }], birthDate: '1903-01-31' }
    expect(shapeOf(await (await match(zebedee)).json())).toEqual(shapeOf(epicFixture('match-no-result')))
  })

  const dora = { ...maria, name: [{ family: 'Quill', given: ['Dora'] }], birthDate: '1970-01-01' }

  it.each<[string, Parameters<typeof match>, string]>([
    ['that nobody is certain', [maria], 'match-not-certain'],
    ['that several are', [withNumber(dora, '608-555-0177')], 'match-several'],
  ])('to a refusal that says %s, word for word', async (_, asked, name) => {
    const body = JSON.stringify(await (await match(...asked)).json())
    expect(JSON.parse(body.replaceAll('.13.999.1.7.', '.13.0.1.7.'))).toEqual(epicFixture(name))
  })

  it.each<[string, fhir4.ParametersParameter]>([
    ['59102', { name: 'onlyCertainMatches', valueString: 'true' }],
    ['59138', { name: 'onlyCertainMatches', valueBoolean: false }],
  ])('to a refusal of what was asked, of which the code alone is known: %s', async (code, certain) => {
    const answer = await match(maria, certain)
    const body = (await answer.json()) as fhir4.OperationOutcome
    expect([answer.status, inWords(body), shapeOf(body)]).toEqual([
      400,
      [code],
      shapeOf(epicFixture('match-not-certain')),
    ])
  })
})

it('goes into the journal as a status and codes, without any value', async () => {
  await match(withNumber(maria, '608-555-0131'))
  const entry = played.journal.entries().at(-1)
  expect(entry).toMatchObject({ event: 'match', facts: { status: 200, found: 1, outcomes: '' } })
  expect(JSON.stringify(entry)).not.toMatch(/Maria|Garcia|1990|0131/)
})
