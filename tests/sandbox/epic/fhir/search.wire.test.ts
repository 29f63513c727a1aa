import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { recordNumberSystem } from '../../../../src/sandbox/epic/people/epic-patient.ts'
import { inWords, type PlayedEpic, playEpic } from '../playing-epic.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
})
afterEach(() => {
  played.epic.site.phoneSearch = 'allowed'
})
afterAll(() => played.close())

async function find(parameters: Record<string, string>): Promise<string[]> {
  return inWords((await played.search(parameters)).body)
}

describe('a search by telephone', () => {
  it.each(['608-555-0142', '+1 608-555-0142'])(
    'finds the household, and who once had the number, by %s',
    async (telecom) =>
      expect(await find({ telecom })).toEqual(['Ana Maria Kessler', 'Leo Kessler', 'Rosa Kessler', 'Tom Brandt']),
  )

  it.each(['+16085550142', '+1608-555-0142', '6085550142', '(608) 555-0142', '+1 608 555 0142'])(
    'finds nobody by %s, which is not how the number is stored',
    async (telecom) => expect(await find({ telecom })).toEqual(['4101']),
  )

  it('does not look at numbers at work', async () => {
    expect(await find({ telecom: '608-555-0160' })).toEqual(['4101'])
  })

  it('finds e-mail addresses too', async () => {
    expect(await find({ telecom: 'Ana.Kessler@example.com' })).toEqual(['Ana Maria Kessler'])
  })

  it('finds everybody of a nursing home', async () => {
    expect(await find({ telecom: '608-555-0190' })).toHaveLength(31)
  })

  it('looks like an answer with nobody where the hospital refuses it', async () => {
    played.epic.site.phoneSearch = 'refused'
    const { status, body } = await played.search({ telecom: '608-555-0142' })
    expect([status, body.total, inWords(body)]).toEqual([200, 0, ['59133', '4101']])
  })
})

describe('a search with too little', () => {
  it.each([
    { birthdate: '1980-02-29' },
    { family: 'Kessler' },
    { gender: 'female' },
    { given: 'Ana' },
    { name: 'Kessler' },
    { given: 'Ana', family: 'Kessler' },
    { given: 'Ana', family: 'Kessler', 'legal-sex': 'female' },
  ])('looks like an answer with nobody: %o', async (parameters) => {
    const { status, body } = await played.search(parameters)
    expect([status, body.total, inWords(body)]).toEqual([200, 0, ['59133', '4101']])
  })

  it('is refused where it holds no demographics, and says what it did not know first', async () => {
    const { status, body } = await played.search({ 'totally-bogus': 'x' })
    expect([status, inWords(body)]).toEqual([400, ['59100', '59159']])
    expect(body.issue?.[0]?.diagnostics).toContain('TOTALLY-BOGUS')
  })

  it('is refused where phone= is all there is: it only filters', async () => {
    const { status, body } = await played.search({ phone: '608-555-0142' })
    expect([status, inWords(body)]).toEqual([400, ['59159']])
  })
})

describe('a birth date', () => {
  it.each(['ge1980-01-01', '1980', '1980-02', '1980-02-30', '29/02/1980'])('is refused as %s', async (birthdate) => {
    const { status, body } = await played.search({ given: 'Ana', family: 'Kessler', birthdate })
    expect(status).toBe(400)
    expect(body.issue?.[0]?.diagnostics).toContain('A single valid date is required for birthdate')
  })

  it('is refused when there are two', async () => {
    const answer = await played.read('Patient?birthdate=1980-02-29&birthdate=1980-03-01')
    expect([answer.status, inWords(await answer.json())]).toEqual([400, ['59100', '59159']])
  })
})

describe('a search by name', () => {
  it.each([
    ['as written', { given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' }],
    ['as it sounds', { given: 'Anna', family: 'Kesler', birthdate: '1980-02-29' }],
    ['in one parameter', { name: 'ana kessler', birthdate: '1980-02-29' }],
    ['with another birth date', { given: 'Ana', family: 'Kessler', birthdate: '1999-12-31' }],
  ])('finds Ana %s', async (_how, parameters) => expect(await find(parameters)).toEqual(['Ana Maria Kessler']))

  it('finds somebody whose sex is recorded otherwise', async () => {
    const parameters = { given: 'Walter', family: 'Nguyen', 'legal-sex': 'female', telecom: '414-555-0107' }
    expect(await find(parameters)).toContain('Walter Nguyen')
  })

  it('finds both twins by the name of one', async () => {
    expect(await find({ given: 'Ada', family: 'Okafor', birthdate: '2015-07-01' })).toEqual([
      'Ada Okafor',
      'Ida Okafor',
    ])
  })

  it('knows James behind Jim, and has Jr. and Sr. in the text alone', async () => {
    const { body } = await played.search({ given: 'Jim', family: 'Whitfield', birthdate: '1978-09-30' })
    expect(inWords(body)).toEqual(['James Whitfield Sr.', 'James Whitfield Jr.'])
    expect(JSON.stringify(body)).not.toContain('"suffix"')
  })

  it('finds Helen by the name before her marriage', async () => {
    expect(await find({ given: 'Helen', family: 'Dahl', birthdate: '1969-08-21' })).toEqual(['Helen Sorensen'])
  })

  it('finds two Maria Garcia born on one day', async () => {
    expect(await find({ given: 'Maria', family: 'Garcia', birthdate: '1990-04-04' })).toEqual([
      'Maria Garcia',
      'Maria Garcia',
    ])
  })

  it('finds more people when more is said', async () => {
    const less = await find({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' })
    const more = await find({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29', telecom: '608-555-0142' })
    expect(more.length).toBeGreaterThan(less.length)
  })

  it('is refused when it brings up more than 100', async () => {
    const { status, body } = await played.search({
      given: 'Zebedee',
      family: 'Smith',
      'legal-sex': 'female',
      telecom: '608-555-0199',
    })
    expect([status, inWords(body)]).toEqual([400, ['4127']])
  })

  it('is narrowed by a filter after it was retrieved', async () => {
    const whole = { telecom: '608-555-0142' }
    expect(await find({ ...whole, language: 'es' })).toEqual(['Rosa Kessler'])
    expect(await find({ ...whole, active: 'false' })).toEqual(['4101'])
  })
})

describe('a search by identifier', () => {
  it('finds by system and number, zeros in front counting', async () => {
    expect(await find({ identifier: `${recordNumberSystem}|0020311` })).toEqual(['Ana Maria Kessler'])
    expect(await find({ identifier: `${recordNumberSystem}|20311` })).toEqual(['4101'])
  })

  it('finds by the word for the type', async () => {
    expect(await find({ identifier: 'EPI|0020311' })).toEqual(['Ana Maria Kessler'])
  })

  it('needs the blanks in front of an internal one', async () => {
    expect(await find({ identifier: 'INTERNAL|     Z6001' })).toEqual(['Ana Maria Kessler'])
    expect(await find({ identifier: 'INTERNAL|Z6001' })).toEqual(['4101'])
  })
})

describe('what else Epic says', () => {
  it('stands beside the matches and is not counted', async () => {
    const { body } = await played.search({ telecom: '608-555-0185', 'no-such': '1' })
    expect(inWords(body)).toEqual(['Nora Lindqvist', '59100', '59204'])
    expect([body.total, body.entry?.at(-1)?.search?.mode]).toEqual([1, 'outcome'])
  })

  it('does not show what makes a patient restricted', async () => {
    expect(JSON.stringify((await played.search({ telecom: '608-555-0185' })).body)).not.toContain('"meta"')
  })

  it('goes into the journal as names, counts and codes, without any value', async () => {
    await played.search({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29', '608-555-0142': 'x' })
    const entry = played.journal.entries().at(-1)
    expect(entry).toMatchObject({ party: 'epic', event: 'search' })
    expect(entry?.facts).toMatchObject({
      parameters: 'given,family,birthdate,1 unknown',
      found: 1,
      outcomes: '59100',
      status: 200,
    })
    expect(JSON.stringify(entry)).not.toMatch(/Ana|Kessler|1980|0142/)
  })
})

describe('parameters in the URL', () => {
  it('are ignored beside a posted body, but for _format', async () => {
    const headers = { authorization: (await tokenOf(played)) ?? '' }
    const url = `${played.base}/Patient/_search?telecom=608-555-0190&_format=json`
    const body = new URLSearchParams({ telecom: '414-555-0107' })
    const answer = await fetch(url, { method: 'POST', headers, body })
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8')
    expect(inWords(await answer.json())).toEqual(['Walter Nguyen'])
  })

  it('search as well, and may be empty', async () => {
    const answer = await played.read('Patient?identifier=&legal-sex=&telecom=414-555-0107')
    expect(inWords(await answer.json())).toEqual(['Walter Nguyen'])
  })

  it('leave out all others beside _id', async () => {
    const answer = await played.read('Patient?_id=eJ4kPx5tCaVb.7UzEqMf1Yg3&family=Kessler&nonsense=1')
    expect(inWords(await answer.json())).toEqual(['Walter Nguyen'])
  })
})

async function tokenOf(played: PlayedEpic): Promise<string | null> {
  const answer: { access_token: string } = await (await played.askTokenWith(await played.assertion())).json()
  return `Bearer ${answer.access_token}`
}
