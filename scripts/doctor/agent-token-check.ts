import { errors } from 'jose'
import { createAgentIdentity } from '../../src/broker/agent-identity.ts'
import { createAgentKeys } from '../../src/broker/agent-keys.ts'
import { createConnectApi } from '../../src/broker/connect-api.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { awsErrorOf } from './aws-error.ts'
import { type Facts, needing, type SetUp } from './facts.ts'

/** An agent's own access token, where the administrator has one: what it says, and whether Connect knows that agent. */
export function agentTokenCheck(setUp: SetUp, ask: typeof fetch, agentToken: string | null): Check {
  const run = async ({ agents }: Pick<Facts, 'agents'>): Promise<Finding> => {
    if (agentToken === null) return notChecked('no access token of an agent was given (--agent-token FILE)')
    try {
      const verify = createAgentIdentity(agents, createAgentKeys({ issuer: agents.issuer, fetch: ask }))
      const { username } = await verify(agentToken)
      return await findInConnect(setUp, username)
    } catch (error) {
      if (!isIntegrationError(error)) throw error
      if (error.code === 'identity-provider-unreachable') return notChecked('the provider’s keys cannot be had')
      return mend(whatIsWrong(setUp, error.cause))
    }
  }
  return {
    name: 'agent-token',
    guide: 'docs/identity-provider.md#names-in-connect',
    run: needing(setUp, ['agents'], run),
  }
}

async function findInConnect({ facts, names }: SetUp, username: string): Promise<Finding> {
  if (facts.connect === undefined) return ok('The access token fits. Whether Connect knows its user was not asked.')
  const connect = createConnectApi(facts.connect)
  try {
    const user = await connect.findUser(username)
    if (user !== null) return ok('The access token fits, and Connect has a user of its user name.')
    return mend(
      `The access token fits, but Connect has no user of the name in ${names.usernameClaim}: the two have to be alike.`,
    )
  } catch (error) {
    return ok(`The access token fits. Whether Connect knows its user could not be asked (${awsErrorOf(error)}).`)
  } finally {
    connect.close()
  }
}

/** What of a token is not as it has to be. Nothing of the token is said. */
function whatIsWrong({ names }: SetUp, cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return 'The access token is over: take one of this minute.'
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const setting = { aud: names.audience, iss: names.issuer, typ: names.tokenType }[cause.claim]
    return setting === undefined
      ? `The access token does not fit: its claim ${cause.claim}.`
      : `The access token has another ${cause.claim} than ${setting} says.`
  }
  if (cause instanceof errors.JWKSNoMatchingKey)
    return 'The access token is signed with a key the provider does not show.'
  if (cause instanceof errors.JOSEAlgNotAllowed)
    return 'The access token is signed by an algorithm that is not taken: it wants RS256 or another asymmetric one.'
  if (cause instanceof errors.JWSSignatureVerificationFailed)
    return 'The access token’s signature does not hold: was it copied whole?'
  if (!(cause instanceof errors.JWTInvalid))
    return 'This is no access token in the form of a JWT: the provider has to be told to give out such.'
  const reasons: Readonly<Record<string, string>> = {
    'is of another client': `The access token is of another client than ${names.agentClient}, or names none in client_id or azp.`,
    'has a type': `The access token names a type (typ), and ${names.tokenType} says none.`,
    'has no user': `The access token has no user name in the claim ${names.usernameClaim}.`,
    'is an ID token': 'This is an ID token. The broker takes access tokens alone.',
    'other use': 'This is an ID token, or of another use (token_use). The broker takes access tokens alone.',
    'names no key': 'The access token names no key (kid).',
  }
  return reasons[cause.message] ?? 'The access token does not fit.'
}
