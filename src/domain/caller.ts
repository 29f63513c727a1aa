/** The caller, where it is not the patient. */
import { type Ani, noNumber } from './ani.ts'
import { wordsOfName } from './name-words.ts'

/** What the caller is to the patient: "the patient's parent". `facility` cares for the patient, `provider` treats them. */
export const relations = ['parent', 'child', 'partner', 'family', 'facility', 'provider', 'other'] as const

export type Relation = (typeof relations)[number]

/**
 * Somebody who calls for a patient, as far as the agent asked; blanks where not.
 *
 * Who they are is a fact of the call alone: it goes with it, and is never sent to Epic. Whether they may speak for the
 * patient is another question, which only Epic's own records answer.
 */
export interface OtherCaller {
  readonly name: string
  readonly relation: Relation | ''
}

/** Tells whether a word, such as the value of a select, is one of the relations. */
export function isRelation(word: string): word is Relation {
  return relations.some((relation) => relation === word)
}

/** Every name of who calls for the patient, word by word; none where the patient calls. */
export function namesOfCaller(caller: OtherCaller | null): readonly string[] {
  return caller === null ? [] : wordsOfName(caller.name)
}

/** The number as far as it says something of the patient: who calls for them has one of their own, which says nothing. */
export function aniOfPatient(ani: Ani, caller: OtherCaller | null): Ani {
  return caller === null ? ani : noNumber
}
