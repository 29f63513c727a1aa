import type * as jose from 'jose'

/** The keys that a client published at its JWK Set URL. */
export interface ClientKeys {
  /** The published keys that fit the header of an assertion. `fresh` asks the client again first. */
  fitting(header: jose.ProtectedHeaderParameters, options?: { fresh: boolean }): Promise<readonly jose.JWK[]>
}

/** Epic keeps a key set for up to 29 hours, less where Cache-Control says so (facts/epic.md 2.2). */
const longestCacheS = 29 * 3_600

/**
 * Fetches and keeps the key set at `url`. Throws where it cannot be had: redirects, other status codes, no keys,
 * or nothing within five seconds. `ask` is a `fetch` of one's own, where the client speaks TLS by an authority that only that one trusts.
 */
export function createClientKeys(url: string, now: () => number, ask?: typeof fetch): ClientKeys {
  let kept: { readonly keys: readonly jose.JWK[]; readonly until: number } | null = null

  return {
    async fitting(header, { fresh } = { fresh: false }) {
      if (fresh || kept === null || kept.until <= now()) kept = await fetchKeys(url, now, ask)
      return kept.keys.filter((key) => fits(key, header))
    },
  }
}

async function fetchKeys(url: string, now: () => number, ask = fetch) {
  const response = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) })
  if (!response.ok) throw new Error(`the JWK Set URL answered ${response.status}`)
  const body: unknown = await response.json()
  if (!isKeySet(body)) throw new Error('the JWK Set URL gave no key set')
  return { keys: body.keys, until: now() + cacheSeconds(response.headers.get('cache-control')) * 1_000 }
}

function isKeySet(body: unknown): body is { keys: readonly jose.JWK[] } {
  return typeof body === 'object' && body !== null && 'keys' in body && Array.isArray(body.keys)
}

function cacheSeconds(header: string | null): number {
  if (header === null) return longestCacheS
  if (/\bno-(store|cache)\b/i.test(header)) return 0
  const maxAge = /\bmax-age=(\d+)/i.exec(header)?.[1]
  return maxAge === undefined ? longestCacheS : Math.min(Number(maxAge), longestCacheS)
}

/** A key fits by its kid, by its kind, and if it names an algorithm by that. Private halves are nobody's business. */
function fits(key: jose.JWK, header: jose.ProtectedHeaderParameters): boolean {
  const kind = header.alg?.startsWith('RS') ? 'RSA' : 'EC'
  const isNamed = header.kid === undefined || key.kid === header.kid
  return isNamed && key.kty === kind && (key.alg === undefined || key.alg === header.alg)
}
