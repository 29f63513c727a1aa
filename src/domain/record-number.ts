/** Record numbers, as agents type them and as Epic masks them. They are text: leading zeros count. */

/** What stands in a record number field. `masked` is a number with parts of it hidden, copied from a screen. */
export type TypedRecordNumber =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unfit'; readonly why: 'masked' | 'too-long' | 'unreadable' }
  | { readonly kind: 'number'; readonly value: string }

/** The longest that the broker takes. */
const longest = 64

/**
 * Whether parts of a number are hidden: `xxx-xx-0000`, `***1234` and `••••1234` are what Epic shows in place of one
 * (facts/epic.md 1.7).
 *
 * One rule for what is typed and for what Epic answers. Searching for such a number finds nobody, or somebody else; and a
 * caller's four digits would agree with the end of a number that nobody knows.
 */
export function isMasked(value: string): boolean {
  return /[*•●▪#…]|x{2,}/i.test(value)
}

/** Reads a typed record number: blanks around it are left off, zeros before it stay. */
export function readRecordNumber(typed: string): TypedRecordNumber {
  const value = typed.trim()
  if (value === '') return { kind: 'empty' }
  if (isMasked(value)) return { kind: 'unfit', why: 'masked' }
  if (value.length > longest) return { kind: 'unfit', why: 'too-long' }
  return /\p{C}/u.test(value) ? { kind: 'unfit', why: 'unreadable' } : { kind: 'number', value }
}

/** Whether two record numbers are the same: letters in either case, blanks around them left off. */
export function isSameNumber(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase()
}

/** Characters at the end of a record number that are asked for, and shown once nobody else is in question. */
export const tailLength = 4

/** The end of a record number, as callers read it out: `0000456` → `0456`; a shorter one whole. */
export function tailOf(value: string): string {
  return value.slice(-tailLength)
}
