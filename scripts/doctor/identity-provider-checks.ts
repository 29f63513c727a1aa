import * as v from 'valibot'
import { askedOrigins } from '../../src/response-headers.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { jsonOf, type LookAt } from './look.ts'
import { once } from './once.ts'
import { judgeSignIn } from './sign-in-request.ts'

const discovery = v.object({
  issuer: v.string(),
  jwks_uri: v.pipe(v.string(), v.url()),
  authorization_endpoint: v.pipe(v.string(), v.url()),
  token_endpoint: v.pipe(v.string(), v.url()),
  revocation_endpoint: v.optional(v.pipe(v.string(), v.url())),
  code_challenge_methods_supported: v.optional(v.array(v.string())),
})
const keySet = v.object({ keys: v.array(v.looseObject({ kty: v.string(), kid: v.optional(v.string()) })) })

/** The hospital's identity provider: its discovery, its keys, and whether it takes the widget's client and audience. */
export function identityProviderChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const { names, facts } = setUp
  const seen = once(async () =>
    lookAt(`${(facts.agents?.issuer ?? '').replace(/\/+$/, '')}/.well-known/openid-configuration`, {
      headers: { origin: facts.widgetOrigin ?? '' },
    }),
  )
  const document = once(async () => {
    const look = await seen()
    const read = look.kind === 'answered' ? v.safeParse(discovery, jsonOf(look.text)) : null
    return read?.success === true ? read.output : null
  })

  const discover = async ({ agents, widgetOrigin }: Pick<Facts, 'agents' | 'widgetOrigin'>): Promise<Finding> => {
    const look = await seen()
    if (look.kind === 'unreachable')
      return mend(`The identity provider is not reached at ${names.issuer}: ${look.why}.`)
    const said = await document()
    if (said === null)
      return mend(
        `${names.issuer} leads to no OpenID discovery document (${look.status}): it wants the issuer, as the provider writes it.`,
      )
    if (said.issuer !== agents.issuer)
      return mend(
        `The provider calls itself otherwise than ${names.issuer}: copy the issuer letter by letter, with or without its last slash.`,
      )
    if (said.code_challenge_methods_supported?.includes('S256') === false)
      return mend('The provider does not offer PKCE with S256, which the widget uses.')
    const allowed = look.headers.get('access-control-allow-origin')
    if (allowed !== '*' && allowed !== widgetOrigin)
      return mend(
        'The provider does not let the widget’s page read its discovery document (CORS): add the widget’s origin to the trusted origins.',
      )
    return ok('The identity provider’s discovery document fits.')
  }

  /**
   * What the page itself asks of the provider: it is sent to the endpoints of authorization and of signing out, which
   * its policy does not stop, and never asks for keys or user info (auth/identity-provider.ts).
   */
  const origins = async (facts: Pick<Facts, 'widgetOrigin' | 'widgetOrigins'>): Promise<Finding> => {
    const said = await document()
    if (said === null) return notChecked('there is no discovery document')
    const allowed = [facts.widgetOrigin, ...askedOrigins(facts.widgetOrigins)]
    const endpoints = (['token_endpoint', 'revocation_endpoint'] as const).flatMap((name) => {
      const origin = said[name] === undefined ? null : new URL(said[name]).origin
      return origin === null || allowed.includes(origin) ? [] : [{ name, origin }]
    })
    if (endpoints.length === 0) return ok('The page may ask the provider where its tokens are given out.')
    const called = endpoints.map(({ name }) => name).join(' and ')
    const missing = [...new Set(endpoints.map(({ origin }) => origin))].join(' and ')
    return mend(
      `The page’s policy lets nobody sign in: the provider’s ${called} stands at ${missing}: add that to ${names.otherOrigins}.`,
    )
  }

  const keys = async (): Promise<Finding> => {
    const said = await document()
    if (said === null) return notChecked('there is no discovery document')
    const look = await lookAt(said.jwks_uri)
    if (look.kind === 'unreachable') return mend(`The provider’s keys are not reached: ${look.why}.`)
    const set = v.safeParse(keySet, jsonOf(look.text))
    if (!set.success) return mend('The provider shows no key set at its jwks_uri.')
    // API Gateway's authorizer reads nothing else (facts/stack.md, trap 13).
    const fit = set.output.keys.filter(
      ({ kty, kid }) => kid !== undefined && (kty === 'RSA' || setUp.kind === 'widget'),
    )
    return fit.length > 0
      ? ok('The provider signs with keys that can be looked up.')
      : mend('The provider has no RSA key with a kid: access tokens could not be verified.')
  }

  return [
    {
      name: 'provider',
      guide: 'docs/identity-provider.md#what-it-has-to-do',
      run: needing(setUp, ['agents', 'widgetOrigin'], discover),
    },
    {
      name: 'provider-origins',
      guide: 'docs/identity-provider.md#endpoints-elsewhere',
      run: needing(setUp, ['agents', 'widgetOrigin', 'widgetOrigins'], origins),
    },
    {
      name: 'provider-keys',
      guide: 'docs/identity-provider.md#what-it-has-to-do',
      run: needing(setUp, ['agents'], keys),
    },
    {
      name: 'provider-client',
      guide: 'docs/identity-provider.md#what-it-has-to-do',
      run: needing(setUp, ['agents', 'signIn', 'widgetOrigin'], async ({ agents, signIn, widgetOrigin }) => {
        const said = await document()
        if (said === null) return notChecked('there is no discovery document')
        return judgeSignIn(setUp, lookAt, { agents, signIn, widgetOrigin, endpoint: said.authorization_endpoint })
      }),
    },
  ]
}
