import { IntegrationError } from '../domain/errors.ts'
import { abortable } from './abortable.ts'

/** The tokens of a launch, in memory only. `endsAt` is in milliseconds on our own clock (R80). */
export interface LaunchTokens {
  readonly access: string
  readonly refresh: string | null
  readonly endsAt: number
  readonly tokenUrl: string
  /** All that stood in Epic's answer: the launch context and Epic's own extras, unproven and never shown. */
  readonly context: Readonly<Record<string, unknown>>
}

/** Seconds, where the server does not say how long a token lives. */
const unknownLife = 300
const longestWait = 10_000

/**
 * Reads Epic's answer to a code or refresh token (RFC 6749 §5.1; facts/epic.md 2.4). The granted scopes are not compared: Epic
 * spells them in many ways.
 *
 * @throws IntegrationError `epic-invalid-answer` where there is no bearer token in it.
 */
export function readLaunchTokens(answer: unknown, tokenUrl: string, now: number): LaunchTokens {
  const context = { ...(answer as Record<string, unknown> | null) }
  const { access_token, token_type, expires_in, refresh_token } = context
  if (typeof access_token !== 'string' || access_token === '' || !/^bearer$/i.test(String(token_type))) {
    throw new IntegrationError('epic-invalid-answer')
  }
  const life = typeof expires_in === 'number' && expires_in > 0 ? expires_in : unknownLife
  const refresh = typeof refresh_token === 'string' && refresh_token !== '' ? refresh_token : null
  return { access: access_token, refresh, endsAt: now + life * 1_000, tokenUrl, context }
}

/**
 * New tokens for the refresh token, where Epic granted one; the one that it does not replace stays.
 *
 * @throws IntegrationError `agent-not-signed-in` where Epic takes it no more, `epic-unreachable` where nothing answers.
 */
export async function refreshLaunch(
  before: LaunchTokens & { readonly refresh: string },
  clientId: string,
  now: () => number,
): Promise<LaunchTokens> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: before.refresh,
    client_id: clientId,
  })
  const answer = await post(before.tokenUrl, body)
  const tokens = readLaunchTokens(answer, before.tokenUrl, now())
  return { ...tokens, refresh: tokens.refresh ?? before.refresh, context: before.context }
}

async function post(url: string, body: URLSearchParams): Promise<unknown> {
  const signal = AbortSignal.timeout(longestWait)
  const manners = { redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } as const
  const headers = { Accept: 'application/json' }
  try {
    const response = await fetch(url, { method: 'POST', body, headers, signal, ...manners })
    if (response.status === 400 || response.status === 401) throw new IntegrationError('agent-not-signed-in')
    if (!response.ok) throw new IntegrationError('epic-unreachable')
    return await abortable(response.json() as Promise<unknown>, signal)
  } catch (error) {
    if (error instanceof IntegrationError) throw error
    // Of the failure itself nothing is kept: it may hold the address and what was sent.
    throw new IntegrationError('epic-unreachable')
  }
}
