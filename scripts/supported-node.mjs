/**
 * Whether a version of Node (`20.19.1`) lies in the range of `engines.node`.
 *
 * Reads what package.json uses and no more: `^a.b.c` and `>=a.b.c`, joined by `||`.
 */
export function isSupportedNode(version, range) {
  const running = numbersOf(version)
  return range.split('||').some((part) => {
    const least = numbersOf(part)
    if (part.trim().startsWith('^') && running[0] !== least[0]) return false
    return compare(running, least) >= 0
  })
}

function numbersOf(text) {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(text)
  return found === null ? [0, 0, 0] : found.slice(1).map(Number)
}

function compare(a, b) {
  const index = a.findIndex((number, at) => number !== b[at])
  return index === -1 ? 0 : a[index] - b[index]
}
