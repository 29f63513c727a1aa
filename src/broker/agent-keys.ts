import { type CryptoKey, type FlattenedJWSInput, type JSONWebKeySet, createLocalJWKSet, errors } from 'jose'
import type { JWSHeaderParameters } from 'jose'
import { IntegrationError } from '../domain/errors.ts'

/** Finds the key of a token by its header, in the form that `jose` asks for. */
export type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>

export interface AgentKeysOptions {
  readonly issuer: string
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly timeoutMs?: number
}

const freshForMs = 10 * 60_000
/** Known keys go on while the provider is down, but not for ever: a key it withdrew must die. */
const knownForMs = 24 * 60 * 60_000
/** Made-up key ids must not make us ask the provider at every request. */
const askedAtMostEveryMs = 30_000

/**
 * The public keys of the identity provider, found through its discovery document and kept in memory.
 *
 * An unknown key id asks the provider anew, at most every 30 s. While the provider is down, known keys go on for a day
 * and unknown ones are `identity-provider-unreachable`, not a refusal: nobody can tell (security.md, faults).
 *
 * @see OpenID Connect Discovery 1.0 §4; RFC 7517
 */
export function createAgentKeys(options: AgentKeysOptions): FindKey {
  const now = options.now ?? Date.now
  let known: { readonly find: FindKey; readonly at: number } | null = null
  let lastAsked: { readonly at: number; readonly failure: IntegrationError | null } | null = null
  let asking: Promise<void> | null = null

  const ask = async () => {
    try {
      known = { find: createLocalJWKSet(await fetchKeys(options)), at: now() }
      lastAsked = { at: now(), failure: null }
    } catch (cause) {
      const failure = new IntegrationError('identity-provider-unreachable', { cause })
      lastAsked = { at: now(), failure }
    }
  }

  const askAtMost = async (everyMs: number) => {
    if (asking === null && lastAsked !== null && now() - lastAsked.at < everyMs) return
    asking ??= ask().finally(() => {
      asking = null
    })
    await asking
  }

  const findKnown: FindKey = (header, token) => {
    if (known === null || now() - known.at > knownForMs) throw new errors.JWKSNoMatchingKey()
    return known.find(header, token)
  }

  return async (header, token) => {
    // A provider that is down is asked sooner again than one that answered: nobody can sign in until then.
    if (known === null) await askAtMost(2_000)
    else if (now() - known.at > freshForMs) await askAtMost(askedAtMostEveryMs)
    try {
      return await findKnown(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    }

    await askAtMost(askedAtMostEveryMs)
    try {
      return await findKnown(header, token)
    } catch (error) {
      throw lastAsked?.failure ?? error
    }
  }
}

async function fetchKeys({ issuer, fetch: ask = fetch, timeoutMs = 3_000 }: AgentKeysOptions): Promise<JSONWebKeySet> {
  const read = async (url: string): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await ask(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.ok) throw new Error('the identity provider answered with a failure')
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null ? { ...body } : {}
  }

  const discovery = await read(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`)
  const { issuer: said, jwks_uri: keysUrl } = discovery
  if (said !== issuer) throw new Error('the identity provider calls itself by another issuer')
  if (typeof keysUrl !== 'string' || !isAsSafeAs(keysUrl, issuer)) throw new Error('the key set has no fit URL')

  const { keys } = await read(keysUrl)
  if (!Array.isArray(keys)) throw new Error('the key set has no keys')
  return { keys: keys.filter((key: unknown) => typeof key === 'object' && key !== null) }
}

/** Keys may stand on another host than the issuer (they do at Google), but never over a weaker wire. */
function isAsSafeAs(url: string, issuer: string): boolean {
  if (!URL.canParse(url)) return false
  return new URL(url).protocol === 'https:' || new URL(url).protocol === new URL(issuer).protocol
}
