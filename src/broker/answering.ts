import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { outcomeResponse, problemResponse } from './answers.ts'
import type { BrokerContext, BrokerEnv, RecordDecision } from './decisions.ts'
import { failureOf, outcomeOf } from './failure.ts'

/** On every answer. Nothing of the broker is a document, so nothing may load, frame or keep it. */
const standingHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

/** Gives every request an id and every answer its headers; an answer says itself if it may be kept, else it may not. */
export const answering: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  const requestId = randomUUID()
  c.set('requestId', requestId)
  c.set('operation', null)
  c.set('facts', {})
  c.set('answerHeaders', {})
  await next()

  const { headers } = c.res
  for (const [name, value] of Object.entries(standingHeaders)) headers.set(name, value)
  for (const [name, value] of Object.entries(c.get('answerHeaders'))) headers.set(name, value)
  headers.set('vary', 'Origin')
  headers.set('x-request-id', requestId)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}

/**
 * Answers whatever was thrown, after it was recorded: as an OperationOutcome under `/fhir`, as problem details elsewhere.
 *
 * A denial that cannot be recorded is answered as `audit-unavailable`, which denies as well.
 */
export function answerFailure(record: RecordDecision): (error: Error, c: BrokerContext) => Promise<Response> {
  return async (error, c) => {
    const failure = failureOf(await recordFailure(record, error, c))
    return c.req.path.startsWith('/fhir/') ? outcomeResponse(failure) : problemResponse(failure)
  }
}

/** What to answer: the failure itself, or the failure to record it. */
async function recordFailure(record: RecordDecision, failure: Error, c: BrokerContext): Promise<unknown> {
  try {
    await record(c, c.req.raw.signal.aborted ? 'aborted' : outcomeOf(failure))
    return failure
  } catch (unrecorded) {
    return unrecorded
  }
}
