/**
 * The same function, which makes its answer once for each question and keeps it for ever: for what takes long to make, of
 * which a page needs few. Questions are told apart by their JSON. What is thrown is not kept.
 *
 * @example
 * const listFormat = madeOnce((locale: string) => new Intl.ListFormat(locale))
 */
export function madeOnce<Asked extends readonly unknown[], Made>(
  make: (...asked: Asked) => Made,
): (...asked: Asked) => Made {
  const kept = new Map<string, Made>()
  return (...asked) => {
    const key = JSON.stringify(asked)
    const known = kept.get(key)
    if (known !== undefined) return known

    const made = make(...asked)
    kept.set(key, made)
    return made
  }
}
