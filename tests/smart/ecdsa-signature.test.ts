import { generateKeyPairSync, sign, verify } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { joseSignatureOf } from '../../src/smart/ecdsa-signature.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })

/** An integer as DER writes it: as short as can be, with a zero in front where it would look negative. */
function derInteger(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
  return Buffer.concat([Buffer.of(2, content.length), content])
}

function derSignature(r: bigint, s: bigint): Buffer {
  const content = Buffer.concat([derInteger(r), derInteger(s)])
  const length = content.length >= 0x80 ? Buffer.of(0x81, content.length) : Buffer.of(content.length)
  return Buffer.concat([Buffer.of(0x30), length, content])
}

it('gives r and s in 48 bytes each, however short they are (R6)', () => {
  const integer = fc.integer({ min: 1, max: 384 }).chain((bits) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }))
  fc.assert(
    fc.property(integer, integer, (r, s) => {
      const signature = Buffer.from(joseSignatureOf(derSignature(r, s))).toString('hex')
      expect([signature.length, BigInt(`0x${signature.slice(0, 96)}`), BigInt(`0x${signature.slice(96)}`)]).toEqual([
        192,
        r,
        s,
      ])
    }),
  )
})

it('gives a signature that others verify as of ES384 (R6)', () => {
  for (let made = 0; made < 200; made += 1) {
    const input = Buffer.from(`input ${made}`)
    const signature = joseSignatureOf(sign('sha384', input, privateKey))
    expect(verify('sha384', input, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  }
})

it('reads no signature that lacks a byte, has one too many, or is of a longer curve', () => {
  const integer = fc.bigInt({ min: 0n, max: 2n ** 384n - 1n })
  fc.assert(
    fc.property(integer, integer, fc.nat(), (r, s, cut) => {
      const good = derSignature(r, s)
      expect(() => joseSignatureOf(good.subarray(0, cut % good.length))).toThrow(TypeError)
      expect(() => joseSignatureOf(Buffer.concat([good, Buffer.of(0)]))).toThrow(TypeError)
      expect(() => joseSignatureOf(derSignature(r + 2n ** 384n, s))).toThrow(TypeError)
    }),
  )
})

it('never fails otherwise than by saying that the bytes are no signature', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      const signature = ((): Uint8Array | TypeError => {
        try {
          return joseSignatureOf(bytes)
        } catch (error) {
          return error as TypeError
        }
      })()
      expect(signature instanceof TypeError || signature.length === 96).toBe(true)
    }),
  )
})
