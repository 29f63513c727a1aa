import type { ConnectState } from '../domain/ports.ts'
import type { NoNumberSearch, SearchField } from '../domain/search-plan.ts'
import { appointmentsEn } from './appointments-en.ts'
import { callerEn } from './caller-en.ts'
import { certainMatchEn } from './certain-match-en.ts'
import { contactsEn } from './contacts-en.ts'
import { emergencySearchEn } from './emergency-search-en.ts'
import { failuresEn } from './failures-en.ts'
import { framedEn } from './framed-en.ts'
import { keysEn } from './keys-en.ts'
import { noteEn } from './note-en.ts'
import { tellingApartEn } from './telling-apart-en.ts'
import { verificationEn } from './verification-en.ts'

const noNumberSearch: Record<NoNumberSearch, string> = {
  withheld: 'The caller withheld the number.',
  unreadable: 'What came as the number is no telephone number.',
  'not-a-call': 'Patients are searched for calls alone. For this contact, search in Epic itself.',
  'no-number': 'This contact has no telephone number.',
  'own-number': 'This number is one of the hospital’s own, and says nothing of a patient.',
  'not-at-this-site': 'Epic here does not search by number alone.',
  outbound: 'You placed this call, and patients are not searched for a dialled number. Search in Epic itself.',
}

const fields: Record<SearchField, string> = {
  given: 'first name',
  family: 'last name',
  'birth-date': 'birth date',
  'legal-sex': 'legal sex',
  'record-number': 'record number',
}

const connectStates: Record<ConnectState, string> = {
  connecting: 'connecting',
  ready: 'connected',
  'signed-out': 'signed out',
  refused: 'refused',
  lost: 'not answering',
  unheard: 'not answering',
}

/** Every sentence of the panel, in English. Another language is another table of this shape. */
export const en = {
  locale: 'en-US',
  failures: failuresEn,
  appointments: appointmentsEn,
  certainMatch: certainMatchEn,
  emergencySearch: emergencySearchEn,
  caller: callerEn,
  contact: contactsEn,
  keys: keysEn,
  note: noteEn,
  framed: framedEn,
  noNumberSearch,
  fields,
  ...tellingApartEn,
  verification: verificationEn,
  connectStates,
  partyStates: { 'not-asked': 'not asked yet', answering: 'answering', failing: 'not answering' },
  panel: 'Caller and patient',
  sandbox: 'Sandbox',
  detailsForSupport: 'Details for support',
  tryAgain: 'Try again',
  waitUntil: (time: string) => `Wait until ${time} before you try again.`,
  signIn: 'Sign in',
  signInBeside: 'Sign in in a window of its own: the call goes on, and what you typed stays.',
  signInBlocked: {
    title: 'The browser kept the sign-in window from opening',
    body: 'Allow pop-ups for this page, then press again. The call goes on.',
  },
  signOut: 'Sign out',

  fault: {
    title: 'Something in this panel broke',
    body: 'The softphone goes on working. Nothing was opened.',
    again: 'Start the panel again',
  },

  noCall: { title: 'No call', body: 'The next call shows here by itself.' },
  connecting: { title: 'Connecting to Amazon Connect', body: 'If this lasts, sign in to the softphone above.' },
  signedOut: { title: 'Signed out of Amazon Connect', body: 'Sign in to the softphone to take calls.' },
  logInBlocked: {
    title: 'The softphone’s log-in window did not open',
    body: 'Allow pop-ups for this page, then press again. If another tab opened it, log in there.',
  },
  refused: {
    title: 'Amazon Connect refused the softphone',
    body: 'This page may not be an approved origin. Tell support.',
  },
  lost: {
    title: 'The softphone does not answer',
    body: 'Nothing is shown until it is back, so that no other call’s patient shows.',
  },
  unheard: {
    title: 'The softphone does not answer',
    body: 'If you are not signed in to Amazon Connect, sign in. If you are, load the softphone again.',
  },

  ringing: 'Ringing',
  dialling: 'Dialling',
  onCall: (time: string) => `On call ${time}`,
  callEnded: 'Call ended',
  numberWithheld: 'Number withheld',
  numberUnreadable: 'Not a telephone number',
  noNumber: 'No telephone number',
  callback: 'Callback',
  outbound: 'Outbound',
  channels: { voice: 'Call', callback: 'Callback', chat: 'Chat', task: 'Task', email: 'E-mail' },
  hintLanguage: (language: string) => `Language chosen in the menu: ${language}`,
  hintReason: (reason: string) => `Reason given: ${reason}`,
  answerToSee: {
    title: 'Answer to see who this may be about',
    body: 'Two identifiers open a chart. The number is a hint.',
  },
  contacts: 'Contacts',

  birthDate: 'Birth date the caller gives',
  birthDatePlaceholder: { 'month-first': 'MM DD YYYY', 'day-first': 'DD MM YYYY' },
  birthDateExample: {
    'month-first': 'Type it as you hear it: 10311975, 10/31/1975',
    'day-first': 'Type it as you hear it: 31101975, 31/10/1975',
  },
  bornOn: (date: string, age: number | null) =>
    age === null ? date : `${date} · ${age === 1 ? '1 year' : `${age} years`}`,
  impossibleDate: {
    'no-such-day': 'No calendar has this day.',
    future: 'This day is still to come.',
    'too-long-ago': 'Nobody alive is that old.',
    unreadable: 'Digits only, such as 10311975.',
  },

  searching: 'Searching Epic',
  stillSearching: 'Still searching Epic',
  waitingForConnect: 'Waiting for Connect to confirm that this call is yours',
  restored: {
    title: 'Connect lost this call and brought it back',
    body: 'Nothing was searched again by itself. Search when you need it.',
  },
  searchAgain: 'Search again',

  manyFamilies: 'Many last names: this may be the number of a facility or an employer. Search by name.',
  shareNumber: (count: number) => (count === 1 ? '1 patient has this number' : `${count} patients share this number`),
  found: (count: number) => (count === 1 ? '1 patient found' : `${count} patients found`),
  bornThatDay: (count: number, all: number, inPart: number) =>
    `${count} of ${all} born that day${inPart === 0 ? '' : `, not known of ${inPart}`}`,
  someWithheld: 'Epic left some results out.',
  ageAndSex: (age: number | null, sex: string | null) =>
    [age === null ? null : String(age), sex].filter((part) => part !== null).join(', '),
  sexes: { female: 'female', male: 'male', nonbinary: 'nonbinary', x: 'X', other: 'other', unknown: 'sex unknown' },
  numberUse: { home: 'home', mobile: 'mobile', work: 'work', temp: 'temporary', unknown: 'this number' },
  recordTail: (tail: string) => `record ··${tail}`,
  unnamed: 'No name',

  openChart: 'Open chart',
  openChartOf: (name: string) => `Open chart of ${name}`,
  chooseOne: 'Choose one: ↑ ↓',
  opening: (name: string) => `Opening the chart of ${name}`,
  didTheySay: (name: string) => `Has the caller said the name ${name}? Do not read it out first.`,
  birthDateNotKnown: (name: string) =>
    `Epic does not know the whole birth date of ${name}, so it cannot be checked here. Open the patient in Epic itself.`,
  bornThatDayMany: (count: number) => `${count} patients born that day are here`,
  namedOtherwise: 'Born that day, but the name is not quite the one said. Choose the row if it is the right person.',
  chosenDiffers: (name: string) => `${name} was not born on that date. Check the date with the caller.`,
  nobodyKnownBornThatDay: {
    title: 'Nobody here is known to be born on that date',
    body: 'Epic does not know every whole birth date here. Ask for the name, and open such a patient in Epic itself.',
  },
  nobodyBornThatDay: {
    title: 'Nobody here was born on that date',
    body: 'Check the date, or search by name: the caller may call for someone else, or from another telephone.',
  },
  agreesWith: (name: string) => `Birth date agrees with ${name}`,

  none: {
    telephone: {
      title: 'Epic shows nobody with this number',
      body: 'Many patients call from other telephones. Search by name. A restricted chart shows in Epic alone.',
    },
    other: {
      title: 'Epic shows nobody',
      body: 'Check the spelling and the date with the caller, or search with other facts. A restricted chart shows in Epic alone.',
    },
  },
  tooLittle: 'Epic needs more to search with',
  tooMany: 'More than 10 patients fit',
  searchWith: (fields: string) => `Search with ${fields}.`,
  addToSearch: (fields: string) => `Add: ${fields}.`,
  nothingToAdd: 'Ask how the name stands in Epic, or search in Epic itself.',

  searchByName: 'Search by name',
  searchByRecordNumber: 'Search by record number',
  backToCandidates: 'Back to the patients found',
  searchTitle: 'Search Epic',
  search: 'Search',
  given: 'First name',
  family: 'Last name',
  birthDateShort: 'Birth date',
  legalSex: 'Legal sex',
  legalSexOptional: 'with this call’s number, in place of the birth date',
  legalSexNone: 'Not asked',
  recordNumberInstead: 'Record number instead',
  nameInstead: 'Name instead',
  recordNumberSystem: 'Kind of number',
  stillNeeded: (names: readonly string[], or: string | null) =>
    `Still needed: ${names.join(', ')}${or === null ? '' : ` (or the ${or})`}`,

  bornLong: (date: string) => `born ${date}`,
  openAgain: 'Open again',
  copyRecordNumber: 'Copy record no.',
  copied: 'Copied',
  notCopied: (number: string) => `The browser did not copy it: the record number is ${number}.`,
  wrongPatient: 'Wrong patient',
  withdrawn: {
    title: 'Taken back',
    body: (name: string) => `Close the chart of ${name} in Epic too: nothing outside Epic can.`,
  },
  blocked: {
    title: 'The browser blocked the chart’s window',
    body: 'Use this link, and allow pop-ups for this page. Where Epic asks for its log-in, log in there and open the chart again.',
  },
  openLink: 'Open the chart',

  status: { connect: 'Connect', broker: 'Search', epic: 'Epic' },
}

export type Messages = typeof en
