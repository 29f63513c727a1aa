import { dominantName, foldName, soundOf } from './names.ts'

/** The rows (positions in `patients`) under each key. */
export type Rows = ReadonlyMap<string, readonly number[]>

/** The folded names that occur, by how they sound. */
export type Spellings = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Everything that the played Epic finds patients by, made once at the start.
 *
 * `telephones` are keyed as stored, without a leading `+1 `; work numbers are not in it, old ones are
 * (facts/epic.md 1.2). `identifiers` are keyed `system|value`, `type|value` and `value`, exactly as written.
 * `withheld` are the rows of restricted people: of those, Epic holds a part back. `behindGlass` are those that nobody sees
 * without breaking the glass, which a program cannot.
 */
export interface PatientIndex {
  readonly patients: readonly fhir4.Patient[]
  readonly rowOfId: ReadonlyMap<string, number>
  readonly family: Rows
  readonly familyAlias: Rows
  readonly familySpellings: Spellings
  readonly given: Rows
  readonly givenDominant: Rows
  readonly givenSpellings: Spellings
  readonly birthDate: Rows
  readonly telephones: Rows
  readonly emails: Rows
  readonly identifiers: Rows
  readonly withheld: ReadonlySet<number>
  readonly behindGlass: ReadonlySet<number>
}

/** Indexes the patients. Where two have one id the later stands, as after an update. Takes about 1 s for 100,000. */
export function indexPatients(source: readonly fhir4.Patient[]): PatientIndex {
  const patients = source.map(asServed)
  const maps = {
    family: new Map<string, number[]>(),
    familyAlias: new Map<string, number[]>(),
    familySpellings: new Map<string, Set<string>>(),
    given: new Map<string, number[]>(),
    givenDominant: new Map<string, number[]>(),
    givenSpellings: new Map<string, Set<string>>(),
    birthDate: new Map<string, number[]>(),
    telephones: new Map<string, number[]>(),
    emails: new Map<string, number[]>(),
    identifiers: new Map<string, number[]>(),
  }
  const rowOfId = new Map(patients.flatMap((patient, row) => (patient.id === undefined ? [] : [[patient.id, row]])))
  const withheld = new Set<number>()
  const behindGlass = new Set<number>()

  for (const [row, patient] of patients.entries()) {
    if (patient.id === undefined || rowOfId.get(patient.id) !== row) continue
    if (isMarked(source[row], 'R', 'V')) withheld.add(row)
    if (isMarked(source[row], 'BTG')) behindGlass.add(row)
    for (const name of patient.name ?? []) indexName(name, row, maps)
    if (patient.birthDate !== undefined) put(maps.birthDate, patient.birthDate, row)
    for (const point of patient.telecom ?? []) indexTelecom(point, row, maps)
    for (const identifier of patient.identifier ?? []) indexIdentifier(identifier, row, maps.identifiers)
  }
  return { patients, rowOfId, ...maps, withheld, behindGlass }
}

/** The row of the record that a merged one ends in; the row itself where it was not merged, or in a circle. */
export function survivorOf(index: PatientIndex, row: number): number {
  const passed = new Set<number>()
  for (let at = row; !passed.has(at); ) {
    passed.add(at)
    const next = index.rowOfId.get(survivorIdOf(index.patients[at])?.split('/').at(-1) ?? '')
    if (next === undefined) return at
    at = next
  }
  return row
}

/** `Patient/abc`, as the link of a merged record names the one it was merged into. */
export function survivorIdOf(patient: fhir4.Patient | undefined): string | undefined {
  return patient?.link?.find(({ type }) => type === 'replaced-by')?.other.reference
}

/** A telephone number as keys have it: exactly as written, but with or without the country's `+1 `. */
export function telephoneKey(number: string): string {
  return number.trim().replace(/^\+1 /, '')
}

type NameMaps = Record<'family' | 'familyAlias' | 'given' | 'givenDominant', Map<string, number[]>> &
  Record<'familySpellings' | 'givenSpellings', Map<string, Set<string>>>

function indexName(name: fhir4.HumanName, row: number, maps: NameMaps): void {
  const family = foldName(name.family ?? '')
  const isFormer = name.use === 'old' || name.use === 'maiden'
  if (family !== '') {
    put(isFormer ? maps.familyAlias : maps.family, family, row)
    spell(maps.familySpellings, family)
  }
  const parts = family.split(' ')
  if (parts.length > 1) for (const part of parts) put(maps.familyAlias, part, row)

  for (const given of (name.given ?? []).map(foldName)) {
    if (given === '') continue
    put(maps.given, given, row)
    put(maps.givenDominant, dominantName(given), row)
    spell(maps.givenSpellings, given)
  }
}

function spell(spellings: Map<string, Set<string>>, folded: string): void {
  const sound = soundOf(folded)
  const alike = spellings.get(sound)
  if (alike === undefined) spellings.set(sound, new Set([folded]))
  else alike.add(folded)
}

function indexTelecom(
  point: fhir4.ContactPoint,
  row: number,
  maps: Record<'telephones' | 'emails', Map<string, number[]>>,
): void {
  if (point.value === undefined || point.use === 'work') return
  if (point.system === 'phone') put(maps.telephones, telephoneKey(point.value), row)
  if (point.system === 'email') put(maps.emails, point.value.toLowerCase(), row)
}

function indexIdentifier(identifier: fhir4.Identifier, row: number, identifiers: Map<string, number[]>): void {
  const { value, system, type } = identifier
  if (value === undefined) return
  put(identifiers, value, row)
  if (system !== undefined) put(identifiers, `${system}|${value}`, row)
  if (type?.text !== undefined) put(identifiers, `${type.text}|${value}`, row)
}

function put(map: Map<string, number[]>, key: string, row: number): void {
  const rows = map.get(key)
  if (rows === undefined) map.set(key, [row])
  else if (rows.at(-1) !== row) rows.push(row)
}

function isMarked(patient: fhir4.Patient | undefined, ...codes: readonly string[]): boolean {
  return patient?.meta?.security?.some(({ code }) => codes.includes(code ?? '')) ?? false
}

/** Epic shows neither a narrative nor what makes a patient restricted, and does not fill in `meta` (epic.md 1.7). */
function asServed(patient: fhir4.Patient): fhir4.Patient {
  const { meta: _meta, text: _text, ...served } = patient
  return served
}
