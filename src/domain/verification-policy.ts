/** What a site asks of a caller before a chart may open. The broker holds the same rule, and is the one that counts. */

/**
 * What tells who a patient is, as settings, audit and call note name it.
 *
 * `name` is what the caller said and the agent picked: a row, or the button that names one person. All others are typed,
 * and compared with what Epic knows; `record-number-tail` is its last four characters. `name-letters` is `name` with the
 * first letters of the family name typed too: they stand on the row, and typing what was heard is what prevents the wrong
 * pick (design/experience.md, Principle 2). The calling number is none (R50).
 */
export const identifiers = [
  'birth-date',
  'name',
  'name-letters',
  'record-number',
  'record-number-tail',
  'town',
] as const

export type Identifier = (typeof identifiers)[number]

/**
 * All of `required`, and any `atLeast` of `of`.
 *
 * `pick` is how the agent says whom they mean where exactly one person agrees: by the button that names them, or by their
 * row, every time. The broker cannot see which it was, so its own policy does not say it. Absent: by the button.
 */
export interface VerificationPolicy {
  readonly required: readonly Identifier[]
  readonly atLeast: number
  readonly of: readonly Identifier[]
  readonly pick?: Pick
}

export const picks = ['button', 'row'] as const

export type Pick = (typeof picks)[number]

/** Birth date typed, person picked: what a site gets that says nothing. */
export const ordinaryVerification: VerificationPolicy = { required: ['birth-date', 'name'], atLeast: 0, of: [] }

/** What is still to be entered: all of `all`, and `some.least` of `some.of`. */
export interface Needed {
  readonly all: readonly Identifier[]
  readonly some: { readonly least: number; readonly of: readonly Identifier[] }
}

/** What the policy asks for beyond the identifiers that agree already. The whole record number has its tail in it. */
export function stillNeeded({ required, atLeast, of }: VerificationPolicy, agreed: readonly Identifier[]): Needed {
  const isOpen = (identifier: Identifier) => !hasIdentifier(agreed, identifier)
  const open = of.filter(isOpen)
  const least = Math.max(0, atLeast - (of.length - open.length))
  return { all: required.filter(isOpen), some: { least, of: least === 0 ? [] : open } }
}

/** Whether these identifiers are enough at this site. */
export function isEnough(policy: VerificationPolicy, agreed: readonly Identifier[]): boolean {
  const { all, some } = stillNeeded(policy, agreed)
  return all.length === 0 && some.least === 0
}

/** Whether an identifier agrees, by itself or by another that it is part of. */
export function hasIdentifier(agreed: readonly Identifier[], identifier: Identifier): boolean {
  return agreed.includes(identifier) || (identifier === 'record-number-tail' && agreed.includes('record-number'))
}

/** Every identifier the policy speaks of. */
export function identifiersIn({ required, of }: VerificationPolicy): readonly Identifier[] {
  return [...required, ...of]
}

/**
 * Whether a policy can be used: it always comes to two identifiers of different kinds, one of them the birth date or a
 * record number, and callers can meet it.
 *
 * A name and a town are not enough: all of a household have the same town. Each kind may stand in it once; the record
 * number and its tail are one kind, the name and its letters another.
 *
 * @param hasRecordNumbers Whether the site configured record number systems; without them none can be compared.
 * @see R50; Joint Commission NPSG.01.01.01: two identifiers, neither of them where the patient is.
 */
export function isFitPolicy(policy: VerificationPolicy, hasRecordNumbers: boolean): boolean {
  const { required, atLeast, of } = policy
  const kinds = identifiersIn(policy).map(kindOf)
  const isOnce = new Set(kinds).size === kinds.length
  const canBeMet = Number.isInteger(atLeast) && atLeast >= 0 && atLeast <= of.length
  const isTwo = required.length + atLeast >= 2
  const isStrong = required.some(isStrongOne) || atLeast > of.filter((identifier) => !isStrongOne(identifier)).length
  return isOnce && canBeMet && isTwo && isStrong && (hasRecordNumbers || !kinds.includes('record-number'))
}

function kindOf(identifier: Identifier): Identifier {
  if (identifier === 'name-letters') return 'name'
  return identifier === 'record-number-tail' ? 'record-number' : identifier
}

function isStrongOne(identifier: Identifier): boolean {
  return kindOf(identifier) !== 'name' && identifier !== 'town'
}

/** Tells whether a word from a wire or a setting is one of the identifiers. */
export function isIdentifier(word: unknown): word is Identifier {
  return identifiers.some((identifier) => identifier === word)
}
