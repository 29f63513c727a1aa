import { isSwappable } from '../domain/birth-date.ts'
import type { ToldChoice } from '../domain/telling-answers.ts'
import type { OpenChoice } from '../domain/verification.ts'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { showNameAsSaid } from './show-patient.ts'

interface NobodyProps {
  /** What was typed, or null. */
  readonly birthDate: string | null
  /** Whether somebody here was born on the typed day, or none is typed. */
  readonly isDateRight: boolean
  /** Whether Epic knows the birth date of somebody here in part alone. */
  readonly isDateInPart: boolean
}

/** That nobody here agrees with what was entered; above the rows, for it is about none of them. */
export function NobodyAgrees({ birthDate, isDateRight, isDateInPart }: NobodyProps) {
  const words = useMessages()
  if (isDateRight) return <Notice kind="warning" {...words.verification.nobodyAgrees} />
  // Said of every such date, whoever is in the list: it must not tell that somebody was born on the other day.
  const swapped = birthDate !== null && isSwappable(birthDate) ? ` ${words.maybeSwapped}` : ''
  const { title, body } = isDateInPart ? words.nobodyKnownBornThatDay : words.nobodyBornThatDay
  return <Notice kind="warning" title={title} body={`${body}${swapped}`} />
}

interface Props {
  readonly choice: ToldChoice
  /** Whether something is asked that may tell those apart who remain. */
  readonly hasQuestion: boolean
}

/**
 * What keeps the button from opening the chart of a row, and what to do about it. Beside the button and below the rows: it
 * comes and goes with a pick, and no row may move away under the pointer that picks it.
 */
export function ChoiceNotice({ choice, hasQuestion }: Props) {
  const words = useMessages()
  if (choice.kind === 'answers-differ') {
    return <Notice kind="warning" title={words.answersDiffer(showNameAsSaid(choice.patient, words.unnamed))} />
  }
  if (choice.kind === 'differs' || choice.kind === 'not-known') {
    return <Notice kind="warning" title={whyNotChosen(choice, words)} />
  }
  if (choice.kind !== 'needs-pick') return null
  if (choice.why === 'named-otherwise') return <Notice kind="warning" title={words.namedOtherwise} />
  // No notice: nothing is the matter.
  if (choice.why === 'site') return <p className="fact">{words.verification.pickRow}</p>

  const title = words.bornThatDayMany(choice.agreeing.length)
  return <Notice kind="warning" title={title} {...(hasQuestion ? {} : { body: words.askForMore })} />
}

function whyNotChosen(
  { kind, patient, identifier }: Extract<OpenChoice, { kind: 'differs' | 'not-known' }>,
  words: Messages,
): string {
  const name = showNameAsSaid(patient, words.unnamed)
  if (identifier === 'birth-date') return kind === 'differs' ? words.chosenDiffers(name) : words.birthDateNotKnown(name)
  const { identifiers, differs, notKnown } = words.verification
  return (kind === 'differs' ? differs : notKnown)(identifiers[identifier], name)
}
