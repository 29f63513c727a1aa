import type { defaultIdentifiers } from '../domain/verification.ts'

/** How an identifier was entered, as a note says it. */
const identifiers: Record<(typeof defaultIdentifiers)[number], string> = {
  'birth-date': 'birth date typed',
  name: 'name picked',
}

/** The lines of the note an agent copies after a call, in English. */
export const noteEn = {
  copy: 'Copy note',
  notCopied: 'The browser did not copy the note. It stands here to be selected:',
  identifiers,
  when: (date: string, time: string) => `Call: ${date}, ${time}`,
  number: (number: string) => `Number: ${number}`,
  queue: (queue: string) => `Queue: ${queue}`,
  callerIsPatient: 'Caller: the patient',
  verified: (how: string) => `Verified by: ${how}`,
  patient: (tail: string) => `Patient: record number ending in ${tail}`,
  patientUnnumbered: 'Patient: no record number known',
  agent: (name: string) => `Agent: ${name}`,
}
