import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { epicFixture } from '../../../fixtures/epic-fixture.ts'
import { type PlayedEpic, playEpic } from '../playing-epic.ts'
import { shapeOf } from './shape.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
})
afterAll(() => played.close())

/** The fixtures have the sandbox's number in Epic's OIDs, the played hospital has its own. */
const asInSandbox = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer).replaceAll('.13.999.1.7.', '.13.0.1.7.'))

/** What kinds of identifiers the first patient of a searchset has. */
const typesIn = (bundle: unknown) => {
  const { entry = [] } = bundle as fhir4.Bundle<fhir4.Patient>
  return entry[0]?.resource?.identifier?.map(({ type, system }) => type?.text ?? system)
}

const firstLines = (page: unknown) => String(page).split('\r\n').slice(0, 2)

/** The telephones of one capture have ranks; those of the searchset, which is of another year, have none. */
const ranked = (telecom: unknown) => shapeOf({ entry: [{ resource: { telecom } }] })

it('gives a match every element of Epic’s captures put together, and no other', async () => {
  const { body } = await played.search({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' })
  const variants = epicFixture('telecom-variants') as Record<'2025' | '2026', unknown>
  expect(shapeOf(body)).toEqual(
    new Set([...shapeOf(epicFixture('searchset-one-match')), ...ranked(variants[2025]), ...ranked(variants[2026])]),
  )
})

it('ranks a number by its use, as Epic did, and not by its place in the list', async () => {
  const { 2025: captured } = epicFixture('telecom-variants') as Record<'2025', fhir4.ContactPoint[]>
  const rankOf = ({ use }: fhir4.ContactPoint) => captured.find((point) => point.use === use)?.rank
  const { body } = await played.search({ telecom: '608-555-0142' })
  const points = (body.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'Patient' ? (resource.telecom ?? []) : [],
  )
  const current = points.filter(({ system, use }) => system === 'phone' && use !== 'old')
  expect(current.map(({ rank }) => rank)).toEqual(current.map(rankOf))
  expect(current.map(({ rank }) => rank)).toContain(3)
})

it('gives a patient of that match the identifiers that Epic gave, in Epic’s order', async () => {
  const { body } = await played.search({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' })
  expect(typesIn(body)).toEqual(typesIn(epicFixture('searchset-one-match')))
})

it('gives no match the shape that Epic gave', async () => {
  const { body } = await played.search({ telecom: '608-555-0199' })
  expect(shapeOf(body)).toEqual(shapeOf(epicFixture('no-match')))
})

it.each([
  ['unknown-id', 404, 'Patient/this-id-definitely-does-not-exist'],
  ['unknown-parameter', 400, 'Patient?totally-bogus-param=foo'],
  ['birth-date-range', 400, 'Patient?birthdate=ge1990-01-01&birthdate=le1995-12-31'],
])('says what Epic said, word for word: %s', async (name, status, path) => {
  const answer = await played.read(path)
  expect([answer.status, asInSandbox(await answer.json())]).toEqual([status, epicFixture(name)])
})

describe('what is no FHIR', () => {
  const errors = epicFixture('http-errors') as Record<string, Readonly<Record<string, unknown>>>
  const json = 'application/fhir+json'

  it.each([
    ['401_bad_token', 'Patient/eAna', { accept: json, authorization: 'Bearer word' }],
    ['403_client_not_registered_for_api', 'Observation?patient=eAna', { accept: json }],
  ])('comes as it came from Epic: %s', async (name, path, headers: Record<string, string>) => {
    const answer = await played.read(path, headers)
    const written = errors[name] ?? {}
    const seen = {
      status: answer.status,
      'www-authenticate': answer.headers.get('www-authenticate'),
      ...('content-type' in written ? { 'content-type': answer.headers.get('content-type') } : {}),
      body: await answer.text(),
    }
    expect(seen).toEqual(written)
  })

  it('is 403 for a user who may not see what was asked, too: of that Epic tells the words, and not their dress', async () => {
    played.epic.site.fault = 'forbidden-4118'
    const answer = await played.read('Patient?telecom=608-555-0142')
    played.epic.site.fault = 'none'
    const { status, message } = errors['403_user_security'] ?? {}
    const { issue = [] }: fhir4.OperationOutcome = await answer.json()
    expect([answer.status, issue.map(({ diagnostics }) => diagnostics)]).toEqual([status, [message]])
  })

  it('is a page of the web server’s for a type that nobody knows', async () => {
    const answer = await played.read('FakeResourceTypeThatDoesNotExist?_count=1')
    const { status, body, 'content-type': type } = errors['404_unknown_route'] ?? {}
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
    expect(firstLines(await answer.text())).toEqual(firstLines(body))
  })

  it('is a token in the shape of Epic’s, or an error word without a description', async () => {
    const { backend_client_credentials: token } = epicFixture('token-responses') as Record<string, unknown>
    const given: unknown = await (await played.askTokenWith(await played.assertion())).json()
    expect(shapeOf(given)).toEqual(shapeOf(token))

    const words = (epicFixture('http-errors') as { token_400: unknown[] }).token_400
    const refused = await played.askTokenWith('no assertion')
    expect(refused.status).toBe(400)
    expect(words).toContainEqual(await refused.json())
  })

  it('is a configuration with the entries of Epic’s', async () => {
    const configuration: unknown = await (await played.read('.well-known/smart-configuration')).json()
    expect(shapeOf(configuration)).toEqual(shapeOf(epicFixture('smart-configuration')))
  })
})
