import { IntegrationError, type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import { signClientAssertion } from './client-assertion.ts'
import { type SigningKey, SigningKeyError } from './signing-key.ts'
import { type GrantedToken, requestToken } from './token-request.ts'

/** The system token of a backend client: the token source that `fhir/fhir-client` takes. It never leaves this process (R1). */
export interface BackendToken {
  /** A token that is good for now. Waits for one where there is none. */
  current(signal?: AbortSignal): Promise<string>
  /** Another token than `stale`, which a server refused. A hundred callers with one stale token make one request. */
  renew(stale: string, signal?: AbortSignal): Promise<string>
  /**
   * Asks for a token that nobody waits for yet, where none is held; but not within 10 s of a failure: this way round no
   * breaker stands before Epic (R22). Resolves when that is over, well or not: who needs the token asks again and is told.
   */
  askAhead(): Promise<void>
}

export interface BackendTokenOptions {
  readonly tokenUrl: () => Promise<string>
  readonly clientId: string
  readonly signingKey: () => Promise<SigningKey>
  readonly fetch?: typeof fetch
  readonly now?: () => number
  /** Resolves after so many milliseconds; a test hands in one that does not wait. */
  readonly wait?: (ms: number) => Promise<void>
  /** The longest one request may take, in milliseconds. */
  readonly timeoutMs?: number
}

const renewedBeforeEndMs = 60_000
/**
 * How long nothing is asked after a failure, in milliseconds. A refused set-up is not mended by asking again
 * (security.md, faults); a key service that is down or throttles must not be asked by every search.
 */
const rests: Readonly<Partial<Record<IntegrationErrorCode, number>>> = {
  'epic-set-up': 30_000,
  'signing-key-unavailable': 2_000,
}
/** How long nobody asks ahead after a failure, in milliseconds: as long as the breaker toward Epic stays open. */
const restAheadMs = 10_000
const mostRetries = 2
const allInAllMs = 8_000

interface HeldToken {
  readonly accessToken: string
  readonly endsAt: number
}

interface Rest {
  readonly error: IntegrationError
  readonly until: number
}

/**
 * A system token held in memory: fetched when first needed, renewed in the last 60 s before its end, one request at a time (R9).
 *
 * After `epic-set-up` nothing is asked for 30 s, after `signing-key-unavailable` for 2 s, and callers get the same
 * failure with `retryAfterMs`. The network, 429 and 5xx are retried at most twice, then `epic-unreachable` (or
 * `epic-busy`). While an old token still holds, a failed renewal is not a failure. A caller's signal ends that caller's
 * waiting, never the request others wait for.
 */
export function createBackendToken(options: BackendTokenOptions): BackendToken {
  const now = options.now ?? Date.now
  let held: HeldToken | null = null
  let rest: Rest | null = null
  let asking: Promise<string> | null = null
  let failedAt = Number.NEGATIVE_INFINITY

  const ask = async (): Promise<string> => {
    if (rest !== null && now() < rest.until) {
      throw new IntegrationError(rest.error.code, { cause: rest.error, retryAfterMs: rest.until - now() })
    }
    try {
      const { accessToken, forMs } = await requestWithRetries(options, now)
      held = { accessToken, endsAt: now() + forMs }
      rest = null
      return accessToken
    } catch (error) {
      failedAt = now()
      const restMs = isIntegrationError(error) ? rests[error.code] : undefined
      if (isIntegrationError(error) && restMs !== undefined) rest = { error, until: now() + restMs }
      throw error
    }
  }

  const askOnce = () => {
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }

  const current = async (): Promise<string> => {
    const old = held
    if (old === null || now() >= old.endsAt) return askOnce()
    // The next one is fetched beside the questions that this one still answers: a slow key service slows no search.
    if (now() >= old.endsAt - renewedBeforeEndMs) void askOnce().catch(() => undefined)
    return old.accessToken
  }

  const renew = async (stale: string): Promise<string> => {
    if (held?.accessToken === stale) held = null
    return held === null ? askOnce() : current()
  }

  return {
    current: (signal) => untilAborted(current(), signal),
    renew: (stale, signal) => untilAborted(renew(stale), signal),
    async askAhead() {
      if (now() - failedAt >= restAheadMs) await current().catch(() => undefined)
    },
  }
}

async function requestWithRetries(options: BackendTokenOptions, now: () => number): Promise<GrantedToken> {
  const { fetch: ask = fetch, wait = waitFor, timeoutMs = 3_000 } = options
  const deadline = AbortSignal.timeout(allInAllMs)
  for (let attempt = 0; ; attempt += 1) {
    try {
      const tokenUrl = await options.tokenUrl()
      // A new assertion for every attempt: Epic refuses a `jti` it has seen (facts/epic.md 2.1).
      const key = await options.signingKey().catch(asSetUp)
      const assertion = await signClientAssertion(key, options.clientId, tokenUrl, now)
      return await requestToken(tokenUrl, assertion, ask, AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]))
    } catch (error) {
      if (!mayRetry(error) || attempt >= mostRetries || deadline.aborted) throw error
      await wait(200 * 2 ** attempt * (0.5 + Math.random()))
    }
  }
}

/** A key that only an administrator can mend is, for who searches, a matter of the set-up. */
function asSetUp(error: unknown): never {
  throw error instanceof SigningKeyError ? new IntegrationError('epic-set-up', { cause: error }) : error
}

function mayRetry(error: unknown): boolean {
  return isIntegrationError(error) && (error.code === 'epic-unreachable' || error.code === 'epic-busy')
}

function waitFor(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const stop = () =>
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
