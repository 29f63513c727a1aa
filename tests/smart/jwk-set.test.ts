import { createPrivateKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { createJwkSet } from '../../src/smart/jwk-set.ts'
import { aPem, aSigningKey } from './signing-keys.ts'
import { readPemKey } from '../../src/smart/pem-key.ts'

it('shows public members only, whatever the key carries (R8)', async () => {
  const pem = aPem()
  const key = await readPemKey(pem)
  const careless = { ...key, publicJwk: { ...createPrivateKey(pem).export({ format: 'jwk' }), ...key.publicJwk } }
  const [shown] = createJwkSet([careless]).keys
  expect(Object.keys(shown ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

it('shows both keys of a rotation, and one key once (R8)', async () => {
  const [now, next] = await Promise.all([aSigningKey(), aSigningKey()])
  expect(createJwkSet([now, next]).keys.map(({ kid }) => kid)).toEqual([now.kid, next.kid])
  expect(createJwkSet([now, now]).keys).toHaveLength(1)
})
