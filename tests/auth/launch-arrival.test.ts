// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { takeLaunchArrival } from '../../src/auth/launch-arrival.ts'

beforeEach(() => history.replaceState(null, '', '/'))

function arriveAt(path: string) {
  history.replaceState(null, '', path)
  return takeLaunchArrival()
}

it('reads a launch from Hyperspace, and takes it out of the address at once (R31)', () => {
  const arrival = arriveAt('/launch?iss=https%3A%2F%2Fepic.example.org%2FR4&launch=one-time')
  expect(arrival).toEqual({ kind: 'launch', issuer: 'https://epic.example.org/R4', launch: 'one-time' })
  expect(window.location.href).toBe(`${window.location.origin}/`)
})

it('reads Epic’s answer, and takes the code out of the address at once (R31)', () => {
  expect(arriveAt('/callback?code=a%2Bb&state=s')).toEqual({ kind: 'answer', state: 's', code: 'a+b' })
  expect(window.location.search).toBe('')
})

it('reads that Epic refused', () => {
  expect(arriveAt('/callback?error=access_denied&error_description=no&state=s')).toEqual({ kind: 'denied', state: 's' })
})

it.each(['/', '/launch', '/callback', '/?code=of-the-identity-provider&state=s'])('is no launch: %s', (path) => {
  expect(arriveAt(path)).toEqual({ kind: 'none' })
})

it('leaves an answer of the identity provider for its own reader', () => {
  arriveAt('/?code=c&state=s')
  expect(window.location.search).toBe('?code=c&state=s')
})

it.each([
  '/launch?iss=https://a.example&launch=x&fhirServiceUrl=https://evil.example',
  '/launch?iss=https://a.example&launch=x&clientId=evil',
  '/launch?iss=https://a.example&launch=x&patientId=somebody',
  '/?fhirServiceUrl=https://evil.example',
  '/callback?code=c&state=s&patientId=somebody',
  '/launch?iss=https://a.example&iss=https://evil.example&launch=x',
  '/launch?iss=https://a.example',
  '/launch?launch=x',
])('refuses an address that says more, less or otherwise than a launch does, and clears it: %s (R37)', (path) => {
  expect(arriveAt(path)).toEqual({ kind: 'refused' })
  expect(window.location.search).toBe('')
})
