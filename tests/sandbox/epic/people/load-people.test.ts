import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
      { file: 'lines.ndjson', reason: 'line is not JSON', count: 1 },
      { file: 'lines.ndjson', reason: 'id was seen before', count: 1 },
      { file: 'lines.ndjson', reason: 'Patient without id', count: 1 },
      { file: 'lines.ndjson', reason: 'birthDate is not a FHIR date', count: 1 },
    ],
  })
})

it('loads a folder, as Synthea leaves one', () => {
  const inside = mkdtempSync(path.join(folder, 'synthea-'))
  const bundle = { resourceType: 'Bundle', entry: [{ resource: patient('f') }] }
  writeFileSync(path.join(inside, 'a.json'), JSON.stringify(bundle))
  writeFileSync(path.join(inside, 'hospitals.json'), JSON.stringify({ resourceType: 'Bundle', entry: [] }))
  writeFileSync(path.join(inside, 'torn.json'), '{')
  writeFileSync(path.join(inside, 'notes.txt'), 'not ours')
  expect(loadPeople(inside).report).toEqual({
    used: 1,
    skipped: [
      { file: 'hospitals.json', reason: 'holds no Patient', count: 1 },
      { file: 'torn.json', reason: 'not JSON', count: 1 },
    ],
  })
})

it('leaves out a patient of another shape, such as DSTU2’s lists of families', () => {
  const { report } = loadPeople(written('odd.json', { ...patient('g'), telecom: { system: 'phone' } }))
  expect(report.skipped).toEqual([{ file: 'odd.json', reason: 'telecom is not a list as in FHIR R4', count: 1 }])
})

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
