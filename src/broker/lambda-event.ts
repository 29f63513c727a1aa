import type { LambdaEvent } from 'hono/aws-lambda'

/** A request as an HTTP API hands it to a function, payload 2.0. */
export type HttpApiEvent = Extract<LambdaEvent, { readonly rawPath: string }>

const withoutBody = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * An event that reads as a request, whatever was sent: where a `Request` could not be made of it, the adapter would log
 * why, with the address in it, and answer past our rules.
 *
 * The gateway hands over a decoded path, so `?` and `#` in it are part of its name and not the begin of a query (R26).
 *
 * @see API Gateway Developer Guide, Lambda integrations for HTTP APIs: payload format 2.0
 */
export function tidyEvent(event: HttpApiEvent): HttpApiEvent {
  const takesBody = !withoutBody.has(event.requestContext.http.method)
  return {
    ...event,
    rawPath: event.rawPath.replace(/[?#]/g, encodeURIComponent),
    body: takesBody ? textOf(event) : null,
    isBase64Encoded: false,
  }
}

/** Forms come in base64. All that is taken here is text, and Node's own reader refuses none. Of an empty one the gateway says nothing. */
function textOf({ body, isBase64Encoded }: { readonly body?: string | null; readonly isBase64Encoded: boolean }) {
  if (body === undefined || body === null) return null
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body
}
