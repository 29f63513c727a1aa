import { type Context, Hono } from 'hono'
import type { Journal } from '../../journal.ts'
import type { EpicSite } from '../epic-site.ts'
import { type AccessTokens, tokenLifetimeS } from './access-tokens.ts'
import type { AssertionVerdict } from './client-assertion.ts'

interface TokenRouteParts {
  readonly judge: (assertion: string) => Promise<AssertionVerdict>
  readonly tokens: AccessTokens
  readonly site: EpicSite
  readonly journal: Journal
}

type TokenError = 'invalid_request' | 'invalid_client' | 'unauthorized_client' | 'unsupported_grant_type'

/** What the client is registered for. Epic gives all of it whatever scope is asked (facts/epic.md 2.5). */
const registeredScope = 'system/Patient.read system/Patient.search'

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * `POST oauth2/token`: `client_credentials` with a signed assertion in a form body gives an opaque token for an hour.
 *
 * Anything else is 400 with Epic's error word and no description; the reason stands in the journal alone
 * (facts/epic.md 2.1–2.5; RFC 6749 §4.4).
 */
export function tokenRoute({ judge, tokens, site, journal }: TokenRouteParts): Hono {
  const refuse = (c: Context, error: TokenError, reason: string) => {
    journal.write('epic', 'token-refused', { error, reason })
    return c.json({ error, error_description: null }, 400, noStore)
  }
  return new Hono()
    .post('/token', async (c) => {
      if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) {
        return refuse(c, 'invalid_request', 'the body is not a form')
      }
      const form = new URLSearchParams(await c.req.text())
      const complaint = complaintAbout(form)
      if (complaint !== null) return refuse(c, complaint.error, complaint.reason)
      if (site.fault === 'invalid-client') return refuse(c, 'invalid_client', 'the site plays invalid-client')

      const verdict = await judge(form.get('client_assertion') ?? '')
      if (!verdict.holds) return refuse(c, 'invalid_client', verdict.reason)
      if (site.backgroundUser === 'missing') return refuse(c, 'unauthorized_client', 'no Epic user is mapped')

      journal.write('epic', 'token-issued', { expiresInS: tokenLifetimeS })
      const token = { access_token: tokens.issue(), token_type: 'bearer', expires_in: tokenLifetimeS }
      return c.json({ ...token, scope: registeredScope }, 200, noStore)
    })
    .all('/token', (c) => refuse(c, 'invalid_request', 'the method is not POST'))
}

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }

function complaintAbout(form: URLSearchParams): { error: TokenError; reason: string } | null {
  const names = [...form.keys()]
  const grant = form.get('grant_type')
  if (new Set(names).size < names.length) return { error: 'invalid_request', reason: 'a parameter is repeated' }
  if (grant === null) return { error: 'invalid_request', reason: 'grant_type is missing' }
  if (grant !== 'client_credentials') return { error: 'unsupported_grant_type', reason: 'not client_credentials' }
  if (form.has('client_secret')) return { error: 'invalid_client', reason: 'a secret is no key for a backend client' }
  if (form.get('client_assertion_type') !== jwtBearer) {
    return { error: 'invalid_request', reason: 'client_assertion_type is not jwt-bearer' }
  }
  return form.has('client_assertion') ? null : { error: 'invalid_request', reason: 'client_assertion is missing' }
}
