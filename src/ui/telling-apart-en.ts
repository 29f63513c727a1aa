import type { NextQuestion } from '../domain/ask-next.ts'
import type { NameAgreement } from '../domain/name-agreement.ts'
import type { NameLikeness } from '../domain/name-likeness.ts'
import type { NamesakeDifference } from '../domain/namesakes.ts'
import type { InterpreterNeed } from '../domain/patient.ts'
import type { TellingQuestion } from '../domain/telling-question.ts'
import type { Warning } from '../domain/warnings.ts'

const warnings: Record<Warning, string> = {
  deceased: 'deceased',
  merged: 'merged into another record',
  surviving: 'merged: shown is the surviving record',
  inactive: 'inactive record',
  restricted: 'restricted record',
  'same-name': 'same name as another here',
  'similar-name': 'similar name here',
  twin: 'twin here: same birth date',
  minor: 'minor',
  'number-old': 'number marked old',
}

/** What the similar name is, and how it is alike. */
const similarName: Record<NameLikeness, (other: string) => string> = {
  'one-letter': (other) => `similar name here: one letter from ${other}`,
  sound: (other) => `similar name here: sounds like ${other}`,
  'short-form': (other) => `similar name here: short or long form of ${other}`,
}

/** What tells people of one name apart. */
const sameNameBut: Record<NamesakeDifference, string> = {
  suffix: 'same name as another here: the suffix differs',
  'second-given': 'same name as another here: the middle name differs',
  sex: 'same name as another here: the legal sex differs',
}

/** What to ask next, to be read out as it stands, and what to do with the answer. No value of a patient is in it. */
const askNext: Record<NextQuestion, string> = {
  'birth-date': 'Type the birth date the caller gives. Ask: “What is the patient’s date of birth?”',
  given: 'Ask: “What is the patient’s first name?”',
  'street-number': 'Ask: “What is the number of the patient’s street address?”',
  'record-number': 'Ask: “What are the last four digits of the patient’s record number?”',
  town: 'Ask: “Which town does the patient live in?”',
}

/** The fields in which the answers are typed. */
const answers: Record<TellingQuestion, string> = {
  given: 'First name the caller gives',
  'street-number': 'Street number the caller gives',
  'record-number': 'Last digits the caller gives',
  town: 'Town the caller gives',
}

type NameWords = Record<Exclude<NameAgreement, 'unknown'>, (name: string) => string>

/** How the names agree; `name` is the one of the patient that is former or alike. */
const nameFields: Record<'family' | 'given', NameWords> = {
  family: {
    agrees: () => 'last name agrees',
    former: (name) => `agrees with a former name: ${name}`,
    part: () => 'a part of the last name agrees',
    'short-form': () => 'last name is alike',
    'one-letter': () => 'last name is a letter off',
    sound: () => 'last name sounds alike',
    differs: () => 'last name differs',
  },
  given: {
    agrees: () => 'first name agrees',
    former: () => 'agrees with a former first name',
    part: () => 'a part of the first name agrees',
    'short-form': (name) => `first name is a short or long form of ${name}`,
    'one-letter': (name) => `first name is a letter from ${name}`,
    sound: (name) => `first name sounds like ${name}`,
    differs: () => 'first name differs',
  },
}

const agreement = {
  birthDateInPart: 'birth date not known whole',
  fields: {
    birthDate: { agrees: 'birth date agrees', differs: 'birth date differs' },
    recordNumber: { agrees: 'record number agrees', differs: 'record number differs' },
    suffix: { agrees: 'suffix agrees', differs: 'suffix differs' },
    streetNumber: { agrees: 'street number agrees', differs: 'street number differs' },
    recordTail: { agrees: 'last digits agree', differs: 'last digits differ' },
    town: { agrees: 'town agrees', differs: 'town differs' },
    nameLetters: { agrees: 'letters of the last name agree', differs: 'letters of the last name differ' },
  },
  nameFields,
  otherNumber: 'does not have this number',
}

/** What stands behind a language that is not the site's; nothing where Epic says that no interpreter is needed. */
const interpreter: Record<Exclude<InterpreterNeed, 'not-needed'> | 'unsaid', string> = {
  needed: 'interpreter needed',
  unsaid: 'interpreter?',
}

/** What tells patients apart, in English. */
export const tellingApartEn = {
  warnings,
  similarName,
  askNext,
  answers,
  agreement,
  sameNameBut,
  similarWholeName: (name: string) => `similar name here: ${name}`,
  answerNotHeard: 'Nobody here agrees with this answer.',
  answersDiffer: (name: string) => `${name} does not agree with what the caller answered. Check the answer.`,
  interpreter,
  maybeSwapped: 'Ask for the month by its name: day and month may be swapped.',
  askForMore: 'Nothing here tells them apart. Ask for more, and search in Epic itself.',
  tooManyShare: (count: number | undefined) => `${count ?? 'More than 10'} patients share this number (a facility?)`,
}
