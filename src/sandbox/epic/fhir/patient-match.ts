import { findCandidates } from './candidates.ts'
import { type AskedPatient, readMatch } from './match-parameters.ts'
import { dominantName, foldName } from './names.ts'
import { issue } from './outcomes.ts'
import { type PatientIndex, survivorOf, telephoneKey } from './patient-index.ts'

type Issues = readonly fhir4.OperationOutcomeIssue[]

/** What a `$match` comes to: one row or none with what Epic says beside it, or a refusal with its HTTP status. */
export type MatchResult =
  | { readonly kind: 'answered'; readonly row: number | null; readonly issues: Issues }
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly issues: Issues }

/**
 * Matches as Epic does: one certain patient, nobody, or a 400 that says why not (facts/epic.md 1.5).
 *
 * Certain is who has this name, this birth date, and this telephone or address; name, birth date and sex alone are never
 * enough. A record that was merged counts as the one it was merged into.
 */
export function matchPatient(index: PatientIndex, body: unknown): MatchResult {
  const asked = readMatch(body)
  if (asked === 'not-understood') return refused('59102')
  if (asked === 'not-only-certain') return refused('59138')

  const remarks = asked.ignored.map((element) =>
    issue('59109', { diagnostics: `Optional ${element} invalid. It has been ignored.` }),
  )
  const certain = certainRows(index, asked)
  const [row] = certain
  if (certain.length > 1) return refused('59011')
  if (row !== undefined && index.behindGlass.has(row)) return refused('4131', 403)
  if (row !== undefined) return { kind: 'answered', row, issues: remarks }
  return isAnyoneLike(index, asked)
    ? refused('59013')
    : { kind: 'answered', row: null, issues: [issue('4101'), ...remarks] }
}

function refused(code: '59102' | '59138' | '59011' | '59013' | '4131', status: 400 | 403 = 400): MatchResult {
  return { kind: 'refused', status, issues: [issue(code)] }
}

function certainRows(index: PatientIndex, asked: AskedPatient): readonly number[] {
  const born = index.birthDate.get(asked.birthDate) ?? []
  const rows = born.filter((row) => isNamed(index, row, asked) && hasOneThingMore(index, row, asked))
  return [...new Set(rows.map((row) => survivorOf(index, row)))]
}

function isNamed(index: PatientIndex, row: number, { family, given }: AskedPatient): boolean {
  const has = (rows: PatientIndex['family'], key: string) => rows.get(key)?.includes(row) ?? false
  const isFamily = has(index.family, foldName(family)) || has(index.familyAlias, foldName(family))
  return isFamily && given.some((name) => has(index.givenDominant, dominantName(foldName(name))))
}

function hasOneThingMore(index: PatientIndex, row: number, { telephones, addresses }: AskedPatient): boolean {
  const homes = index.patients[row]?.address?.filter(({ use }) => use !== 'old') ?? []
  const isAt = ({ line, postalCode }: fhir4.Address) =>
    homes.some((home) => home.postalCode === postalCode && foldName(home.line?.[0] ?? '') === foldName(line?.[0] ?? ''))
  return (
    telephones.some((number) => index.telephones.get(telephoneKey(number))?.includes(row)) ||
    addresses.some((address) => address.postalCode !== undefined && isAt(address))
  )
}

function isAnyoneLike(index: PatientIndex, { family, given, birthDate, telephones }: AskedPatient): boolean {
  const facts = new Map([
    ['family', [family]],
    ['given', given],
    ['birthdate', [birthDate]],
    ['telecom', telephones],
  ] as const)
  return findCandidates(index, facts).length > 0
}
