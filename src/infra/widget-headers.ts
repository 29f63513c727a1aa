import { Duration, type Stack } from 'aws-cdk-lib'
import {
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront'

/**
 * A policy of CloudFront that sets exactly these headers, whatever the bucket says.
 *
 * CloudFront refuses security headers among the custom ones, so those stand in fields of their own. Throws on a value
 * that such a field cannot hold, because a header that is left out is not missed by anybody.
 */
export function headersPolicy(
  stack: Stack,
  id: string,
  headers: Readonly<Record<string, string>>,
): ResponseHeadersPolicy {
  const custom: ResponseCustomHeader[] = []
  let security: ResponseSecurityHeadersBehavior = {}
  for (const [header, value] of Object.entries(headers)) {
    const special = securityHeaders[header.toLowerCase()]
    if (special === undefined) custom.push({ header, value, override: true })
    else security = { ...security, ...special(value) }
  }
  return new ResponseHeadersPolicy(stack, id, {
    securityHeadersBehavior: security,
    customHeadersBehavior: { customHeaders: custom },
  })
}

const securityHeaders: Readonly<Record<string, (value: string) => ResponseSecurityHeadersBehavior>> = {
  'content-security-policy': (contentSecurityPolicy) => ({
    contentSecurityPolicy: { contentSecurityPolicy, override: true },
  }),
  'referrer-policy': (value) => ({
    referrerPolicy: { referrerPolicy: referrerPolicyOf(value), override: true },
  }),
  'strict-transport-security': (value) => ({ strictTransportSecurity: transportSecurityOf(value) }),
  'x-content-type-options': (value) => {
    if (value !== 'nosniff') throw new HeaderError('X-Content-Type-Options')
    return { contentTypeOptions: { override: true } }
  },
}

/** A header whose value CloudFront has no field for. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError'

  constructor(header: string) {
    super(`CloudFront cannot send this value of ${header}`)
  }
}

function referrerPolicyOf(value: string): HeadersReferrerPolicy {
  if (value !== 'no-referrer') throw new HeaderError('Referrer-Policy')
  return HeadersReferrerPolicy.NO_REFERRER
}

function transportSecurityOf(value: string) {
  const seconds = /^max-age=(\d+)(; includeSubDomains)?(; preload)?$/.exec(value)
  if (seconds === null) throw new HeaderError('Strict-Transport-Security')
  return {
    accessControlMaxAge: Duration.seconds(Number(seconds[1])),
    includeSubdomains: seconds[2] !== undefined,
    preload: seconds[3] !== undefined,
    override: true,
  }
}
