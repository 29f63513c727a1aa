import type { HttpApiEvent } from '../../src/broker/lambda-event.ts'
import { widget } from './running-broker.ts'

/** What a test says of a request; the rest is as the gateway writes it. */
export interface Asked {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Record<string, string | undefined>
  readonly cookies?: string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** An event of an HTTP API, payload 2.0, in the shape of Amazon's own example; its ids are invented. */
export function anEvent({ method = 'POST', path = '/token', query = '', ...facts }: Asked = {}): HttpApiEvent {
  const { headers = {}, cookies, body, isBase64Encoded = false } = facts
  return {
    version: '2.0',
    routeKey: 'POST /token',
    rawPath: path,
    rawQueryString: query,
    ...(cookies === undefined ? {} : { cookies }),
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'content-length': String(body?.length ?? 0),
      'content-type': 'application/json',
      host: 'api.widget.example.org',
      origin: widget,
      'user-agent': 'Amazon CloudFront',
      via: '2.0 0000000000000000.cloudfront.net (CloudFront)',
      'x-amz-cf-id': 'invented',
      'x-amzn-trace-id': 'Root=1-00000000-000000000000000000000000',
      'x-forwarded-for': '203.0.113.7, 203.0.113.8',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'invented',
      authentication: null,
      authorizer: {},
      domainName: 'api.widget.example.org',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.8', userAgent: 'Amazon CloudFront' },
      requestId: 'invented=',
      routeKey: 'POST /token',
      stage: '$default',
      time: '24/Nov/2026:10:00:00 +0000',
      timeEpoch: 1_795_514_400_000,
    },
    body: body ?? null,
    isBase64Encoded,
  }
}
