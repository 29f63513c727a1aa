import type { Asked } from '../domain/entered.ts'
import { longestReason, type TypedReason } from '../domain/emergency.ts'
import type { TypedRecordNumber } from '../domain/record-number.ts'
import type { SearchSet } from '../domain/site-policy.ts'
import type { Identifier } from '../domain/verification-policy.ts'

const identifiers: Record<Identifier, string> = {
  'birth-date': 'birth date',
  name: 'name',
  'name-letters': 'first letters of the last name',
  'record-number': 'record number',
  'record-number-tail': 'last 4 of the record number',
  town: 'town',
}

const fields: Record<Asked, string> = {
  'name-letters': 'First letters of the last name',
  'record-number': 'Record number',
  'record-number-tail': 'Record no., last 4',
  town: 'Town',
}

const enterChecks = 'Enter checks it.'

const fieldHints: Partial<Record<Asked, string>> = {
  'name-letters': 'Three or more, as the caller says it.',
  'record-number': enterChecks,
  town: enterChecks,
}

const readyToSearch: Record<SearchSet, string> = {
  'name-and-birth-date': 'Ready to search by name and birth date.',
  'name-sex-and-telephone': 'Ready to search by name, legal sex and this call’s number.',
  'record-number': 'Ready to search by record number.',
}

const unfitNumber: Record<Extract<TypedRecordNumber, { kind: 'unfit' }>['why'], string> = {
  masked: 'Part of this number is hidden. Type the whole number, as the caller gives it.',
  'too-long': 'No record number is this long.',
  unreadable: 'Signs in this number cannot be read. Type it anew.',
}

const unfitReason: Record<Extract<TypedReason, { kind: 'unfit' }>['why'], string> = {
  'too-short': 'Say in a few words what the emergency is.',
  'too-long': `At most ${longestReason} characters.`,
  digits: 'No dates and no numbers: leave the digits out.',
  signs: 'Signs in this text cannot be read. Type it anew.',
  names: 'Leave the patient’s name out.',
}

/** What is said of identifiers, of searching by what the site accepts, and of emergencies, in English. */
export const verificationEn = {
  identifiers,
  fields,
  readyToSearch,
  unfitNumber,
  noSetHere: 'Without a number, this call gives too little to search with here. Search in Epic itself.',
  fieldHints,
  pickRow: 'Choose the row of the person the caller named.',
  needs: (what: string) => `Needs: ${what}`,
  someOf: (least: number, of: string) => `${least} of: ${of}`,
  differs: (what: string, name: string) => `The ${what} of ${name} is another. Check it with the caller.`,
  notKnown: (what: string, name: string) =>
    `Epic does not know the ${what} of ${name}, so it cannot be checked here. Ask for another identifier, or open the patient in Epic itself.`,
  nobodyAgrees: {
    title: 'Nobody here agrees with all that was entered',
    body: 'Check it with the caller, or search by name.',
  },
  opened: (time: string, how: string) => `opened ${time}, by ${how}`,
  openedInEmergency: (time: string, how: string) => `opened ${time} in an emergency, by ${how} alone`,
  doNotOpen: 'Stop: do not open it',
  emergency: {
    begin: 'Emergency: open with less',
    title: (name: string) => `Emergency: ${name}`,
    warning:
      'Only where waiting would harm somebody. The opening stands in the audit as an emergency, with your name and this reason.',
    reason: 'Reason, without names, dates or numbers',
    open: (name: string) => `Open in an emergency: ${name}`,
    cancel: 'No emergency',
    unfit: unfitReason,
  },
}
