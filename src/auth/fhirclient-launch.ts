import FHIR from 'fhirclient/lib/entry/browser.js'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { abortable } from './abortable.ts'
import { type LaunchTokens, readLaunchTokens } from './launch-tokens.ts'

export interface LaunchQuestion {
  /** A FHIR base of the site's list. */
  readonly issuer: string
  /** Hyperspace's launch token; absent for a launch that the page itself begins. */
  readonly launch?: string
  readonly clientId: string
  readonly scope: string
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
}

const longestWait = 10_000

// The pointer to "the present launch" would be one for all instances in Hyperspace, and the address is cleaned already.
FHIR.oauth2.settings.fullSessionStorageSupport = false
FHIR.oauth2.settings.replaceBrowserHistory = false

/**
 * The address of Epic's authorize page for a launch: code flow, PKCE S256 or nothing, `aud`, our own state and nonce.
 *
 * Until the answer comes fhirclient keeps the verifier in session storage under `state`. The page's address must have been
 * cleaned before: fhirclient reads it (facts/epic.md 4.3).
 *
 * @throws IntegrationError `epic-unreachable` or, where Epic offers no PKCE or sends the agent to another host, `epic-set-up`.
 *   fhirclient's own errors hold addresses and bodies, so nothing of them is kept.
 */
export async function launchUrl({ issuer, launch, nonce, state, ...question }: LaunchQuestion): Promise<string> {
  const signal = AbortSignal.timeout(longestWait)
  const manners: RequestInit = { signal, redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' }
  const asked = FHIR.oauth2.authorize({
    ...question,
    iss: issuer,
    ...(launch === undefined ? {} : { launch }),
    stateKey: state,
    pkceMode: 'required',
    noRedirect: true,
    completeInTarget: true,
    wellKnownRequestOptions: manners,
    conformanceRequestOptions: manners,
  })
  const address = await abortable(asked, signal).catch((error: unknown) => {
    const isAboutPkce = error instanceof Error && error.message.includes('S256')
    throw new IntegrationError(isAboutPkce ? 'epic-set-up' : 'epic-unreachable')
  })

  if (typeof address !== 'string' || !isOfHost(address, issuer)) throw new IntegrationError('epic-set-up')
  return `${address}&nonce=${nonce}`
}

/**
 * Trades the code of an answer for tokens, with the verifier that was kept under `state`.
 *
 * @throws IntegrationError `agent-not-signed-in` where Epic does not take the code, `epic-unreachable`, `epic-set-up`.
 */
export async function redeemCode(
  state: string,
  code: string,
  issuer: string,
  now: () => number,
): Promise<LaunchTokens> {
  const tokenUrl = tokenUrlOf(state)
  if (tokenUrl === null || !isOfHost(tokenUrl, issuer)) throw new IntegrationError('epic-set-up')
  try {
    // fhirclient puts the code into the form as it is (facts/epic.md 4.5).
    const ready = FHIR.oauth2.ready({ stateKey: state, code: encodeURIComponent(code) })
    const client = await abortable(ready, AbortSignal.timeout(longestWait))
    return readLaunchTokens(client.getState('tokenResponse'), tokenUrl, now())
  } catch (error) {
    if (isIntegrationError(error)) throw error
    throw new IntegrationError(isRefusal(error) ? 'agent-not-signed-in' : 'epic-unreachable')
  }
}

/** Where fhirclient is about to send the code, as it keeps it under the launch's state. */
function tokenUrlOf(state: string): string | null {
  const kept: unknown = JSON.parse(sessionStorage.getItem(state) ?? 'null')
  const { tokenUri } = { ...(kept as { tokenUri?: unknown } | null) }
  return typeof tokenUri === 'string' ? tokenUri : null
}

/** The token goes to the host that the site allowed, and the page may ask no other (R27, R32). */
function isOfHost(address: string, issuer: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(issuer).origin
}

/** fhirclient's HttpError, told by its status alone: its message holds the address and the body. */
function isRefusal(error: unknown): boolean {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : null
  return status === 400 || status === 401
}
