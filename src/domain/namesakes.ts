/** Patients of one name, and what tells them apart before anything is asked. */
import { calledBy, foldSuffix, partsOf, suffixOf } from './name-parts.ts'
import { mainName, type Patient } from './patient.ts'
import { foldName } from './person-name.ts'

/** Whether two patients have one family and one first given name. */
export function isNamesake(one: Patient, other: Patient): boolean {
  const [called, calledOther] = [calledBy(one), calledBy(other)]
  const isNamed = called.given !== '' || called.family !== ''
  return isNamed && one.id !== other.id && called.given === calledOther.given && called.family === calledOther.family
}

/** What a row shows of namesakes anyway. The town may be asked of them, so it is not told that it differs. */
export type NamesakeDifference = 'suffix' | 'second-given' | 'sex'

/**
 * What tells a patient from all who bear the same name, or null where nothing of it does.
 *
 * A suffix tells from none: father and son. A second given name and a legal sex tell only where Epic knows both; an
 * initial is no other name than the one that begins with it.
 */
export function namesakeDifference(patient: Patient, all: readonly Patient[]): NamesakeDifference | null {
  const namesakes = all.filter((other) => isNamesake(other, patient))
  if (namesakes.length === 0) return null
  return differences.find((what) => namesakes.every((other) => differs[what](patient, other))) ?? null
}

const differences = ['suffix', 'second-given', 'sex'] as const

const differs: Record<NamesakeDifference, (one: Patient, other: Patient) => boolean> = {
  suffix: (one, other) => foldSuffix(suffixOf(one)) !== foldSuffix(suffixOf(other)),
  'second-given': (one, other) => {
    const [second, secondOther] = [secondGivenOf(one), secondGivenOf(other)]
    return !second.startsWith(secondOther) && !secondOther.startsWith(second)
  },
  sex: (one, other) => {
    const [sex, sexOther] = [one.legalSex ?? 'unknown', other.legalSex ?? 'unknown']
    return sex !== 'unknown' && sexOther !== 'unknown' && sex !== sexOther
  },
}

/** Folded; empty without one, with which every name begins. */
function secondGivenOf(patient: Patient): string {
  const name = mainName(patient)
  return foldName((name === null ? [] : partsOf(name).given).slice(1).join(' '))
}
