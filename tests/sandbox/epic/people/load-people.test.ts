import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { array, assert, constant, json, property, record, string } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { indexPatients } from '../../../../src/sandbox/epic/fhir/patient-index.ts'
import { loadPeople } from '../../../../src/sandbox/epic/people/load-people.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'people-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function patient(id: string): fhir4.Patient {
  return { resourceType: 'Patient', id, name: [{ family: 'Example', given: ['Ada'] }], birthDate: '1980-02-29' }
}

function written(name: string, content: unknown): string {
  const file = path.join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

it('loads one patient', () => {
  const { people, report } = loadPeople(written('one.json', patient('one')))
  expect(people.map(({ id }) => id)).toEqual(['one'])
  expect(report).toEqual({ used: 1, skipped: [] })
})

it('loads the patients of a bundle and passes over what else is in it', () => {
  const entry = [
    { resource: patient('a') },
    { resource: { resourceType: 'Encounter' } },
    { resource: patient('b') },
    {},
  ]
  const { report } = loadPeople(written('bundle.json', { resourceType: 'Bundle', type: 'transaction', entry }))
  expect(report).toEqual({ used: 2, skipped: [] })
})

it('loads lines, and says how many it could not use and why', () => {
  const lines = [
    patient('c'),
    patient('c'),
    { ...patient('d'), id: undefined },
    { ...patient('e'), birthDate: '1.2.80' },
  ]
  const text = `${lines.map((line) => JSON.stringify(line)).join('\r\n')}\n{"broken\n\n`
  expect(loadPeople(written('lines.ndjson', text)).report).toEqual({
    used: 1,
    skipped: [
      { at: 'lines.ndjson:5', reason: 'not JSON', count: 1 },
      { at: 'lines.ndjson:2', reason: 'id was seen before', count: 1 },
      { at: 'lines.ndjson:3', reason: 'Patient without id', count: 1 },
      { at: 'lines.ndjson:4', reason: 'birthDate is not a FHIR date', count: 1 },
    ],
  })
})

it('loads a folder, as Synthea leaves one', () => {
  const inside = mkdtempSync(path.join(folder, 'synthea-'))
  const bundle = { resourceType: 'Bundle', entry: [{ resource: patient('f') }] }
  writeFileSync(path.join(inside, 'a.json'), JSON.stringify(bundle))
  writeFileSync(path.join(inside, 'hospitals.json'), JSON.stringify({ resourceType: 'Bundle', entry: [] }))
  mkdirSync(path.join(inside, 'second'))
  writeFileSync(path.join(inside, 'second', 'torn.json'), '{')
  writeFileSync(path.join(inside, 'second', 'lines.ndjson'), '{"resourceType":"Encounter"}\n\n{\n[]\n{\n')
  writeFileSync(path.join(inside, 'notes.txt'), 'not ours')
  expect(loadPeople(inside).report).toEqual({
    used: 1,
    skipped: [
      { at: 'hospitals.json', reason: 'holds no Patient', count: 1 },
      { at: path.join('second', 'lines.ndjson:3'), reason: 'not JSON', count: 2 },
      { at: path.join('second', 'lines.ndjson:4'), reason: 'JSON, but no FHIR resource', count: 1 },
      { at: path.join('second', 'torn.json'), reason: 'not JSON', count: 1 },
    ],
  })
})

it('leaves out a patient of another shape, such as DSTU2’s lists of families', () => {
  const { report } = loadPeople(written('odd.json', { ...patient('g'), telecom: { system: 'phone' } }))
  expect(report.skipped).toEqual([{ at: 'odd.json', reason: 'telecom is not a list as in FHIR R4', count: 1 }])
})

it.each(['[1,2]', 'null', '"text"', '{}', '{"resourceType":5}'])('says of %s that it is no FHIR resource', (text) => {
  const { report } = loadPeople(written('other.json', text))
  expect(report.skipped).toEqual([{ at: 'other.json', reason: 'JSON, but no FHIR resource', count: 1 }])
})

it.each([
  [{ id: 'a/b' }, 'id is not a FHIR id'],
  [{ id: 'a?b=c' }, 'id is not a FHIR id'],
  [{ id: 'x'.repeat(65) }, 'id is not a FHIR id'],
  [{ name: [] }, 'Patient without a name'],
  [{ name: [{ use: 'official', given: [' '] }] }, 'Patient without a name'],
  [{ birthDate: '2023-02-29' }, 'birthDate is a day that there is not'],
  [{ birthDate: '2023-13-01' }, 'birthDate is a day that there is not'],
  [{ birthDate: '1980-00' }, 'birthDate is a day that there is not'],
  [{ birthDate: '0000' }, 'birthDate is a day that there is not'],
  [{ birthDate: '2999-01-01' }, 'birthDate is a day that there is not'],
  [{ birthDate: 19_800_229 }, 'birthDate is not a FHIR date'],
])('leaves out a patient with %j', (wrong, reason) => {
  const { report } = loadPeople(written('wrong.json', { ...patient('h'), ...wrong }))
  expect(report).toEqual({ used: 0, skipped: [{ at: 'wrong.json', reason, count: 1 }] })
})

it.each([{ birthDate: undefined }, { birthDate: '1980' }, { birthDate: '1980-02' }, { name: [{ text: 'Ada' }] }])(
  'takes a patient with %j',
  (right) => {
    expect(loadPeople(written('right.json', { ...patient('e.K-7'), ...right })).report.used).toBe(1)
  },
)

it('says so when there is nothing at the path', () => {
  expect(() => loadPeople(path.join(folder, 'nowhere'))).toThrow(/ENOENT/)
})

it('takes or counts whatever stands in a file, and what it takes can be indexed', () => {
  assert(
    property(array(record({ resourceType: constant('Patient'), id: string(), name: json() })), (rows) => {
      const resources = rows.map((row) => ({ ...row, name: JSON.parse(row.name) as unknown }))
      const { people, report } = loadPeople(
        written('any.json', { resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) }),
      )
      const skipped = report.skipped.filter(({ reason }) => reason !== 'holds no Patient')
      expect(report.used + skipped.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
      indexPatients(people)
    }),
    { numRuns: 50 },
  )
})
