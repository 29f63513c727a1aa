import { partsOf } from '../domain/name-parts.ts'
import { mainName, type Patient, type PatientName } from '../domain/patient.ts'
import { tailOf } from '../domain/record-number.ts'

/** A name in the order of a list, `Kessler, Ana Maria`; a name that is only text as it stands. */
export function showNameInList(patient: Patient, unnamed: string): string {
  const name = mainName(patient)
  if (name === null) return unnamed
  const given = name.given.join(' ')
  const parts = [name.family, given === '' ? null : given].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? (name.text ?? unnamed) : `${parts.join(', ')}${suffixOf(name)}`
}

/** The name as one says it, `Ana Kessler`: the first given name and the family name. */
export function showNameAsSaid(patient: Patient, unnamed: string): string {
  const name = mainName(patient)
  if (name === null) return unnamed
  const said = [name.given[0], name.family].filter((part) => part !== undefined && part !== null && part !== '')
  return said.length === 0 ? (name.text ?? unnamed) : `${said.join(' ')}${suffixOf(name)}`
}

/** Jr., Sr. and the like, which Epic may write into `text` alone (facts/epic.md 1.7): it tells father from son. */
function suffixOf(name: PatientName): string {
  const { suffix } = partsOf(name)
  return suffix === null || name.family?.toLowerCase().endsWith(suffix.toLowerCase()) === true ? '' : ` ${suffix}`
}

/** The last digits of the record number, enough to tell records apart on the telephone; null without one. */
export function recordTailOf(patient: Patient): string | null {
  const [number] = patient.recordNumbers
  return number === undefined ? null : tailOf(number.value)
}

/** The town as people write it: Epic stores many in capitals, `MADISON`. */
export function showTown({ town }: Patient): string | null {
  if (town === null || town !== town.toUpperCase()) return town
  return town
    .toLowerCase()
    .replace(/(^|[\s'-])(\p{Letter})/gu, (_match, before: string, letter: string) => before + letter.toUpperCase())
}
