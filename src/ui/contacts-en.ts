/** What is said of several contacts, of their lines and of who had them before, in English. */
export const contactsEn = {
  onHold: (time: string) => `On hold ${time}`,
  youOnHold: (time: string) => `You are on hold ${time}`,
  onTheLine: 'On the line',
  callingBack: 'Calling back',
  calledBack: {
    title: 'The number is being called back',
    body: 'Patients are searched for when somebody answers.',
  },
  active: (time: string) => `Active ${time}`,
  over: 'Ended',
  numberGiven: (number: string) => `Number written by the customer: ${number}. A hint: it is not searched by.`,
  confirmedEarlier: 'confirmed by an earlier agent on this call',
  earlierAgent: {
    title: 'An earlier agent confirmed somebody on this call',
    body: 'It is a hint. Ask for the birth date and the name again: it does not count here.',
  },
  logIn: 'Sign in to the softphone',
  reloadSoftphone: 'Load the softphone again',
  soundMayBreak: 'Loading it again may interrupt the sound of a call that is under way.',
}
