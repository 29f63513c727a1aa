import type { IntegrationErrorCode } from '../domain/errors.ts'

/** A sentence with its explanation. */
export interface Sentence {
  readonly title: string
  readonly body: string
}

const notAboutThePatient = 'This says nothing about whether the caller is a patient.'

/** One sentence for every way the integration can fail; the compiler holds it complete. */
export const failuresEn: Record<IntegrationErrorCode, Sentence> = {
  'connect-unreachable': {
    title: 'Amazon Connect cannot confirm this call',
    body: `Searching waits until Connect says that this call is yours. ${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'connect-agent-mismatch': {
    title: 'Two different people are signed in',
    body: 'The softphone and this panel belong to different agents. Sign out of one of them.',
  },
  'agent-not-signed-in': {
    title: 'Your sign-in is over',
    body: 'Signing in reloads this page and the softphone: end the call first, and search in Epic itself meanwhile.',
  },
  'agent-not-allowed': {
    title: 'You are not set up for patient search',
    body: 'Ask your supervisor to give your account access. Search in Epic itself meanwhile.',
  },
  'identity-provider-unreachable': {
    title: 'Sign-in cannot be reached',
    body: 'The softphone works. Try again in a moment.',
  },
  'launch-refused': {
    title: 'This launch was refused',
    body: 'It does not come from an Epic on this site’s list. Open this panel from Hyperspace again; if that does not help, tell support.',
  },
  'launch-over': {
    title: 'Your Epic sign-in for this panel is over',
    body: 'After the call, open this panel from Hyperspace again. Search in Epic itself meanwhile.',
  },
  'contact-not-yours': {
    title: 'This call is not yours, or it is over',
    body: 'Patients are searched only for a live call of your own.',
  },
  'contact-not-yet-yours': {
    title: 'Connect has not confirmed yet that this call is yours',
    body: 'This takes a moment after you accept. Try again.',
  },
  'contact-token-over': {
    title: 'Permission to search for this call is over',
    body: 'Try again to renew it.',
  },
  'broker-unreachable': {
    title: 'The search service cannot be reached',
    body: `${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'broker-refused': {
    title: 'The search service refused this search',
    body: `${notAboutThePatient} Search in Epic itself.`,
  },
  'broker-busy': {
    title: 'The search service is busy',
    body: `${notAboutThePatient} Try again in a moment.`,
  },
  'budget-spent': {
    title: 'No more searches for now',
    body: 'The number of searches for a call, an hour or a day is limited. Search in Epic itself.',
  },
  'search-not-allowed': {
    title: 'This search is not allowed here',
    body: 'Search by what the form asks for instead.',
  },
  'patient-not-found-here': {
    title: 'No search for this call found this patient',
    body: 'The chart was not opened. Search again, or open the patient in Epic itself.',
  },
  'verification-insufficient': {
    title: 'The chart was not opened: more identifiers are needed',
    body: 'The hospital asks for more than was entered. If this panel asks for nothing more, tell support.',
  },
  'epic-unreachable': {
    title: 'Epic cannot be reached',
    body: `${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'epic-too-slow': {
    title: 'Epic took too long',
    body: `${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'epic-busy': {
    title: 'Epic is busy',
    body: `${notAboutThePatient} Try again in a moment.`,
  },
  'epic-refused': {
    title: 'Epic did not allow this search',
    body: `${notAboutThePatient} Search in Epic itself.`,
  },
  'epic-restricted': {
    title: 'Restricted: search in Epic itself',
    body: 'Epic gives this answer only to a person who signs in there.',
  },
  'epic-set-up': {
    title: 'Searching is not set up correctly',
    body: `Tell support. ${notAboutThePatient} Search in Epic itself.`,
  },
  'signing-key-unavailable': {
    title: 'The search service cannot sign in at Epic for now',
    body: `${notAboutThePatient} Search in Epic itself, or try again in a moment.`,
  },
  'epic-invalid-answer': {
    title: 'Epic’s answer could not be read',
    body: `${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'audit-unavailable': {
    title: 'Nothing can be recorded just now',
    body: `Without a record no search is made and no chart opens. ${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'ledger-unavailable': {
    title: 'Searches cannot be counted just now',
    body: `Without a count no search is made and no chart opens. ${notAboutThePatient} Search in Epic itself, or try again.`,
  },
  'chart-address-incomplete': {
    title: 'The chart cannot be opened from here',
    body: 'Epic did not send a number that the chart’s address needs. Open the patient in Epic itself.',
  },
  'withdrawal-not-recorded': {
    title: 'Taking the chart back could not be recorded',
    body: 'Close the chart in Epic, and tell your supervisor.',
  },
}
