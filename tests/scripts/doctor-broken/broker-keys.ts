import { changing, withHeaders } from '../doctored-site.ts'
import type { Broken, Site } from './broken.ts'

/** The broker's key set with something changed in its first key. */
const keySet =
  (change: (key: Record<string, unknown>) => void) =>
  ({ sandbox }: Site) => ({
    ask: changing(
      (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
      async (answer) => {
        const set = (await answer.json()) as { keys: Record<string, unknown>[] }
        set.keys.slice(0, 1).forEach(change)
        return new Response(JSON.stringify(set), { headers: answer.headers })
      },
    ),
  })

/** The broker's answer in place of its key set. */
const keySetIs =
  (status: number, body: unknown) =>
  ({ sandbox }: Site) => ({
    ask: changing(
      (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
      (answer) => new Response(JSON.stringify(body), { status, headers: answer.headers }),
    ),
  })

/** The broker's keys, so many times over. */
const keysTimes =
  (times: number) =>
  ({ sandbox }: Site) => ({
    ask: changing(
      (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
      async (answer) => {
        const { keys: shown } = (await answer.json()) as { keys: unknown[] }
        const many = { keys: Array.from({ length: times }, () => shown).flat() }
        return new Response(JSON.stringify(many), { headers: answer.headers })
      },
    ),
  })

export const shownKeys: readonly Broken[] = [
  [
    'the broker has no key to show',
    keySetIs(503, { error: 'temporarily_unavailable' }),
    ['broker-keys'],
    /answers 503 in place of its keys: look at SIGNING_KEY/,
  ],
  ['a page stands where the keys should', keySetIs(200, 'welcome'), ['broker-keys'], /stands no key set/],
  ['the key set is empty', keySetIs(200, { keys: [] }), ['broker-keys'], /stands no key set/],
  ['more keys are shown than a rotation has', keysTimes(3), ['broker-keys'], /More than two keys are shown: end the/],
  [
    'a private key is shown',
    keySet((key) => Object.assign(key, { d: 'AQAB' })),
    ['broker-keys'],
    /private key stands in the key set/,
  ],
  ['a key has no id', keySet((key) => delete key['kid']), ['broker-keys'], /has no kid/],
  [
    'a key is of a kind that Epic does not take',
    keySet((key) => Object.assign(key, { alg: 'HS256' })),
    ['broker-keys'],
    /neither RSA of 2048 bits/,
  ],
  [
    'a key is too short',
    keySet((key) => Object.assign(key, { n: 'AQAB' })),
    ['broker-keys'],
    /neither RSA of 2048 bits/,
  ],
  [
    'a key has the id of another',
    keySet((key) => Object.assign(key, { kid: 'another' })),
    ['broker-keys'],
    /id of another/,
  ],
  [
    'the set comes without an age',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
        (answer) => withHeaders(answer, { 'cache-control': null }),
      ),
    }),
    ['broker-keys'],
    /29 hours/,
  ],
]
