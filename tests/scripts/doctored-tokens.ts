import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { agentClaims } from '../broker/played-parties.ts'

type Settings = Readonly<Record<string, string | undefined>>
type Key = Parameters<SignJWT['sign']>[0]

const pair = generateKeyPair('RS256')

/** The public half of the key by which these tokens are signed, as a provider shows it. */
export async function ownPublicKey() {
  return { ...(await exportJWK((await pair).publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }
}

/** An access token of Dana's that fits the settings of a broker, but for what is said. */
export async function aToken(
  { AGENT_ISSUER: issuer = '', AGENT_AUDIENCE: aud = '', AGENT_CLIENT_ID: client = '' }: Settings,
  facts: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
  key?: Key,
): Promise<string> {
  const claims = agentClaims(issuer, { aud, client_id: client, ...facts })
  const protectedHeader = { alg: 'RS256', kid: 'own', typ: 'at+jwt', ...header } as JWTHeaderParameters
  return new SignJWT(claims).setProtectedHeader(protectedHeader).sign(key ?? (await pair).privateKey)
}

const now = Math.floor(Date.now() / 1_000)

/** Tokens that an administrator may take for one of an agent: what is wrong, and what the doctor says of it. */
export const tokensThatDoNotFit: readonly (readonly [string, (settings: Settings) => Promise<string>, RegExp])[] = [
  ['is over', (site) => aToken(site, { exp: now - 3_600 }), /is over: take one of this minute/],
  ['is an ID token', (site) => aToken(site, { nonce: 'n' }), /This is an ID token/],
  ['is an ID token, as Cognito says it', (site) => aToken(site, { token_use: 'id' }), /This is an ID token/],
  ['is no JWT', async () => 'RS8dana-opaque-token', /no access token in the form of a JWT/],
  ['is empty', async () => '', /no access token in the form of a JWT/],
  ['names no key', (site) => aToken(site, {}, { kid: undefined }), /names no key \(kid\)/],
  [
    'is signed with a key that is not shown',
    (site) => aToken(site, {}, { kid: 'other' }),
    /the provider does not show/,
  ],
  [
    'is signed by a secret',
    (site) => aToken(site, {}, { alg: 'HS256' }, new TextEncoder().encode('x'.repeat(32))),
    /an algorithm that is not taken/,
  ],
  [
    'was not copied whole',
    async (site) => (await aToken(site)).slice(0, -40),
    /signature does not hold: was it copied whole/,
  ],
  ['says no user', (site) => aToken(site, { sub: '' }), /does not fit/],
  ['has no end', (site) => aToken(site, { exp: undefined }), /does not fit: its claim exp/],
  ['is of another issuer', (site) => aToken(site, { iss: 'https://x.example' }), /another iss than AGENT_ISSUER/],
]
