/** The screen pop: the address that opens Epic at one patient's chart. */

/** What a template may name. No demographics: an address is logged by proxies and kept in histories (R41). */
export const screenPopTokens = ['fhirId', 'recordNumber', 'contactId', 'agentUsername'] as const

export type ScreenPopToken = (typeof screenPopTokens)[number]

export type ScreenPopFacts = Readonly<Record<ScreenPopToken, string | null>>

/** A compiled template: gives the address for one patient, or null where a fact it needs is missing. */
export type ScreenPop = (facts: ScreenPopFacts) => string | null

/** Why a template cannot be used; shown to the administrator, once, when the widget starts. */
export type ScreenPopFault =
  | 'unknown-token'
  | 'scheme-not-allowed'
  | 'host-not-fixed'
  | 'no-patient-token'
  | 'not-an-address'

/** Custom schemes must be listed by the site; `javascript:`, `data:` and their like are never allowed. */
const neverAllowed = ['javascript', 'data', 'blob', 'file', 'vbscript', 'about', 'filesystem', 'view-source']

const token = /\{([^{}]*)\}/g

/**
 * Compiles a site's template, once, at start (R40).
 *
 * Known tokens only, an allowed scheme, tokens only behind the host; each fact is percent-encoded, and the filled
 * address is parsed again: had a fact changed the scheme, the host or the port, nothing opens.
 *
 * @param template `https://epic.example.org/chart?patient={fhirId}`
 * @param schemes Schemes without colon that the site allows, such as `['https']`. `http` only where the host is loopback.
 * @returns The compiled pop, or the fault that an administrator has to mend.
 */
export function compileScreenPop(template: string, schemes: readonly string[]): ScreenPop | ScreenPopFault {
  const names = [...template.matchAll(token)].map((match) => match[1] ?? '')
  if (!names.every(isToken) || /[{}]/.test(template.replace(token, ''))) return 'unknown-token'
  if (!names.includes('fhirId') && !names.includes('recordNumber')) return 'no-patient-token'

  const fixed = originOf(template.replace(token, 'x'))
  if (fixed === null) return 'not-an-address'
  if (!isAllowed(fixed, schemes)) return 'scheme-not-allowed'
  if (originOf(template.replace(token, 'y'))?.authority !== fixed.authority) return 'host-not-fixed'

  return (facts) => fill(template, facts, fixed)
}

interface Origin {
  readonly scheme: string
  readonly authority: string
}

function fill(template: string, facts: ScreenPopFacts, fixed: Origin): string | null {
  let isWhole = true
  const address = template.replace(token, (_match, name: ScreenPopToken) => {
    const fact = facts[name]
    if (fact === null || !isWritable(fact)) isWhole = false
    else return encodeStrictly(fact)
    return ''
  })
  const filled = originOf(address)
  const isSame = filled?.scheme === fixed.scheme && filled.authority === fixed.authority
  return isWhole && isSame ? address : null
}

/** RFC 3986 §3: scheme and authority. Hand-made, because `URL` is not part of the language and the domain has no platform. */
function originOf(address: string): Origin | null {
  const match = /^([a-z][a-z0-9+.-]*):(\/\/[^/?#\\]*)?/i.exec(address)
  // oxlint-disable-next-line no-control-regex -- white space and controls are what must not slip into an address
  if (match === null || /[\s\u0000-\u001f\\]/.test(address)) return null

  const scheme = (match[1] ?? '').toLowerCase()
  const authority = (match[2] ?? '').toLowerCase()
  const isWeb = scheme === 'http' || scheme === 'https'
  if (isWeb && !/^\/\/[a-z0-9.-]+(:\d+)?$/.test(authority)) return null
  return { scheme, authority }
}

function isAllowed({ scheme, authority }: Origin, schemes: readonly string[]): boolean {
  if (neverAllowed.includes(scheme)) return false
  if (scheme === 'http') return /^\/\/(?:[a-z0-9-]+\.)*localhost(?::\d+)?$|^\/\/127\.0\.0\.1(?::\d+)?$/.test(authority)
  return schemes.includes(scheme)
}

/** A fact that is empty, climbs the path (`..`) or is broken Unicode (which cannot be encoded) opens nothing. */
function isWritable(fact: string): boolean {
  return !/^\.{0,2}$/.test(fact) && !/\p{Surrogate}/u.test(fact)
}

/** Leaves only RFC 3986's unreserved characters as they are: `encodeURIComponent` would let `!'()*` through. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function isToken(name: string): name is ScreenPopToken {
  return screenPopTokens.some((known) => known === name)
}

/** Tells a compiled pop from the fault that kept it from being compiled. */
export function isScreenPop(compiled: ScreenPop | ScreenPopFault): compiled is ScreenPop {
  return typeof compiled === 'function'
}
