import { beforeEach, describe, expect, it } from 'vitest'
import type { PatientSearch, PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { readConfirmed } from '../../src/fhir/confirmed-patient.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { castIds } from '../../src/sandbox/epic/people/cast.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'
import { aRoad } from './road.ts'
import { type Road, searchModes as modes } from './search-modes.ts'

const household = '+16085550142'
const walter = { by: 'name-and-birth-date', given: 'Walter', family: 'Nguyen', birthDate: '1951-12-09' } as const
const byNumber = (telephone: string) => ({ by: 'telephone', telephone }) as const
let road: Road
beforeEach(async () => {
  road = await aRoad()
}, 30_000)

describe.each(['call-scoped', 'launch', 'direct'] as const)('in the mode "%s" (R3)', (mode) => {
  /** Asks as the widget does during a call from this number. */
  async function ask(search: PatientSearch, number = household): Promise<PatientSearchAnswer> {
    const policy = aSitePolicy({ phoneFormats: modes[mode].phoneFormats })
    return searchPatients(await modes[mode].client(road, number), search, policy)
  }

  it('a shared number finds its household', async () => {
    expect(namesIn(await ask(byNumber(household)))).toEqual([
      'Ana Maria Kessler',
      'Leo Kessler',
      'Rosa Kessler',
      'Tom Brandt',
    ])
  })

  it('a number is found in every form in which Epic holds it', async () => {
    const number = '+16085550123'
    expect(namesIn(await ask(byNumber(number), number))).toEqual(['James Whitfield', 'James Whitfield'])
  })

  it('name and birth date, and then the record number, find the one person', async () => {
    const found = await ask(walter)
    expect(namesIn(found)).toEqual(['Walter Nguyen'])
    const [recordNumber] = found.kind === 'found' ? (found.patients[0]?.recordNumbers ?? []) : []
    const { system = '', value = '' } = recordNumber ?? {}
    expect(namesIn(await ask({ by: 'record-number', system, value }))).toEqual(['Walter Nguyen'])
  })

  it('name, sex and number find the person among others', async () => {
    const bySex = { given: 'Ana', family: 'Kessler', legalSex: 'female', telephone: household } as const
    expect(namesIn(await ask({ by: 'name-sex-and-telephone', ...bySex }))).toContain('Ana Maria Kessler')
  })

  it('nobody is nobody, and only that', async () => {
    expect(await ask({ ...walter, given: 'Zebedee', family: 'Quartz', birthDate: '1903-01-31' })).toEqual({
      kind: 'none',
    })
    road.sandbox.epic.site.phoneSearch = 'refused'
    expect(await ask(byNumber(household))).toEqual({ kind: 'too-little' })
  })

  it('a number that a whole facility shares is too many', async () => {
    const number = '+16085550190'
    expect(await ask(byNumber(number), number)).toEqual({ kind: 'too-many', count: 31 })
  })

  it.each([
    ['down', 'epic-unreachable'],
    ['html', 'epic-invalid-answer'],
    ['never', 'epic-too-slow'],
  ] as const)('Epic is %s: said as %s, and well again when Epic is', async (fault, code) => {
    const client = await modes[mode].client(road, household)
    const policy = aSitePolicy({ phoneFormats: modes[mode].phoneFormats })
    await searchPatients(client, walter, policy)
    road.sandbox.epic.site.fault = fault
    await expect(searchPatients(client, walter, policy)).rejects.toMatchObject({ code, message: code })

    road.sandbox.epic.site.fault = 'none'
    expect(namesIn(await searchPatients(client, walter, policy))).toEqual(['Walter Nguyen'])
  })
})

describe('where the modes differ, because Epic knows who asks in one of them', () => {
  const nora = byNumber('+16085550185')

  it('a restricted patient is withheld from the agent, and said to be so', async () => {
    const client = await modes.launch.client(road)
    const search = searchPatients(client, nora, aSitePolicy({ phoneFormats: ['dashed', 'e164'] }))
    await expect(search).rejects.toMatchObject({ code: 'epic-restricted' })
    await expect(readConfirmed(client, castIds.nora, aSitePolicy())).rejects.toMatchObject({ code: 'epic-restricted' })
  })

  it('the broker finds that patient for the agent, and says that Epic left something of the answer out', async () => {
    const client = await modes['call-scoped'].client(road, nora.telephone)
    const answer = await searchPatients(client, nora, aSitePolicy({ phoneFormats: ['e164'] }))
    expect(namesIn(answer)).toEqual(['Nora Lindqvist'])
    expect(answer).toMatchObject({ someWithheld: true })
    const [search] = road.sandbox.journal
      .entries()
      .filter(({ party, event }) => party === 'broker' && event === 'search')
    expect(search?.facts).toMatchObject({ outcome: 'found' })
  })

  it('a confirmation is a read of that one patient by the agent (R24)', async () => {
    const client = await modes.launch.client(road)
    await expect(readConfirmed(client, castIds.walter, aSitePolicy())).resolves.toBeUndefined()
    for (const unread of ['nobody', `${castIds.walter},${castIds.ana}`]) {
      await expect(readConfirmed(client, unread, aSitePolicy())).rejects.toMatchObject({ code: 'audit-unavailable' })
    }
    road.sandbox.epic.site.fault = 'down'
    await expect(readConfirmed(client, castIds.walter, aSitePolicy())).rejects.toMatchObject({
      code: 'audit-unavailable',
    })
  })
})

function namesIn(answer: PatientSearchAnswer): string[] {
  if (answer.kind !== 'found') return [answer.kind]
  return answer.patients.map(({ names }) => `${names[0]?.given.join(' ')} ${names[0]?.family}`).sort()
}
