import { dominantName, foldName, soundAlike, soundOf } from './names.ts'
import { type PatientIndex, type Rows, type Spellings, telephoneKey } from './patient-index.ts'
import type { DemographicParameter } from './search-parameters.ts'

/** How much each agreement weighs. Epic publishes none; these keep what is known of it (facts/epic.md 1.2). */
const weights = {
  identifier: 10,
  telecom: 4,
  family: 3,
  familyAlias: 2.5,
  familySound: 2,
  birthDate: 3,
  given: 2,
  givenDominant: 1.5,
  givenSound: 1,
  sex: 1,
  city: 0.5,
  postalCode: 1,
} as const

/** Two strong agreements are enough, whatever the rest says: so a wrong sex or letter still finds, and more criteria may widen. */
const enough = 4

/**
 * The rows that agree with enough of what was asked, in the order of their records: Epic's order is no ranking.
 *
 * @param asked values by parameter; `name` counts only where no part of a name is given.
 */
export function findCandidates(
  index: PatientIndex,
  asked: ReadonlyMap<DemographicParameter, readonly string[]>,
): readonly number[] {
  const values = (name: DemographicParameter) => asked.get(name) ?? []
  const { families, givens } = askedNames(values)
  const score = new Map<number, number>()
  const add = (agreements: ReadonlyMap<number, number>) => {
    for (const [row, weight] of agreements) score.set(row, (score.get(row) ?? 0) + weight)
  }

  add(agreements(values('identifier').map((value) => [index.identifiers, value, weights.identifier])))
  add(agreements(values('telecom').flatMap((value) => telecomKeys(index, value))))
  add(agreements(values('birthdate').map((value) => [index.birthDate, value, weights.birthDate])))
  add(familyAgreements(index, families))
  add(givenAgreements(index, givens))
  addPlainFacts(index, values, score)
  return [...score].flatMap(([row, weight]) => (weight >= enough ? [row] : [])).sort((one, other) => one - other)
}

type Key = readonly [rows: Rows, key: string, weight: number]

/** The best weight for each row under any of the keys. */
function agreements(keys: readonly Key[]): Map<number, number> {
  const best = new Map<number, number>()
  for (const [rows, key, weight] of keys) {
    for (const row of rows.get(key) ?? []) best.set(row, Math.max(best.get(row) ?? 0, weight))
  }
  return best
}

function askedNames(values: (name: DemographicParameter) => readonly string[]) {
  const families = [...values('family'), ...values('own-name')].map(foldName)
  const givens = values('given').flatMap((given) => foldName(given).split(' '))
  if (families.length > 0 || givens.length > 0) return { families, givens }

  const words = foldName(values('name').join(' ')).split(' ')
  return { families: words.slice(-1), givens: words.slice(0, -1) }
}

function telecomKeys(index: PatientIndex, value: string): Key[] {
  const bare = value.replace(/^(phone|email)\|/, '')
  return [
    [index.telephones, telephoneKey(bare), weights.telecom],
    [index.emails, bare.toLowerCase(), weights.telecom],
  ]
}

function familyAgreements(index: PatientIndex, families: readonly string[]): Map<number, number> {
  return agreements(
    families.flatMap((family): Key[] => [
      [index.family, family, weights.family],
      [index.familyAlias, family, weights.familyAlias],
      ...soundingLike(index.familySpellings, family).flatMap((name): Key[] => [
        [index.family, name, weights.familySound],
        [index.familyAlias, name, weights.familySound],
      ]),
    ]),
  )
}

function givenAgreements(index: PatientIndex, givens: readonly string[]): Map<number, number> {
  return agreements(
    givens.flatMap((given): Key[] => [
      [index.given, given, weights.given],
      [index.givenDominant, dominantName(given), weights.givenDominant],
      ...soundingLike(index.givenSpellings, given).map((name): Key => [index.given, name, weights.givenSound]),
    ]),
  )
}

function soundingLike(spellings: Spellings, asked: string): readonly string[] {
  const alike = asked === '' ? [] : (spellings.get(soundOf(asked)) ?? [])
  return [...alike].filter((name) => soundAlike(asked, name))
}

/** Facts that too many people share to find anyone by: they only add to what others found. */
function addPlainFacts(
  index: PatientIndex,
  values: (name: DemographicParameter) => readonly string[],
  score: Map<number, number>,
): void {
  const sexes = new Set([...values('legal-sex'), ...values('gender')].map((sex) => sex.toLowerCase()))
  const [city] = values('address-city').map(foldName)
  const [postalCode] = values('address-postalcode')
  for (const [row, weight] of score) {
    const patient = index.patients[row]
    const homes = patient?.address?.filter(({ use }) => use !== 'old') ?? []
    const more =
      (sexes.has(patient?.gender ?? '') ? weights.sex : 0) +
      (city !== undefined && homes.some((home) => foldName(home.city ?? '') === city) ? weights.city : 0) +
      (postalCode !== undefined && homes.some((home) => home.postalCode === postalCode) ? weights.postalCode : 0)
    if (more > 0) score.set(row, weight + more)
  }
}
