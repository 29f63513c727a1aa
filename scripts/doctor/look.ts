/** What a request brought, or why it brought nothing. */
export type Look =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Headers
      readonly text: string
      /** When it was answered, in milliseconds of our own clock: the middle between asking and reading the headers. */
      readonly at: number
    }
  | { readonly kind: 'unreachable'; readonly why: string }

export type LookAt = (url: string, request?: RequestInit) => Promise<Look>

/** The longest that one request may take, in milliseconds, its body included. */
const longestMs = 8_000

/** Asks by `ask`, follows no redirect, and never throws: that nobody answers is a finding. */
export function createLookAt(ask: typeof fetch, now: () => number): LookAt {
  return async (url, request = {}) => {
    const begun = now()
    try {
      const answer = await ask(url, { redirect: 'manual', signal: AbortSignal.timeout(longestMs), ...request })
      const at = (begun + now()) / 2
      return { kind: 'answered', status: answer.status, headers: answer.headers, text: await answer.text(), at }
    } catch (error) {
      return { kind: 'unreachable', why: whyUnreachable(error) }
    }
  }
}

/** Words of Node for what happens below HTTP. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host name is known (DNS)',
  EAI_AGAIN: 'no host name can be looked up (DNS)',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut off',
  UND_ERR_CONNECT_TIMEOUT: 'nobody answers there: a firewall?',
  CERT_HAS_EXPIRED: 'its certificate is over',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is of nobody this computer trusts',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of nobody this computer trusts',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of nobody this computer trusts',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of nobody this computer trusts',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
}

/** Why a request brought nothing, in words; addresses and messages of the system are left out. */
function whyUnreachable(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer came in ${longestMs / 1_000} seconds`
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? 'no connection comes about'
}

/** The value that a text in JSON stands for, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
