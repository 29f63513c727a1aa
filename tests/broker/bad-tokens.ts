import { type JWTPayload, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { agentClaims, type anIdentityProvider } from './played-parties.ts'

type Provider = Awaited<ReturnType<typeof anIdentityProvider>>
type BadToken = readonly [what: string, write: (idp: Provider) => Promise<string>]

const seconds = () => Math.floor(Date.now() / 1000)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const badClaims = [
  ['is of another issuer', { iss: 'https://evil.example' }],
  ['has no issuer', { iss: undefined }],
  ['is for another audience', { aud: 'urn:other' }],
  ['has no audience', { aud: undefined }],
  ['is for our client only, as ID tokens are', { aud: 'agent-widget' }],
  ['was given to another client', { client_id: 'other-app' }],
  ['was given to no client', { client_id: undefined }],
  ['names two clients', { azp: 'other-app' }],
  ['is over', { exp: seconds() - 60 }],
  ['has no end', { exp: undefined }],
  ['is not valid yet', { nbf: seconds() + 120 }],
  ['does not say when it was made', { iat: undefined }],
  ['has no subject', { sub: undefined }],
  ['has an empty subject', { sub: '' }],
  ['has no user name', { preferred_username: undefined }],
  ['has a number for a user name', { preferred_username: 7 }],
  ['has an endless user name', { preferred_username: 'a'.repeat(101) }],
  ['has the nonce of an ID token', { nonce: 'n' }],
  ['has the hash of an ID token', { at_hash: 'h' }],
  ['says that it is used as an ID token', { token_use: 'id' }],
] as readonly [string, JWTPayload][]

const badHeaders: readonly [string, Readonly<Record<string, unknown>>][] = [
  ['the type of an ID token', { typ: 'JWT' }],
  ['no type', { typ: undefined }],
  ['an unknown key id', { kid: 'key-2' }],
  ['no key id', { kid: undefined }],
  ['an address of a key', { jku: 'https://evil.example/jwks' }],
  ['an address of a certificate', { x5u: 'https://evil.example/cert' }],
  ['a certificate', { x5c: ['AAAA'] }],
]

const forgeries: readonly BadToken[] = [
  [
    'is signed by a key that it brings along',
    async (idp) => {
      const { publicKey, privateKey } = await generateKeyPair('RS256')
      return idp.sign(agentClaims(idp.issuer), { jwk: await exportJWK(publicKey) }, privateKey)
    },
  ],
  [
    'is signed by another key under a known key id',
    async (idp) => idp.sign(agentClaims(idp.issuer), {}, (await generateKeyPair('RS256')).privateKey),
  ],
  [
    'is signed with the public key as a secret',
    async (idp) => {
      const secret = new TextEncoder().encode(await exportSPKI(idp.publicKey))
      return idp.sign(agentClaims(idp.issuer), { alg: 'HS256' }, secret)
    },
  ],
  ...['none', 'None', 'nOnE'].map(
    (alg): BadToken => [
      `has the algorithm ${alg}`,
      async ({ issuer }) => `${part({ alg, typ: 'at+jwt', kid: 'key-1' })}.${part(agentClaims(issuer))}.`,
    ],
  ),
  [
    'was changed after signing',
    async (idp) => {
      const [header, , signature] = (await idp.tokenOf()).split('.')
      return [header, part(agentClaims(idp.issuer, { preferred_username: 'sam.okoye' })), signature].join('.')
    },
  ],
]

/** Tokens that an agent's door must refuse (R10), by what is wrong with each; all else of it is Dana's and good. */
export const badTokens: readonly BadToken[] = [
  ...badClaims.map(([what, facts]): BadToken => [what, (idp) => idp.tokenOf(facts)]),
  ...badHeaders.map(([what, header]): BadToken => [`has ${what} in its header`, (idp) => idp.tokenOf({}, header)]),
  ...forgeries,
]
