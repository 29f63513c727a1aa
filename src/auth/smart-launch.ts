import { IntegrationError } from '../domain/errors.ts'
import { abortable } from './abortable.ts'
import { allowedIssuer } from './allowed-issuer.ts'
import { launchUrl, redeemCode } from './fhirclient-launch.ts'
import { verifyIdToken } from './id-token.ts'
import type { LaunchArrival } from './launch-arrival.ts'
import { dropLaunch, keepLaunch, type LaunchRecord, takeLaunch } from './launch-record.ts'
import { type LaunchTokens, refreshLaunch } from './launch-tokens.ts'
import { readLaunchedAgent, type UsernamePlace } from './launched-agent.ts'
import { signedOutSignal } from './signed-out-signal.ts'
import type { SignedInAgent } from './signed-in-agent.ts'
import { singleFlight } from './single-flight.ts'

export interface SmartLaunchOptions {
  /** The FHIR bases that may launch the widget; the first is the one that a launch from the page itself goes to. */
  readonly issuers: readonly string[]
  readonly clientId: string
  readonly scope: string
  readonly redirectUri: string
  readonly username: UsernamePlace
  /** Whether agents may begin at the page itself, without Hyperspace. */
  readonly standalone: 'allowed' | 'refused'
  readonly arrival: LaunchArrival
  /** Whether another page frames ours: Epic's log-in page cannot be shown there. */
  readonly isFramed?: boolean
  readonly navigate?: (url: string) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** The agent's sign-in with their own Epic identity. Every failure is an `IntegrationError`. */
export interface SmartLaunch {
  /**
   * Signs the agent in with what the page arrived with, or sends it to Epic and answers `redirecting`. Goes there by itself at
   * most once a minute; `launch-refused` for an Epic that is not of the site's list, before anything is asked of it (R37).
   */
  start(): Promise<SignedInAgent | 'redirecting'>
  /** Sends the page to Epic's log-in because the agent asked for it. Never to be called during a call. */
  redirect(): Promise<'redirecting'>
  /** The base URL that the agent signed in to. */
  readonly fhirBaseUrl: string
  /** For `fhir/fhir-client`. `launch-over` or `agent-not-signed-in` once the token has ended and there is none to renew it. */
  readonly accessToken: {
    held(): string | null
    current(signal?: AbortSignal): Promise<string>
    renew(stale: string, signal?: AbortSignal): Promise<string>
  }
  /** Forgets the agent here and in every other tab (R39). Epic has no address that would end its own session. */
  lock(): void
  onSignedOut(listener: () => void): () => void
}

const leastLife = 60_000
const betweenRedirects = 60_000
const redirectedAt = 'agent-widget.launched-at'

/**
 * Sign-in by SMART App Launch, from Hyperspace or from the page itself, with fhirclient; the tokens in memory only.
 *
 * The patient whom Hyperspace had in context is not used: who calls is found by the call (R48).
 */
export function createSmartLaunch(options: SmartLaunchOptions): SmartLaunch {
  const { issuers, clientId, scope, redirectUri, standalone, isFramed = window.self !== window.top } = options
  const now = options.now ?? Date.now
  const navigate = options.navigate ?? ((url: string) => window.location.replace(url))
  const listeners = new Set<() => void>()
  const mayBeginHere = standalone === 'allowed' && !isFramed
  let arrival: LaunchArrival = options.arrival
  let tokens: LaunchTokens | null = null
  let launched: LaunchRecord | null = null

  const forget = () => {
    tokens = null
    for (const listener of listeners) listener()
  }
  const signal = signedOutSignal(forget)

  const over = () => new IntegrationError(mayBeginHere ? 'agent-not-signed-in' : 'launch-over')

  const leave = async (issuer: string, launch?: string): Promise<'redirecting'> => {
    const { state, nonce } = keepLaunch(issuer)
    const question = { issuer, clientId, scope, redirectUri, state, nonce }
    try {
      navigate(await launchUrl(launch === undefined ? question : { ...question, launch }))
      return 'redirecting'
    } catch (error) {
      dropLaunch(state)
      throw error
    }
  }

  const redirect = async (): Promise<'redirecting'> => {
    const [issuer] = issuers
    if (!mayBeginHere || issuer === undefined) throw over()
    sessionStorage.setItem(redirectedAt, String(now()))
    try {
      return await leave(issuer)
    } catch (error) {
      // The page never left. fhirclient keeps this failure for as long as the page lives, so only a fresh one can try again.
      sessionStorage.removeItem(redirectedAt)
      throw error
    }
  }

  const redirectOnce = () => {
    const last = Number(sessionStorage.getItem(redirectedAt) ?? Number.NaN)
    if (Math.abs(now() - last) < betweenRedirects) throw over()
    return redirect()
  }

  const signIn = async (state: string, code: string): Promise<SignedInAgent> => {
    const record = takeLaunch(state)
    if (record === null || allowedIssuer(record.issuer, issuers) === null) throw over()
    try {
      const redeemed = await redeemCode(state, code, record.issuer, now)
      const rules = { fhirBaseUrl: record.issuer, clientId, nonce: record.nonce, now }
      const claims = await verifyIdToken(redeemed.context['id_token'], rules)
      const agent = readLaunchedAgent(claims, redeemed.context, options.username)
      tokens = redeemed
      launched = record
      sessionStorage.removeItem(redirectedAt)
      return agent
    } finally {
      dropLaunch(state)
    }
  }

  const begin = async (issuer: string, launch: string) => {
    const allowed = allowedIssuer(issuer, issuers)
    if (allowed === null) throw new IntegrationError('launch-refused')
    return await leave(allowed, launch)
  }

  const start = singleFlight(async (): Promise<SignedInAgent | 'redirecting'> => {
    const taken = arrival
    arrival = { kind: 'none' }
    if (taken.kind === 'refused') throw new IntegrationError('launch-refused')
    if (taken.kind === 'launch') return await begin(taken.issuer, taken.launch)
    if (taken.kind === 'answer') return await signIn(taken.state, taken.code)
    if (taken.kind === 'none') return await redirectOnce()

    dropLaunch(taken.state)
    throw over()
  })

  const renew = singleFlight(async () => {
    const before = tokens
    if (before === null || before.refresh === null) throw over()
    try {
      const renewed = await refreshLaunch({ ...before, refresh: before.refresh }, clientId, now)
      // The agent may have signed out while Epic was thinking.
      if (tokens === before) tokens = renewed
      return renewed.access
    } catch (error) {
      const isRefused = error instanceof IntegrationError && error.code === 'agent-not-signed-in'
      if (isRefused && tokens === before) tokens = { ...before, refresh: null }
      throw isRefused ? over() : error
    }
  })

  const held = () => {
    if (tokens === null) return null
    return tokens.endsAt - now() > (tokens.refresh === null ? 0 : leastLife) ? tokens.access : null
  }

  return {
    start,
    redirect,
    get fhirBaseUrl() {
      if (launched === null) throw over()
      return launched.issuer
    },
    accessToken: {
      held,
      async current(signal) {
        signal?.throwIfAborted()
        if (tokens === null) throw over()
        return held() ?? (await abortable(renew(), signal))
      },
      async renew(stale, signal) {
        if (tokens !== null && tokens.access !== stale) return tokens.access
        if (tokens !== null && tokens.refresh === null) tokens = null
        return await abortable(renew(), signal)
      },
    },
    lock() {
      forget()
      signal.tellOthers()
    },
    onSignedOut(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
