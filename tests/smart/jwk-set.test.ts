import { expect, it } from 'vitest'
import { createJwkSet } from '../../src/smart/jwk-set.ts'
import { aPem, aSigningKey } from './signing-keys.ts'
import { readSigningKey } from '../../src/smart/signing-key.ts'

it('shows public members only, whatever the key carries (R8)', async () => {
  const key = await readSigningKey(aPem())
  const careless = { ...key, publicJwk: { ...key.publicJwk, ...key.privateKey.export({ format: 'jwk' }) } }
  const [shown] = createJwkSet([careless]).keys
  expect(Object.keys(shown ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

it('shows both keys of a rotation, and one key once (R8)', async () => {
  const [now, next] = await Promise.all([aSigningKey(), aSigningKey()])
  expect(createJwkSet([now, next]).keys.map(({ kid }) => kid)).toEqual([now.kid, next.kid])
  expect(createJwkSet([now, now]).keys).toHaveLength(1)
})
