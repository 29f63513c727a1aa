const goesOn = 'searches go on'
const cannotConfirm = '“Amazon Connect cannot confirm this call”: nothing is searched'
const oneSearch = 'one search for each call, and the people of that call alone'
const serviceAway = '“The search service cannot be reached”; the softphone works'
const epicAway = '“Epic cannot be reached”, and trying again'

/** Certificates that every client has to refuse, by their names in tls/certificates.ts. */
const badCertificates = (sees: string) =>
  ({
    expired: { title: 'Has expired', sees },
    'other-name': { title: 'Is for another host name', sees },
    'unknown-authority': { title: 'Comes from an authority that nobody trusts', sees },
  }) as const

/** What can go wrong outside of Epic, in words (facts/security.md, the table of faults). */
export const faultWords = {
  'epic-line': {
    reset: { title: 'Breaks every connection off', sees: epicAway },
    refused: { title: 'Nobody listens there', sees: epicAway },
  },
  'epic-certificate': badCertificates(epicAway),
  'broker-line': {
    reset: { title: 'Breaks every connection off', sees: serviceAway },
    refused: { title: 'Nobody listens there', sees: serviceAway },
    'not-readable': { title: 'Answers without leave for the page to read them (CORS)', sees: serviceAway },
  },
  'broker-certificate': badCertificates(serviceAway),
  'connect-api': {
    down: { title: 'Down', sees: cannotConfirm },
    throttled: { title: 'Throttled', sees: cannotConfirm },
    denied: { title: 'The broker is denied', sees: cannotConfirm },
    silent: { title: 'Never answers', sees: `${cannotConfirm}, after some seconds` },
    late: {
      title: 'Says 3 s late whose call it is',
      sees: '“Waiting for Connect to confirm that this call is yours”, then the patients',
    },
  },
  ccp: {
    down: {
      title: 'The page is down',
      sees: 'once it is loaded again: “The softphone does not answer”, and no patient',
    },
    silent: {
      title: 'The page never speaks',
      sees: 'once it is loaded again: “The softphone does not answer”, and no patient',
    },
    'ack-lost': {
      title: 'It falls silent in the middle of a call',
      sees: 'after three quarters of a minute: “The softphone does not answer”, and no patient; all is back when it speaks again',
    },
  },
  'ccp-events': {
    duplicate: { title: 'Each comes three times', sees: oneSearch },
    late: { title: 'Each comes 3 s late', sees: `the call that late, then the same: ${oneSearch}` },
    missing: {
      title: 'Two of three never come, and 5 s later the next does',
      sees: `a call goes without its end being told: ${oneSearch}`,
    },
    're-ordered': {
      title: 'An old one comes after each',
      sees: `a call may be gone for a blink, and back as it was: ${oneSearch}`,
    },
    're-init': { title: 'With each the softphone’s page loads anew', sees: `the call stays: ${oneSearch}` },
  },
  idp: {
    down: {
      title: 'Down',
      sees: `${goesOn} while the broker knows its keys and the agent’s token lives; else “Sign-in cannot be reached”`,
    },
    'keys-down': {
      title: 'Its keys cannot be had',
      sees: `${goesOn} by known keys; after a restart of the broker “Sign-in cannot be reached”`,
    },
    'no-renewal': {
      title: 'Renews no tokens',
      sees: `${goesOn} while the agent’s token lives, five minutes at most; then “Your sign-in is over”, and *Sign in* opens a window beside the call`,
    },
  },
  kms: {
    down: {
      title: 'Down',
      sees: `${goesOn} while the broker holds a token of Epic’s; else “The search service cannot sign in at Epic for now”`,
    },
    silent: { title: 'Never answers', sees: 'the same' },
    throttled: { title: 'Throttled', sees: 'the same' },
    denied: {
      title: 'The broker is denied',
      sees: 'with a token all goes on; else “Searching is not set up correctly”',
    },
  },
  audit: {
    down: { title: 'Cannot be written', sees: '“Nothing can be recorded just now”: no search, and no chart opens' },
  },
  ledger: {
    down: { title: 'Down', sees: '“Searches cannot be counted just now”: no search, and no chart opens' },
  },
} as const
