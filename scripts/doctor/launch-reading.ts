import * as v from 'valibot'
import { jsonOf, type Look, type LookAt } from './look.ts'

/** Where the widget's page asks Epic; its SMART configuration was asked already. */
export interface AskedByPages {
  readonly configuration: Look
  readonly fhirBase: string
  readonly tokenUrl: string
  readonly keysUrl: string
}

/** ID tokens are signed by RS256 (auth/id-token.ts). */
const keySet = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) })

/** What of Epic a page of the widget could not read, as its browser would see it; null where it may read all. */
export async function whatIsUnread(
  lookAt: LookAt,
  widgetOrigin: string,
  { configuration, fhirBase, tokenUrl, keysUrl }: AskedByPages,
): Promise<string | null> {
  const asksAhead = { 'access-control-request-method': 'POST' }
  const [tokensAhead, keys, searches] = await Promise.all([
    lookAt(tokenUrl, { method: 'OPTIONS', headers: { origin: widgetOrigin, ...asksAhead } }),
    lookAt(keysUrl, { headers: { accept: 'application/json', origin: widgetOrigin } }),
    lookAt(`${fhirBase.replace(/\/+$/, '')}/Patient/_search`, {
      method: 'OPTIONS',
      headers: { origin: widgetOrigin, ...asksAhead, 'access-control-request-headers': 'authorization' },
    }),
  ])
  // A browser asks nothing ahead of a form without a token of its own, so an Epic may well answer the form alone.
  const tokens = isReadable(tokensAhead, widgetOrigin) ? tokensAhead : await askForToken(lookAt, tokenUrl, widgetOrigin)

  for (const [what, look] of Object.entries({ tokens, keys, searches }))
    if (look.kind === 'unreachable') return `is not reached for its ${what}: ${look.why}`
  if (!hasKeys(keys)) return 'shows no RSA key at its jwks_uri, so no sign-in could be proven'
  const unread = [
    ...(isReadable(configuration, widgetOrigin) ? [] : ['its SMART configuration']),
    ...(isReadable(tokens, widgetOrigin) ? [] : ['its tokens']),
    ...(isReadable(keys, widgetOrigin) ? [] : ['its keys']),
    ...(isReadable(searches, widgetOrigin) && letsTokensIn(searches) ? [] : ['its searches']),
  ]
  if (unread.length === 0) return null
  return `does not let the widget’s page read ${unread.join(' and ')} (CORS): have the widget’s origin added, for FHIR and for OAuth`
}

/** A form that asks for nothing, as the page sends one with a code: it is refused, and how says whether the page may read it. */
function askForToken(lookAt: LookAt, tokenUrl: string, origin: string): Promise<Look> {
  const headers = { accept: 'application/json', origin, 'content-type': 'application/x-www-form-urlencoded' }
  return lookAt(tokenUrl, { method: 'POST', headers })
}

function isReadable(look: Look, origin: string): boolean {
  const allowed = look.kind === 'answered' ? look.headers.get('access-control-allow-origin') : null
  return allowed === '*' || allowed === origin
}

/**
 * Whether what a browser asked ahead of a search was answered so that it goes on. The token has its header, which `*` does not
 * stand for (Fetch standard, CORS-preflight fetch).
 */
function letsTokensIn(look: Look): boolean {
  if (look.kind !== 'answered' || look.status < 200 || look.status > 299) return false
  const headers = (look.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/)
  return headers.includes('authorization')
}

function hasKeys(look: Look): boolean {
  const set = look.kind === 'answered' && look.status === 200 ? v.safeParse(keySet, jsonOf(look.text)) : null
  return set?.success === true && set.output.keys.some(({ kty }) => kty === 'RSA')
}
