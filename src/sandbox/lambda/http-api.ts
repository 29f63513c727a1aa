import type { IncomingMessage, ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { RequestListener } from '../listen.ts'
import type { Authorizer } from './jwt-authorizer.ts'

export type Invoke = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>

const mostBytes = 10 * 1024 * 1024

/**
 * An HTTP API of API Gateway before one function: makes a request into an event of payload 2.0, and a result into an
 * answer. What the gateway refuses by itself it says in its own words, which hold no code of the broker: 401 and
 * `Unauthorized` for a token, 500 and `Internal Server Error` for a function that fails.
 *
 * @param authorizers The routes whose token is checked before the function is asked: `POST /token`.
 * @see API Gateway Developer Guide, Lambda integrations for HTTP APIs
 */
export function httpApi(invoke: Invoke, authorizers: Readonly<Record<string, Authorizer>> = {}): RequestListener {
  return async (req, res) => {
    const challenge = await authorizers[routeOf(req)]?.(req.headers.authorization)
    if (typeof challenge === 'string') {
      req.resume()
      const headers = { 'www-authenticate': challenge }
      return answer(res, { statusCode: 401, headers, body: '{"message":"Unauthorized"}' })
    }
    const body = await bodyOf(req)
    if (body === null) return answer(res, { statusCode: 413, body: '{"message":"Request Entity Too Large"}' })
    try {
      answer(res, await invoke(eventOf(req, body)))
    } catch {
      answer(res, { statusCode: 500, body: '{"message":"Internal Server Error"}' })
    }
  }
}

function routeOf({ method = 'GET', url = '/' }: IncomingMessage): string {
  return `${method} ${url.split('?')[0]}`
}

/** Null where it is longer than the gateway takes. */
async function bodyOf(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes <= mostBytes) chunks.push(chunk)
  }
  return bytes > mostBytes ? null : Buffer.concat(chunks)
}

/** Names of headers in small letters, values of one name joined, cookies apart, the path decoded, forms in base64. */
export function eventOf(
  req: Pick<IncomingMessage, 'url' | 'method' | 'headers'>,
  body: Buffer,
): APIGatewayProxyEventV2 {
  const [path = '/', ...query] = (req.url ?? '/').split('?')
  const { cookie, ...headers } = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
  const isText = /^(?:text\/|application\/(?:json|javascript|xml)\b|[\w.+-]+\/[\w.-]+\+(?:json|xml)\b)/i.test(
    headers['content-type'] ?? '',
  )
  const method = req.method ?? 'GET'
  const rawPath = decoded(path)
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'sandbox',
      domainName: 'sandbox.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'sandbox',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
    ...(body.byteLength === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.byteLength > 0 && !isText,
  }
}

function answer(res: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result
  for (const [name, value] of Object.entries({ 'content-type': 'application/json', ...headers })) {
    res.setHeader(name, value)
  }
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  res.writeHead(statusCode).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
