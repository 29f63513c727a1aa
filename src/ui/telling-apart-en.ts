import type { NextQuestion } from '../domain/ask-next.ts'
import type { NameLikeness } from '../domain/similar-name.ts'
import type { Warning } from '../domain/warnings.ts'

const warnings: Record<Warning, string> = {
  deceased: 'deceased',
  merged: 'merged into another record',
  surviving: 'merged: shown is the surviving record',
  inactive: 'inactive record',
  'same-name': 'same name as another here',
  'similar-name': 'similar name here',
  minor: 'minor',
  'number-old': 'number marked old',
}

/** What the similar name is, and how it is alike. */
const similarName: Record<NameLikeness, (other: string) => string> = {
  'one-letter': (other) => `similar name here: one letter from ${other}`,
  sound: (other) => `similar name here: sounds like ${other}`,
  'short-form': (other) => `similar name here: short or long form of ${other}`,
}

/** What to ask next, to be read out as it stands, and what to do with the answer. No value of a patient is in it. */
const askNext: Record<NextQuestion, string> = {
  'birth-date': 'Type the birth date the caller gives. Ask: “What is the patient’s date of birth?”',
  given: 'Ask: “What is the patient’s first name?” Then choose the row.',
  'record-number': 'Ask: “What are the last four digits of the patient’s record number?” Then choose the row.',
  town: 'Ask: “Which town does the patient live in?” Then choose the row.',
}

/** What tells patients apart, in English. */
export const tellingApartEn = {
  warnings,
  similarName,
  askNext,
  askForMore: 'Nothing here tells them apart. Ask for more, and search in Epic itself.',
  tooManyShare: {
    title: 'More than 10 patients share this number (a facility?)',
    body: 'Search by name: first name, last name and birth date.',
  },
}
