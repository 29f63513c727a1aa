import type { MiddlewareHandler } from 'hono'
import { IntegrationError } from '../domain/errors.ts'
import { RequestRefused } from './answers.ts'
import type { AuditOperation } from './audit-log.ts'
import type { BrokerContext, BrokerEnv } from './decisions.ts'

/** What a path takes. `body` is the media type a page must send, null for paths that are not for pages. */
interface RouteRule {
  readonly methods: readonly string[]
  readonly body: string | null
  readonly operation: AuditOperation | null
}

/** Every path of the broker. What does not stand here does not exist. */
export const routeRules: Readonly<Record<string, RouteRule>> = {
  '/token': { methods: ['POST'], body: 'application/json', operation: 'token' },
  '/fhir/R4/Patient/_search': { methods: ['POST'], body: 'application/x-www-form-urlencoded', operation: 'search' },
  '/fhir/R4/Patient/$match': { methods: ['POST'], body: 'application/fhir+json', operation: 'match' },
  '/fhir/R4/Appointment/_search': {
    methods: ['POST'],
    body: 'application/x-www-form-urlencoded',
    operation: 'appointments',
  },
  '/confirmation': { methods: ['POST'], body: 'application/json', operation: 'confirmation' },
  '/withdrawal': { methods: ['POST'], body: 'application/json', operation: 'withdrawal' },
  '/.well-known/jwks.json': { methods: ['GET', 'HEAD'], body: null, operation: null },
  '/health': { methods: ['GET', 'HEAD'], body: null, operation: null },
}

const allowedHeaders = 'authorization, content-type'
/** Chromium keeps a preflight for two hours at most: one for a shift of calls. */
const preflightSeconds = 7_200
const mostBodyBytes = 4_096

/**
 * Refuses what no page of ours would send, before anything is read or asked.
 *
 * The origin must be listed, exactly: `null`, none and others are refused, and the answer never reflects one that is not
 * (R25). The media type and the Authorization header together keep out every request a foreign page could send without a
 * preflight (R26). A query is refused, because patient data must not stand in a URL.
 *
 * @see Fetch standard, CORS protocol; RFC 9110 §15.5.6 (405 names what is allowed)
 */
export function requestRules(allowedOrigins: readonly string[]): MiddlewareHandler<BrokerEnv> {
  return async (c, next) => {
    const rule = routeRules[c.req.path]
    c.set('operation', c.req.method === 'POST' ? (rule?.operation ?? null) : null)
    if (rule === undefined) throw new RequestRefused(404, 'There is nothing at this address')
    if (rule.body === null) {
      refuseOtherMethods(c, rule)
      return next()
    }

    const origin = c.req.header('origin') ?? ''
    if (!allowedOrigins.includes(origin)) throw new RequestRefused(403, 'The page is of an origin that is not listed')
    if (c.req.method === 'OPTIONS') return preflight(c, rule, origin)

    allowPage(c, origin)
    refuseOtherMethods(c, rule)
    refuseOtherForms(c, rule, rule.body)
    return next()
  }
}

function refuseOtherMethods(c: BrokerContext, rule: RouteRule): void {
  if (rule.methods.includes(c.req.method)) return
  throw new RequestRefused(405, 'This method is not allowed here', { allow: rule.methods.join(', ') })
}

function refuseOtherForms(c: BrokerContext, rule: RouteRule, mediaType: string): void {
  const [sent = ''] = (c.req.header('content-type') ?? '').split(';')
  if (sent.trim().toLowerCase() !== mediaType) throw new RequestRefused(415, 'The body is of another media type')
  if (new URL(c.req.url).search !== '') throw new RequestRefused(400, 'A query is not taken here')
  if (bearerOf(c) === null) {
    throw new IntegrationError(rule.operation === 'token' ? 'agent-not-signed-in' : 'contact-token-over')
  }
}

function preflight(c: BrokerContext, rule: RouteRule, origin: string): Response {
  allowPage(c, origin)
  const asked = c.req.header('access-control-request-method') ?? ''
  if (!rule.methods.includes(asked)) throw new RequestRefused(405, 'This method is not allowed here')
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': rule.methods.join(', '),
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': `${preflightSeconds}`,
    },
  })
}

function allowPage(c: BrokerContext, origin: string): void {
  c.set('answerHeaders', {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after, www-authenticate, x-request-id',
  })
}

/** The bearer token of a request, or null (RFC 6750 §2.1). */
export function bearerOf(c: BrokerContext): string | null {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}

/**
 * The body of a request as text, at most 4 KB; a longer one is 413, whatever its Content-Length says (R76).
 */
export async function bodyOf(c: BrokerContext): Promise<string> {
  const told = c.req.header('content-length')
  if (Number(told ?? 0) > mostBodyBytes) throw tooLong()
  if (told !== undefined) return textOf(c)

  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBodyBytes) throw tooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Where the length is told, Node takes no more than that, and the whole is read several times faster than a stream. */
async function textOf(c: BrokerContext): Promise<string> {
  const text = await c.req.text()
  if (Buffer.byteLength(text) > mostBodyBytes) throw tooLong()
  return text
}

function tooLong(): RequestRefused {
  return new RequestRefused(413, 'The body is too long')
}

/** The members of a JSON object in the body; anything else is refused with 400. */
export async function jsonOf(c: BrokerContext): Promise<Readonly<Record<string, unknown>>> {
  const text = await bodyOf(c)
  const body = parsed(text)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  throw new RequestRefused(400, 'The body is not a JSON object')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
