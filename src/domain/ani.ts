/** The calling number, which telephony calls the ANI (Automatic Number Identification). */

/**
 * What a contact tells us of the number it came from.
 *
 * `e164` is the whole number, plus sign and at most 15 digits: `+16085550142`. A withheld number is an ordinary
 * call: the agent searches by name instead. `anonymous` means the caller hid it, `unreadable` that something came
 * which is no telephone number, `none` that the channel has none (a chat, a task). `own` is a number of the hospital
 * itself (`own-numbers.ts`): it is shown, and says nothing of a patient.
 */
export type Ani =
  | { readonly kind: 'number'; readonly e164: string }
  | { readonly kind: 'own'; readonly e164: string }
  | { readonly kind: 'withheld'; readonly reason: 'anonymous' | 'unreadable' | 'none' }

/** No number, or none that counts. */
export const noNumber: Ani = { kind: 'withheld', reason: 'none' }

/** Words spelled on a telephone keypad that networks send in place of a hidden number (facts/ccp-streams.md 6). */
const keypadWords = new Set([
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '86282452253', // UNAVAILABLE
  '2562533', // BLOCKED
  '8656696', // UNKNOWN
])

/**
 * Reads the calling number from the address that Amazon Connect reports for the customer.
 *
 * Never throws: a call whose number we cannot read is still a call to answer. A country is never guessed.
 *
 * @param address E.164 (`+16085550142`), a SIP address around one (`sip:+16085550142@host`), a word such as
 *   `anonymous`, a keypad word (`+266696687`), or null where the contact has no address.
 * @see ITU-T E.164 (11/2010) §6: at most 15 digits, the first of them not zero.
 *
 * @example
 * parseAni('sip:+16085550142@host') // { kind: 'number', e164: '+16085550142' }
 * parseAni('anonymous')             // { kind: 'withheld', reason: 'anonymous' }
 */
export function parseAni(address: string | null): Ani {
  if (address === null) return { kind: 'withheld', reason: 'none' }

  const user = address
    .trim()
    .replace(/^(?:sips?|tel):/i, '')
    .replace(/[@;].*$/, '')
  if (keypadWords.has(user.replace(/^\+1?/, '')) || keypadWords.has(user.replace(/^\+/, ''))) return hidden
  if (/^\+[1-9]\d{6,14}$/.test(user)) return { kind: 'number', e164: user }
  return /\d/.test(user) ? { kind: 'withheld', reason: 'unreadable' } : hidden
}

const hidden: Ani = { kind: 'withheld', reason: 'anonymous' }
