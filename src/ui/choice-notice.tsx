import { isSwappable } from '../domain/birth-date.ts'
import type { Choice } from '../domain/telling-answers.ts'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { showNameAsSaid } from './show-patient.ts'

interface Props {
  readonly choice: Choice
  /** The typed birth date, or null. */
  readonly birthDate: string | null
  /** Whether somebody here was born on the typed day, or none is typed. */
  readonly isDateRight: boolean
  /** Whether something is asked that may tell those apart who remain. */
  readonly hasQuestion: boolean
}

/** What keeps the button from opening a chart, and what to do about it; nothing while nothing does. */
export function ChoiceNotice({ choice, birthDate, isDateRight, hasQuestion }: Props) {
  const words = useMessages()
  if (choice.kind === 'nobody-agrees') {
    return <Notice kind="warning" {...(isDateRight ? words.verification.nobodyAgrees : nobodyBorn(birthDate, words))} />
  }
  if (choice.kind === 'differs' || choice.kind === 'not-known' || choice.kind === 'answers-differ') {
    return <Notice kind="warning" title={whyNotChosen(choice, words)} />
  }
  if (choice.kind !== 'needs-pick') return null
  if (choice.agreeing.length === 1) return <Notice kind="warning" title={words.namedOtherwise} />

  const title = words.bornThatDayMany(choice.agreeing.length)
  return <Notice kind="warning" title={title} {...(hasQuestion ? {} : { body: words.askForMore })} />
}

/** Said of every date that could be read the other way round, whoever is here: it must not tell that somebody was born then. */
function nobodyBorn(birthDate: string | null, words: Messages): { title: string; body: string } {
  const { title, body } = words.nobodyBornThatDay
  const isSwapped = birthDate !== null && isSwappable(birthDate)
  return { title, body: isSwapped ? `${body} ${words.maybeSwapped}` : body }
}

type NotChosen = Extract<Choice, { kind: 'differs' | 'not-known' | 'answers-differ' }>

function whyNotChosen(choice: NotChosen, words: Messages): string {
  const name = showNameAsSaid(choice.patient, words.unnamed)
  if (choice.kind === 'answers-differ') return words.answersDiffer(name)

  const isDiffering = choice.kind === 'differs'
  if (choice.identifier === 'birth-date') return isDiffering ? words.chosenDiffers(name) : words.birthDateNotKnown(name)
  const { identifiers, differs, notKnown } = words.verification
  return (isDiffering ? differs : notKnown)(identifiers[choice.identifier], name)
}
