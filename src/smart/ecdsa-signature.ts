/** The length of r and of s on P-384, in bytes. */
const integerBytes = 48

/**
 * Turns an ECDSA signature on P-384 from DER, as KMS gives it, into the r‖s of a JWS: 96 bytes, whatever the lengths of
 * the two integers. Throws a `TypeError` for anything that is not such a signature.
 *
 * @see RFC 3279 §2.2.3, `Ecdsa-Sig-Value`; X.690 §8.3, integers; RFC 7518 §3.4
 */
export function joseSignatureOf(der: Uint8Array): Uint8Array {
  const sequence = readElement(der, 0, 0x30)
  const r = readElement(sequence.content, 0, 0x02)
  const s = readElement(sequence.content, r.end, 0x02)
  if (sequence.end !== der.length || s.end !== sequence.content.length) throw notDer()

  const signature = new Uint8Array(2 * integerBytes)
  signature.set(unsigned(r.content), integerBytes - unsigned(r.content).length)
  signature.set(unsigned(s.content), 2 * integerBytes - unsigned(s.content).length)
  return signature
}

/** One element of DER with a length of one byte, or of two where the first says so: more than P-384 ever needs. */
function readElement(der: Uint8Array, at: number, tag: number) {
  const [found, first = 0, second = 0] = der.subarray(at)
  const isLong = first === 0x81
  const length = isLong ? second : first
  const begin = at + (isLong ? 3 : 2)
  const end = begin + length
  if (found !== tag || (!isLong && first >= 0x80) || end > der.length) throw notDer()
  return { content: der.subarray(begin, end), end }
}

/** The bytes of a positive integer without the zeros in front, which say that it is not negative. */
function unsigned(integer: Uint8Array): Uint8Array {
  const begin = integer.findIndex((byte) => byte !== 0)
  const bytes = begin === -1 ? integer.subarray(integer.length) : integer.subarray(begin)
  if (bytes.length > integerBytes) throw notDer()
  return bytes
}

function notDer(): TypeError {
  return new TypeError('not an ECDSA signature on P-384 in DER')
}
