import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { InstanceError } from '../connect-instance/instance-error.ts'
import { INSTANCE_ID } from '../connect-instance/instance-ids.ts'
import { goneFrom } from '../gone-from.ts'
import type { Journal } from '../journal.ts'
import { describeContact } from './contact-record.ts'
import { ConnectApiError } from './connect-api-error.ts'
import { searchUsers, userWithId } from './users.ts'

/**
 * What may be broken: refuse the next `throttle` requests; answer none while `down`, none in time while `silent`, and AWS's
 * refusals. `denied` are single operations that the caller has no right to.
 */
export interface ConnectApiFaults {
  throttle: number
  kind: 'none' | 'down' | 'silent' | 'throttled' | 'denied'
  denied: readonly ('DescribeContact' | 'SearchUsers' | 'ListApprovedOrigins')[]
}

export interface ConnectApi {
  readonly app: Hono
  readonly faults: ConnectApiFaults
}

/** The form of a Signature Version 4 header for the `connect` service. The signature itself is not computed. */
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=[^/\s]+\/\d{8}\/[a-z0-9-]+\/connect\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/

/**
 * The Amazon Connect API as far as it tells whose contact it is: `DescribeContact`, `SearchUsers`, `DescribeUser`; and,
 * for administrators, `ListApprovedOrigins`.
 *
 * AWS REST-JSON 1: times are epoch seconds, an error's name stands in `x-amzn-errortype`. A request without a
 * Signature Version 4 header is refused with 403, as by AWS; the signature's value is not checked, for there is no
 * secret to check it with.
 */
export function createConnectApi(parts: {
  instance: ConnectInstance
  journal: Journal
  approvedOrigins?: readonly string[]
}): ConnectApi {
  const { instance, journal, approvedOrigins = [] } = parts
  const faults: ConnectApiFaults = { throttle: 0, kind: 'none', denied: [] }

  const app = new Hono()
  app.onError((error, c) => {
    const { name, status, message } = asApiError(error)
    journal.write('connect-api', 'refused', { error: name })
    return c.json({ message }, status as ContentfulStatusCode, { 'x-amzn-errortype': name })
  })
  app.notFound((c) => c.json({ message: 'Not played' }, 404, { 'x-amzn-errortype': 'UnknownOperationException' }))

  app.use(async (c, next) => {
    if (faults.kind === 'down') throw new ConnectApiError('ServiceUnavailableException', 503)
    if (faults.kind === 'silent') await goneFrom(c.req.raw.signal)
    if (!SIGNED.test(c.req.header('Authorization') ?? '')) {
      throw new ConnectApiError('MissingAuthenticationTokenException', 403)
    }
    if (faults.kind === 'denied') throw new ConnectApiError('AccessDeniedException', 403)
    if (faults.kind === 'throttled' || faults.throttle > 0) {
      faults.throttle = Math.max(0, faults.throttle - 1)
      throw new ConnectApiError('TooManyRequestsException', 429)
    }
    await next()
  })

  app.get('/instance/:instanceId/approved-origins', (c) => {
    requireRight('ListApprovedOrigins')
    requireInstance(c.req.param('instanceId'))
    return c.json({ Origins: approvedOrigins })
  })

  app.get('/contacts/:instanceId/:contactId', (c) => {
    requireRight('DescribeContact')
    requireInstance(c.req.param('instanceId'))
    const contactId = c.req.param('contactId')
    const record = describeContact(instance.contact(contactId), instance)
    journal.write('connect-api', 'contact-described', { contactId, hasAgent: 'AgentInfo' in record })
    return c.json({ Contact: record })
  })

  app.get('/users/:instanceId/:userId', (c) => {
    requireInstance(c.req.param('instanceId'))
    journal.write('connect-api', 'user-described', { userId: c.req.param('userId') })
    return c.json({ User: userWithId(c.req.param('userId')) })
  })

  app.post('/search-users', async (c) => {
    requireRight('SearchUsers')
    const asked: unknown = await c.req.json().catch(() => null)
    if (typeof asked !== 'object' || asked === null) throw new ConnectApiError('InvalidRequestException', 400)
    requireInstance('InstanceId' in asked ? asked.InstanceId : undefined)

    const users = searchUsers('SearchCriteria' in asked ? asked.SearchCriteria : undefined)
    journal.write('connect-api', 'users-searched', { found: users.length })
    return c.json({ Users: users, ApproximateTotalCount: users.length })
  })

  return { app, faults }

  function requireRight(operation: ConnectApiFaults['denied'][number]): void {
    if (faults.denied.includes(operation)) throw new ConnectApiError('AccessDeniedException', 403)
  }
}

function requireInstance(id: unknown): void {
  if (typeof id !== 'string' || id === '') throw new ConnectApiError('InvalidRequestException', 400)
  if (id !== INSTANCE_ID) throw new ConnectApiError('ResourceNotFoundException', 404)
}

function asApiError(error: Error): ConnectApiError {
  if (error instanceof ConnectApiError) return error
  if (error instanceof InstanceError && error.type === 'ResourceNotFoundException') {
    return new ConnectApiError('ResourceNotFoundException', 404)
  }
  return new ConnectApiError('InternalServiceException', 500)
}
