import type { Identifier } from '../domain/verification-policy.ts'

/** How an identifier was entered, as a note says it. */
const identifiers: Record<Identifier, string> = {
  'birth-date': 'birth date typed',
  name: 'name picked',
  'name-letters': 'first letters of the last name typed',
  'record-number': 'record number typed',
  'record-number-tail': 'last 4 of the record number typed',
  town: 'town typed',
}

/** The lines of the note an agent copies after a call, in English. */
export const noteEn = {
  copy: 'Copy note',
  notCopied: 'The browser did not copy the note. It stands here to be selected:',
  identifiers,
  when: (date: string, time: string) => `Call: ${date}, ${time}`,
  number: (number: string) => `Number: ${number}`,
  queue: (queue: string) => `Queue: ${queue}`,
  noOtherCaller: 'Caller: nobody but the patient was noted',
  verified: (how: string) => `Verified by: ${how}`,
  emergency: (reason: string) => `EMERGENCY: opened with less than the site asks for. Reason: ${reason}`,
  patient: (tail: string) => `Patient: record number ending in ${tail}`,
  patientUnnumbered: 'Patient: no record number known',
  agent: (name: string) => `Agent: ${name}`,
}
