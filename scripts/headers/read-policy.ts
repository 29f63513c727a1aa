/** A Content-Security-Policy as the MDN HTTP Observatory reads one. */
export interface ReadPolicy {
  /** Names and sources in small letters: both are read so, nonces too. Empty where there is no policy, or none that can be read. */
  readonly directives: ReadonlyMap<string, readonly string[]>
  /** Whether it says a directive twice, or is too short to say anything: the Observatory then reads none of it. */
  readonly isUnreadable: boolean
  /** Whether it names where to report twice, which alone may be. */
  readonly reportsTwice: boolean
}

const shortest = 'img-src'.length - 1
const mayBeTwice = /^report-(?:uri|to)$/

/** Reads the policy in these headers; of several, browsers hold all, and what is scored is the first. */
export function readPolicy(headers: Headers): ReadPolicy {
  const text = headers.get('content-security-policy')?.split(',')[0]?.trim().toLowerCase() ?? ''
  const entries = text.split(';').flatMap((part) => {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    return name === '' ? [] : [[name, sources.length === 0 && name.endsWith('-src') ? ["'none'"] : sources] as const]
  })
  const twice = entries.map(([name]) => name).filter((name, index, all) => all.indexOf(name) < index)
  const isUnreadable = (text !== '' && text.length < shortest) || twice.some((name) => !mayBeTwice.test(name))
  return {
    // Of a name that stands there twice, the first counts.
    directives: new Map(isUnreadable ? [] : entries.toReversed()),
    isUnreadable,
    reportsTwice: twice.some((name) => mayBeTwice.test(name)),
  }
}

/**
 * The sources that count beside a nonce or a hash: `'unsafe-inline'` does not, nor, with `'strict-dynamic'`, whatever is named by
 * its scheme or is the page's own.
 *
 * @see https://www.w3.org/TR/CSP3/#strict-dynamic-usage
 */
export function countedSources(sources: readonly string[]): readonly string[] {
  if (!hasNonceOrHash(sources)) return sources
  const isStrict = sources.includes(strictDynamic)
  return sources.filter(
    (source) => source !== "'unsafe-inline'" && !(isStrict && /^(?:'self'$|\*|https?:|ftp:)/.test(source)),
  )
}

/** Whether `'strict-dynamic'` stands without what it needs, so that nothing at all would run. */
export function isStrictAlone(sources: readonly string[]): boolean {
  return sources.includes(strictDynamic) && !hasNonceOrHash(sources)
}

const strictDynamic = "'strict-dynamic'"

function hasNonceOrHash(sources: readonly string[]): boolean {
  return sources.some((source) => /^'(?:nonce|sha256|sha384|sha512)-/.test(source))
}
