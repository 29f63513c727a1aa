import { expect, it } from 'vitest'
import { createConnectApi } from '../../src/broker/connect-api.ts'
import { isConnectOutage } from '../../src/broker/connect-outage.ts'
import { IntegrationError } from '../../src/domain/errors.ts'

/** A failure as the AWS SDK throws it. */
function sdkError(name: string, status: number | null, facts: object = {}): Error {
  return Object.assign(new Error(name), { name, $metadata: status === null ? {} : { httpStatusCode: status } }, facts)
}

const unreachable = (cause: unknown) => new IntegrationError('connect-unreachable', { cause })

it.each([
  ['a throttle', sdkError('ThrottlingException', 429)],
  ['a fault of Connect’s own', sdkError('InternalServiceException', 500)],
  ['a service that is away', sdkError('ServiceUnavailable', 503)],
  ['no answer in time', sdkError('TimeoutError', null)],
  ['no answer at all', sdkError('AbortError', null)],
  ['a dead line', sdkError('Error', null, { code: 'ECONNRESET' })],
  ['a name that nobody resolves', sdkError('Error', null, { code: 'ENOTFOUND' })],
])('counts %s as an outage of Connect (R16)', (_, cause) => {
  expect(isConnectOutage(unreachable(cause))).toBe(true)
})

it.each([
  ['a right that is lacking', unreachable(sdkError('AccessDeniedException', 403))],
  ['a request that is not signed', unreachable(sdkError('UnrecognizedClientException', 403))],
  ['credentials that are not there', unreachable(sdkError('CredentialsProviderError', null))],
  ['an answer that cannot be read', unreachable(sdkError('SyntaxError', 200))],
  ['a failure without its cause', unreachable(undefined)],
  ['a contact that is not theirs', new IntegrationError('contact-not-yours', { cause: sdkError('x', 503) })],
  ['an Epic that is down', new IntegrationError('epic-unreachable', { cause: sdkError('x', 503) })],
  ['a fault of ours', sdkError('TypeError', 503)],
])('takes %s for no outage, which could open the way of an emergency (R16)', (_, error) => {
  expect(isConnectOutage(error)).toBe(false)
})

it('knows a host where nothing listens by what the SDK itself throws (R16)', async () => {
  const api = createConnectApi({ instanceId: 'i', region: 'us-east-1', endpoint: 'http://127.0.0.1:9' })
  const error: unknown = await api.describeContact('c').catch((failure: unknown) => failure)
  api.close()
  expect(isConnectOutage(error)).toBe(true)
})
