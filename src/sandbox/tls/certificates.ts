import { createHash, createPublicKey } from 'node:crypto'
import { generate } from 'selfsigned'

/** A certificate and its key in PEM, as a server takes them. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** One that every client has to refuse: over since yesterday, for another host, of an authority that nobody knows. */
export type BadCertificate = 'expired' | 'other-name' | 'unknown-authority'

export type CertificateName = 'good' | BadCertificate

/** The certificates that a door may show. `authority` is the certificate, in PEM, of whoever signed all but the last. */
export interface Certificates extends Readonly<Record<CertificateName, Certificate>> {
  readonly authority: string
}

const dayMs = 86_400_000
/** Node takes no `*.localhost`: a wildcard has to stand below two names. */
const ownNames = ['localhost', 'epic.localhost', 'broker.localhost']

/**
 * Makes an authority and its certificates for the doors of one sandbox, in memory. Each has a key of its own, so that who knows
 * the good one's (`pinOf`) knows no other; the authorities' keys are forgotten, so nobody can ever sign by them again.
 */
export async function makeCertificates(now = Date.now()): Promise<Certificates> {
  const [ours, unknown] = await Promise.all([authority('Sandbox authority', now), authority('Unknown authority', now)])
  const good = { names: ownNames, from: now - dayMs, until: now + 30 * dayMs }
  const [holds, expired, otherName, unknownAuthority] = await Promise.all([
    signed(ours, good),
    signed(ours, { ...good, from: now - 30 * dayMs, until: now - dayMs }),
    signed(ours, { ...good, names: ['epic.another-hospital.example'] }),
    signed(unknown, good),
  ])
  return {
    authority: ours.cert,
    good: holds,
    expired,
    'other-name': otherName,
    'unknown-authority': unknownAuthority,
  }
}

/**
 * What a Chromium is told to trust the good certificate by, and none of the others: the SHA-256 of its public key, for
 * `--ignore-certificate-errors-spki-list`. That flag counts beside `--user-data-dir` alone.
 */
export function pinOf({ good }: Certificates): string {
  const key = createPublicKey(good.cert).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

async function authority(name: string, now: number): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...elliptic,
    notBeforeDate: new Date(now - 60 * dayMs),
    notAfterDate: new Date(now + 60 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return { cert, key }
}

async function signed(
  by: Certificate,
  facts: { readonly names: readonly string[]; readonly from: number; readonly until: number },
): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: facts.names[0] ?? '' }], {
    ...elliptic,
    ca: by,
    notBeforeDate: new Date(facts.from),
    notAfterDate: new Date(facts.until),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: facts.names.map((value) => ({ type: 2, value })) },
    ],
  })
  return { cert, key }
}

/** Made in a millisecond, where RSA would take a second. */
const elliptic = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
