import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'
import { inWords, type PlayedEpic, playEpic } from '../playing-epic.ts'
import { epicFixture } from '../../../fixtures/epic-fixture.ts'
import { shapeOf } from './shape.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic(makePeople({ size: 60 }))
})
afterAll(() => played.close())

const found = async (telecom: string) => {
  const { body } = await played.search({ telecom })
  return (body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? [resource] : []))
}

describe('a record that was merged', () => {
  it('is found, and names the one it was merged into', async () => {
    const records = await found('608-555-0174')
    expect(records.map(({ id, active, link }) => [id, active, link?.[0]?.other.reference])).toEqual([
      [castIds.irene, true, undefined],
      [castIds.ireneSecond, false, `Patient/${castIds.irene}`],
    ])
  })

  it('sends a read on, from one merge to the next', async () => {
    const first = await played.read(`Patient/${castIds.ireneFirst}`)
    expect(first.status).toBe(302)
    const second = await played.read(first.headers.get('location') ?? '')
    expect(second.headers.get('location')).toBe(`${played.base}/Patient/${castIds.irene}`)
    expect(shapeOf(await second.json())).toEqual(shapeOf(epicFixture('merged-id')))
    expect((await played.read(second.headers.get('location') ?? '')).status).toBe(200)
  })
})

describe('a patient behind glass', () => {
  it('is not in the list, which says that somebody is restricted', async () => {
    const { status, body } = await played.search({ telecom: '608-555-0176' })
    expect([status, inWords(body)]).toEqual([200, ['4134']])
  })

  it('cannot be read, and nor can what is ahead of them', async () => {
    const read = await played.read(`Patient/${castIds.gwen}`)
    expect([read.status, inWords(await read.json())]).toEqual([403, ['4131']])
    const ahead = await played.read(`Appointment?patient=${castIds.gwen}`)
    expect([ahead.status, inWords(await ahead.json())]).toEqual([403, ['4130']])
  })
})

it('writes a Dutch name as Dutch sites do: both parts in extensions of the family name', async () => {
  const [saskia] = await found('608-555-0175')
  const dutch = epicFixture('patient-dutch') as fhir4.Patient
  expect(shapeOf(saskia?.name)).toEqual(shapeOf(dutch.name))
})

it('gives a Dutch patient what Dutch sites give beyond the name: the street in parts, and a contact who is somebody else', async () => {
  const [saskia] = await found('608-555-0175')
  const dutch = epicFixture('patient-dutch') as fhir4.Patient
  expect(shapeOf(saskia?.contact)).toEqual(shapeOf(dutch.contact))
  const here = saskia?.address?.map(({ _line }) => shapeOf(_line))
  const there = dutch.address?.map(({ _line }) => shapeOf(_line))
  expect(new Set(here?.flatMap((shape) => [...shape]))).toEqual(new Set(there?.flatMap((shape) => [...shape])))
  expect(await found('608-555-0178')).toEqual([])

  // Of STU3 and of the Dutch profiles: an R4 of this hospital has neither.
  const lacking = [...shapeOf(dutch)].filter((path) => !shapeOf(saskia).has(path))
  expect(lacking.map((path) => path.split('.')[1]).filter((name) => name !== 'meta')).toEqual([
    'maritalStatus',
    'maritalStatus',
    'maritalStatus',
  ])
})

it('keeps the other oddities of its captures: CRLF, relative references, blanks in front, a masked number', async () => {
  const [irene] = await found('608-555-0174')
  expect(irene?.name?.map(({ use }) => use)).toEqual(['official', 'usual', 'nickname'])
  expect(irene?.address?.[0]?.text).toContain('\r\n')
  expect(irene?.generalPractitioner?.[0]?.reference).toMatch(/^Practitioner\//)
  expect(irene?.identifier?.find(({ type }) => type?.text === 'INTERNAL')?.value).toMatch(/^ +Z\d+$/)
  const masked = irene?.identifier?.find(({ type }) => type === undefined)
  expect([masked?.value, masked?.extension?.[0]?.valueString]).toEqual([undefined, expect.stringMatching(/^xxx-xx-/)])
})
