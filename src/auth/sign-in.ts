import { IntegrationError } from '../domain/errors.ts'
import { abortable } from './abortable.ts'
import { longestShiftMs } from './idle-watch.ts'
import { type AgentTokens, identityProvider, type IdentityProviderOptions } from './identity-provider.ts'
import { takeSignInAnswer } from './sign-in-answer.ts'
import { signInFailure } from './sign-in-error.ts'
import { besideState, takeSignInWindow } from './sign-in-window.ts'
import { readSignedInAgent, type SignedInAgent } from './signed-in-agent.ts'
import { signedOutMark } from './signed-out-mark.ts'
import { signedOutSignal } from './signed-out-signal.ts'
import { singleFlight } from './single-flight.ts'

export interface SignInOptions extends IdentityProviderOptions {
  /** The claim that holds the agent's user name in Connect. */
  readonly usernameClaim: string
  /** What `takeSignInAnswer` took, where the door did so before it asked for its settings; else `start` takes it. */
  readonly answer?: URL | null
  /** Leaves the page for another address. */
  readonly navigate?: (url: string) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** The agent's sign-in. Every failure is an `IntegrationError`: `agent-not-signed-in`, `identity-provider-unreachable`. */
export interface SignIn {
  /**
   * Signs the agent in, or sends the page to the identity provider and answers `redirecting`: then nothing else may be
   * started. To be called first of all, before the CCP is mounted and before any request.
   *
   * Sends the page away by itself at most once a minute, so that a provider that sends it straight back cannot make it
   * spin; after that it throws, and a button may call `redirect`.
   */
  start(): Promise<SignedInAgent | 'redirecting'>
  /** Sends the page to the identity provider because the agent asked for it. Never to be called during a call. */
  redirect(): Promise<'redirecting'>
  /**
   * Has the agent sign in anew in a window of its own: the page stays, and so does the call. To be called from a press;
   * `blocked` where the browser opens no window. Never settles where the agent closes the window.
   *
   * Throws `connect-agent-mismatch` where somebody else signed in there: the page goes on as it was (R38).
   */
  beside(): Promise<'signed-in' | 'blocked'>
  /**
   * The agent's access token for the broker, renewed when it nears its end, or when it is the `stale` one.
   *
   * Throws `agent-not-signed-in` where only the agent can help: the page stays, and so does the call.
   */
  accessToken(signal?: AbortSignal, stale?: string): Promise<string>
  /** Forgets the agent here and in every other tab (R39), then ends the provider's session. */
  signOut(): Promise<void>
  /**
   * Forgets the agent here and in every other tab, and stays: the softphone beside us goes on (R39, R69). Whoever signs in
   * next shows the provider who they are.
   */
  lock(): void
  /** Calls `listener` when the agent signed out, here or in another tab, until the returned way out is called. */
  onSignedOut(listener: () => void): () => void
  readonly agent: SignedInAgent | null
}

const leastLife = 60_000
const betweenRedirects = 60_000
/** Between the log-in at the provider and the token: a second factor may take its time. */
const justNowMs = 10 * 60_000
const redirectedAt = 'agent-widget.redirected-at'

/**
 * The agent's sign-in by OpenID Connect, with the tokens in memory only.
 *
 * After a reload the provider's own session makes the redirect silent, unless the agent signed out or was away. Renewal is
 * by refresh token: a hidden frame fails where third-party cookies are blocked (facts/stack.md 18).
 */
export function createSignIn(options: SignInOptions): SignIn {
  const now = options.now ?? Date.now
  const navigate = options.navigate ?? ((url: string) => window.location.replace(url))
  const provider = identityProvider(options, now)
  const listeners = new Set<() => void>()
  let tokens: AgentTokens | null = null
  let agent: SignedInAgent | null = null
  let taken = options.answer ?? null

  const forget = () => {
    tokens = null
    agent = null
    for (const listener of listeners) listener()
  }
  const signal = signedOutSignal(forget)

  /** Resolves when the refresh token was taken back, as far as the provider lets us. */
  const end = async (): Promise<void> => {
    const before = tokens
    forget()
    signal.tellOthers()
    signedOutMark.set()
    if (before !== null) await provider.revoke(before).catch(ignore)
  }

  const leave = async (): Promise<'redirecting'> => {
    const url = await provider.signInUrl({ isAnew: signedOutMark.isSet() })
    sessionStorage.setItem(redirectedAt, String(now()))
    navigate(url)
    return 'redirecting'
  }

  const start = singleFlight(async () => {
    const answer = taken ?? takeSignInAnswer()
    taken = null
    if (agent !== null) return agent

    try {
      if (answer === null) return await leaveOnce()
      tokens = await provider.redeem(answer)
      const arrived = readSignedInAgent(tokens.profile, tokens.access, options.usernameClaim)
      if (isTooOld(arrived)) {
        signedOutMark.set()
        throw new IntegrationError('agent-not-signed-in')
      }
      agent = arrived
      sessionStorage.removeItem(redirectedAt)
      signedOutMark.clear()
      return agent
    } catch (error) {
      tokens = null
      throw signInFailure(error)
    }
  })

  const leaveOnce = () => {
    const last = Number(sessionStorage.getItem(redirectedAt) ?? Number.NaN)
    const isSpinning = Math.abs(now() - last) < betweenRedirects
    if (isSpinning) throw new IntegrationError('agent-not-signed-in')
    return leave()
  }

  const renew = singleFlight(async () => {
    const before = tokens
    if (before === null || before.refresh === null) throw new IntegrationError('agent-not-signed-in')

    try {
      const renewed = await provider.renew({ ...before, refresh: before.refresh })
      // The agent may have signed out while the provider was thinking.
      if (tokens === before) tokens = renewed
      return renewed
    } catch (error) {
      const failure = signInFailure(error)
      if (tokens === before && failure.code === 'agent-not-signed-in') tokens = { ...before, refresh: null }
      throw failure
    }
  })

  const beside = async (): Promise<'signed-in' | 'blocked'> => {
    const taken = takeSignInWindow()
    if (taken === null) return 'blocked'
    try {
      const answer = await taken.goTo(await provider.signInUrl({ marked: besideState }))
      const fresh = await provider.redeem(answer)
      const { username } = readSignedInAgent(fresh.profile, fresh.access, options.usernameClaim)
      if (agent?.username !== username) throw new IntegrationError('connect-agent-mismatch')
      tokens = fresh
      return 'signed-in'
    } catch (error) {
      taken.close()
      throw signInFailure(error)
    }
  }

  const accessToken = async (signal?: AbortSignal, stale?: string): Promise<string> => {
    signal?.throwIfAborted()
    if (tokens === null) throw new IntegrationError('agent-not-signed-in')

    const { access, endsAt } = tokens
    if (access !== stale && endsAt - now() > leastLife) return access
    try {
      return (await abortable(renew(), signal)).access
    } catch (error) {
      if (access !== stale && endsAt > now() && !signal?.aborted) return access
      throw error
    }
  }

  return {
    start,
    redirect: () => leave().catch(fail),
    beside,
    accessToken,
    lock: () => void end(),
    async signOut() {
      await end()
      const url = await provider.signOutUrl().catch(fail)
      if (url !== null) navigate(url)
    },
    onSignedOut(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get agent() {
      return agent
    },
  }
}

/** Whether the provider let in by a session of its own whom we had asked to have shown who they are (R39). */
function isTooOld({ signedInForMs }: SignedInAgent): boolean {
  return signedInForMs > (signedOutMark.isSet() ? justNowMs : longestShiftMs)
}

function fail(error: unknown): never {
  throw signInFailure(error)
}

/** A token that could not be revoked ends by itself. */
function ignore(): void {}
