import { type ServerType, serve } from '@hono/node-server'
import { type CryptoKey, exportJWK, SignJWT } from 'jose'

/** The identity provider whose agents are `agent.0`, `agent.1` and so on, for benches of the broker alone. */
export const issuer = 'http://127.0.0.1:1'
export const audience = 'urn:broker'
/** Where the widget would stand. */
export const widgetOrigin = 'http://127.0.0.1:3'
export const epicOrigin = 'http://127.0.0.1:4'

/** The access token of an agent, as the provider would give it. */
export function agentToken(key: CryptoKey, agent: number): Promise<string> {
  return new SignJWT({ client_id: 'agent-widget', preferred_username: `agent.${agent}` })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(`agent-${agent}`)
    .setIssuedAt()
    .setExpirationTime('30m')
    .sign(key)
}

/** A `fetch` by which the provider answers out of memory; all else goes to `others`. */
export async function providerInMemory(publicKey: CryptoKey, others: typeof fetch): Promise<typeof fetch> {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString()
    if (url === `${issuer}/.well-known/openid-configuration`) {
      return Response.json({ issuer, jwks_uri: `${issuer}/jwks` })
    }
    return url === `${issuer}/jwks` ? Response.json({ keys: [jwk] }) : others(input, init)
  }
}

/** The environment of a broker whose parties stand at the addresses above; its key and audit log lie in a folder. */
export function brokerEnvironment(folder: string): Record<string, string> {
  return {
    BROKER_URL: 'http://127.0.0.1:2',
    ALLOWED_ORIGINS: widgetOrigin,
    AGENT_ISSUER: issuer,
    AGENT_AUDIENCE: audience,
    AGENT_CLIENT_ID: 'agent-widget',
    CONNECT_INSTANCE_ID: '5e0f1a52-0000-4000-8000-00000000e0c1',
    AWS_REGION: 'us-east-1',
    EPIC_FHIR_BASE_URL: `${epicOrigin}/interconnect/api/FHIR/R4`,
    EPIC_TOKEN_URL: `${epicOrigin}/interconnect/oauth2/token`,
    EPIC_CLIENT_ID: 'bench',
    SIGNING_KEY: `${folder}/signing-key.pem`,
    AUDIT_LOG: `${folder}/audit.ndjson`,
  }
}

/** Has a `fetch` answer at a free port of this machine. */
export async function listening(fetch: (request: Request) => Response | Promise<Response>) {
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The broker listens on no port')
  return { origin: `http://127.0.0.1:${address.port}`, close: () => void server.close() }
}
