import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { HttpResponse, http } from 'msw'

export const epicOrigin = 'https://epic.example.org'
export const fhirBase = `${epicOrigin}/interconnect/api/FHIR/R4`
export const oidcIssuer = `${epicOrigin}/interconnect/oauth2`
export const clientId = 'agent-widget-launch'

const keys = generateKeyPair('RS256')
const otherKeys = generateKeyPair('RS256')

/** Epic's authorization server as HTTP answers, and a record of what it was asked. */
export function anEpic() {
  const epic = {
    /** The forms of the token requests, as they were sent. */
    asked: [] as string[],
    /** The nonce of the launch under way; Epic may send it back or not. */
    nonce: undefined as string | undefined,
    claims: {} as Readonly<Record<string, unknown>>,
    context: {} as Readonly<Record<string, unknown>>,
    refresh: null as string | null,
    expiresIn: 3_600,
    pkce: ['S256'] as readonly string[],
    places: {} as Readonly<Record<string, string>>,
    tokenAnswer: null as (() => Response) | null,
    isSignedByAnother: false,
    now: Date.now,
  }

  const configuration = http.get(`${fhirBase}/.well-known/smart-configuration`, () =>
    HttpResponse.json({
      authorization_endpoint: `${oidcIssuer}/authorize`,
      token_endpoint: `${oidcIssuer}/token`,
      code_challenge_methods_supported: epic.pkce,
      issuer: oidcIssuer,
      jwks_uri: `${oidcIssuer}/keys`,
      ...epic.places,
    }),
  )

  const jwks = http.get(`${oidcIssuer}/keys`, async () =>
    HttpResponse.json({ keys: [{ ...(await exportJWK((await keys).publicKey)), kid: 'one', alg: 'RS256' }] }),
  )

  const token = http.post(`${oidcIssuer}/token`, async ({ request }) => {
    epic.asked.push(await request.text())
    if (epic.tokenAnswer !== null) return epic.tokenAnswer()
    return HttpResponse.json({
      access_token: `access-${epic.asked.length}`,
      token_type: 'Bearer',
      expires_in: epic.expiresIn,
      scope: 'Patient.read Patient.search ',
      need_patient_banner: 'false',
      ...(epic.refresh === null ? {} : { refresh_token: epic.refresh }),
      ...epic.context,
      id_token: await idToken(),
    })
  })

  /** An ID token as Epic makes one, for Dana, with the present claims. */
  async function idToken(): Promise<string> {
    const seconds = Math.floor(epic.now() / 1_000)
    const claims = {
      iss: oidcIssuer,
      aud: clientId,
      sub: 'eDana3',
      fhirUser: `${fhirBase}/Practitioner/eDana3`,
      name: 'Dana Rivera',
      preferred_username: 'dana.rivera',
      iat: seconds,
      exp: seconds + 300,
      ...(epic.nonce === undefined ? {} : { nonce: epic.nonce }),
      ...epic.claims,
    }
    const { privateKey } = await (epic.isSignedByAnother ? otherKeys : keys)
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey)
  }

  return Object.assign(epic, { handlers: [configuration, jwks, token], idToken })
}
