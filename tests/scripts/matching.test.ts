import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAnswer } from '../../scripts/bench/mistaken-identity.ts'
import { callOf, mishaps, type PlayedCall, seeded } from '../../scripts/bench/played-calls.ts'
import { noNumber } from '../../src/domain/ani.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import type { PatientSearch } from '../../src/domain/patient-search.ts'
import { createFhirClient, type FhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { castIds } from '../../src/sandbox/epic/people/cast.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'
import { type PlayedEpic, playEpic } from '../sandbox/epic/playing-epic.ts'

const people = makePeople({ size: 500 })
const today = '2026-11-24'
const policy = aSitePolicy({ phoneFormats: ['dashed', 'e164'] })
const callers = people.flatMap((patient) => {
  const call = callOf(patient)
  return call === null ? [] : [{ call, patient }]
})

let played: PlayedEpic
let client: FhirClient
beforeAll(async () => {
  played = await playEpic(people)
  const answer = await played.askTokenWith(await played.assertion())
  const { access_token: token }: { access_token: string } = await answer.json()
  client = createFhirClient({
    baseUrl: played.base,
    accessToken: { current: async () => token, renew: async () => token },
    fetch: async (input, init) => played.epic.app.request(input, init),
  })
})
afterAll(() => played.close())

/** The one who stands alone in the place of the one who called, and whether anything but the name on the button says so. */
async function wrongAlone(call: PlayedCall, by: 'number' | 'name') {
  const { birthDate, given, family, number } = call
  const search: PatientSearch =
    by === 'number'
      ? { by: 'telephone', telephone: number ?? '' }
      : { by: 'name-and-birth-date', given, family, birthDate }
  const ani = number === null ? noNumber : ({ kind: 'number', e164: number } as const)
  const said = by === 'number' ? { birthDate, given: null, family: null } : { birthDate, given, family }
  const { alone, isFlagged } = readAnswer(await found(search), said, ani, today)
  if (alone === null || survivorOf(alone.id) === survivorOf(call.meant)) return null
  return { call, patient: alone, isFlagged }
}

/** A record that was merged is the person of the one it ends in. */
function survivorOf(id: string): string {
  const into = people.find((patient) => patient.id === id)?.link?.[0]?.other.reference
  return into === undefined ? id : survivorOf(into.replace('Patient/', ''))
}

async function found(search: PatientSearch) {
  try {
    const answer = await searchPatients(client, search, policy)
    return answer.kind === 'found' ? answer.patients : []
  } catch (error) {
    if (isIntegrationError(error) && error.code === 'epic-restricted') return []
    throw error
  }
}

/** Everybody who stands alone in somebody's place, of these calls. */
async function wrongOnes(calls: readonly PlayedCall[], by: 'number' | 'name') {
  const wrong = []
  for (const call of calls) if (by === 'name' || call.number !== null) wrong.push(await wrongAlone(call, by))
  return wrong.flatMap((one) => (one === null ? [] : [one]))
}

it('shows nobody else alone to a caller who has the right number and birth date, whoever of the population calls', async () => {
  expect(
    await wrongOnes(
      callers.map(({ call }) => call),
      'number',
    ),
  ).toEqual([])
})

it('shows nobody else alone to a caller who says name and birth date right', async () => {
  expect(
    await wrongOnes(
      callers.map(({ call }) => call),
      'name',
    ),
  ).toEqual([])
})

const mistaken = (name: string): PlayedCall[] => {
  const random = seeded(7)
  return callers.flatMap(({ call, patient }) => mishaps[name]?.(call, patient, random) ?? [])
}
const namesOfMishaps = Object.keys(mishaps).filter((name) => name !== 'none')

it.each(namesOfMishaps)('says so wherever somebody else alone agrees after one thing went wrong: %s', async (name) => {
  const wrong = [...(await wrongOnes(mistaken(name), 'name')), ...(await wrongOnes(mistaken(name), 'number'))]
  expect(wrong.filter(({ isFlagged }) => !isFlagged)).toEqual([])
})

it('shows nobody else alone to a caller with somebody else’s number, but for one of the very name and birth date', async () => {
  const withNumber = callers.map(({ call }) => call).filter(({ number }) => number !== null)
  const recycled = withNumber.map((call, index) => ({
    ...call,
    number: withNumber[(index + 1) % withNumber.length]?.number ?? null,
  }))
  const wrong = await wrongOnes(recycled, 'number')
  expect(wrong.length).toBeGreaterThan(0)
  for (const { call, patient, isFlagged } of wrong) {
    if (isFlagged) continue
    const { given, family, birthDate } = call
    const names = patient.names.map((name) => [name.given[0], name.family, patient.birthDate])
    expect(names).toContainEqual([given, family, birthDate])
  }
})

const callFrom = (id: string, birthDate: string): PlayedCall[] =>
  callers.flatMap(({ call }) => (call.meant === id ? [{ ...call, birthDate }] : []))

it('counts as wrong, and tells flagged from unflagged, where the date of another in the house was typed', async () => {
  const senior = await wrongOnes(callFrom(castIds.jamesJunior, '1950-01-15'), 'number')
  expect(senior.map(({ patient, isFlagged }) => [patient.id, isFlagged])).toEqual([[castIds.jamesSenior, true]])
  const child = await wrongOnes(callFrom(castIds.ana, '2015-07-01'), 'number')
  expect(child.map(({ patient, isFlagged }) => [patient.id, isFlagged])).toEqual([[castIds.leo, false]])
})
