/** The kinds of values that a site's file holds. Each says what is wanted in its place, and shows no value (R83). */
import * as v from 'valibot'
import { isPolicyOrigin } from '../response-headers.ts'

/** Text that is not blank. */
export const word = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'))

/** An address without query or fragment. */
export const https = v.pipe(word, v.check(isHttps, 'wants an https URL without query or fragment'))

/** One origin and nothing behind it. */
export const origin = v.pipe(
  word,
  v.check((text) => isHttps(text) && isPolicyOrigin(text), 'wants an origin such as https://crm.example.org'),
)

/** A host name without scheme or port. */
export const domain = v.pipe(
  word,
  v.regex(/^(?:[a-z\d-]+\.)+[a-z]{2,}$/, 'wants a host name such as widget.example.org'),
)

/** The ARN of a certificate in ACM. */
export const certificate = v.pipe(
  word,
  v.regex(/^arn:aws[\w-]*:acm:[a-z\d-]+:\d{12}:certificate\/[\w-]+$/, 'wants the ARN of a certificate'),
)

/** CloudFront reads certificates in us-east-1 and nowhere else. */
export const certificateOfCloudFront = v.pipe(
  certificate,
  v.check((arn) => arn.split(':')[3] === 'us-east-1', 'wants a certificate in us-east-1'),
)

const keyName = v.pipe(word, v.regex(/^[a-z\d-]{1,32}$/, 'wants names such as 2026-11'))

/** One signing key by its name, which stands for RS384, or with its algorithm. */
const signingKey = v.union(
  [
    v.pipe(
      keyName,
      v.transform((name) => ({ name, algorithm: 'RS384' as const })),
    ),
    v.strictObject({ name: keyName, algorithm: v.picklist(['RS384', 'ES384']) }),
  ],
  'wants a name such as 2026-11, or { "name": "2026-11", "algorithm": "ES384" }',
)

/** The keys that sign assertions, the one in use first; two during a rotation. */
export const signingKeys = v.pipe(
  v.array(signingKey),
  v.check((keys) => keys.length === 1 || keys.length === 2, 'wants one name, or two during a rotation'),
  v.check((keys) => new Set(keys.map(({ name }) => name)).size === keys.length, 'wants two different names'),
)

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return protocol === 'https:' && username === '' && password === '' && search === '' && hash === ''
}
