import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { pageAddresses, withoutApiPrefix } from '../../src/infra/edge-functions.ts'
import { isDocument } from '../../src/response-headers.ts'

/** The address that CloudFront asks for after one of its functions ran. */
function asked(code: string, uri: string): string {
  const request = { uri, querystring: { code: { value: 'abc' } }, headers: {} }
  const answered: unknown = runInNewContext(`${code}\nhandler(event)`, { event: { request } })
  expect(answered).toEqual({ ...request, uri: (answered as typeof request).uri })
  return (answered as typeof request).uri
}

it.each(['/launch', '/callback'])('serves the page at %s', (uri) => {
  expect(asked(pageAddresses, uri)).toBe('/index.html')
})

it.each(['/', '/index.html', '/launch/', '/callback.js', '/nothing-here', '/assets/index.js', '/LAUNCH'])(
  'leaves %s what it is, so that what is not there stays not there',
  (uri) => expect(asked(pageAddresses, uri)).toBe(uri),
)

it.each(['/index.html', '/launch', '/callback', '/config.json', '/icon.svg', '/assets/index.js', '/launch/x'])(
  'agrees with the one table whether %s is a document (R30)',
  (uri) => expect(asked(pageAddresses, uri) === '/index.html').toBe(isDocument(uri)),
)

it.each([
  ['/api/token', '/token'],
  ['/api/fhir/R4/Patient/_search', '/fhir/R4/Patient/_search'],
  ['/api/.well-known/jwks.json', '/.well-known/jwks.json'],
  ['/api/api/token', '/api/token'],
  ['/apitoken', '/apitoken'],
])('asks the broker for %s as %s', (uri, path) => {
  expect(asked(withoutApiPrefix, uri)).toBe(path)
})
