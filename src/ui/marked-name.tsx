import { calledBy, suffixOf } from '../domain/name-parts.ts'
import { namesakeDifference } from '../domain/namesakes.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import { useMessages } from './messages.ts'
import { showNameInList } from './show-patient.ts'

interface Props {
  readonly patient: Patient
  /** All candidates: of namesakes, the suffix is marked. */
  readonly all: readonly Patient[]
  /** Those who are in question still once the birth date was said: where there are several, the given name is marked. */
  readonly inQuestion: readonly Patient[]
}

/** A name in the order of a list, with that part of it marked which tells the patient from the others. */
export function MarkedName({ patient, all, inQuestion }: Props) {
  const words = useMessages()
  const shown = showNameInList(patient, words.unnamed)
  const telling = tellingPart(patient, all, inQuestion)
  const at = telling === null ? -1 : shown.lastIndexOf(telling)
  if (telling === null || at < 0) return shown
  return (
    <>
      {shown.slice(0, at)}
      <mark>{telling}</mark>
      {shown.slice(at + telling.length)}
    </>
  )
}

function tellingPart(patient: Patient, all: readonly Patient[], inQuestion: readonly Patient[]): string | null {
  if (namesakeDifference(patient, all) === 'suffix') return suffixOf(patient)
  if (inQuestion.length < 2 || !inQuestion.includes(patient)) return null

  const { given } = calledBy(patient)
  const isTelling = given !== '' && inQuestion.every((other) => other === patient || calledBy(other).given !== given)
  return isTelling ? (mainName(patient)?.given.join(' ') ?? null) : null
}
