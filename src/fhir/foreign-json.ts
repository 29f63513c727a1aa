/** Reading JSON that another party wrote: any field may be absent, null or of the wrong type. */

export type JsonObject = Readonly<Record<string, unknown>>

/** The value as an object, or null for anything else (arrays too). */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** The objects of a list; whatever else stands in it, or in its place, is left out. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return []
  return value.map(objectOf).filter((item) => item !== null)
}

/**
 * One line of text, or null for what is no text or is blank.
 *
 * Control characters and line breaks become blanks, runs of blanks one, and the signs that turn the direction of
 * writing are taken out: with them a hostile name could show as another (R33).
 */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null

  const line = value
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? null : line
}

/** The texts of a list, without the blank ones. */
export function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.map(textOf).filter((text) => text !== null)
}
