import { createHash, randomBytes } from 'node:crypto'
import { type Finding, mend, notChecked, ok } from './check.ts'
import type { Facts, SetUp } from './facts.ts'
import type { LookAt } from './look.ts'

type Asked = Pick<Facts, 'agents' | 'signIn' | 'widgetOrigin'> & { readonly endpoint: string }

/** Answers that mean "yes, but nobody is signed in here" (OpenID Connect Core 1.0 §3.1.2.6). */
const onlySignIn = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required']

/**
 * Asks the provider for a sign-in as the widget does, but without showing anybody anything (`prompt=none`).
 *
 * A provider that knows client, redirect URI and audience sends us back and says that somebody has to sign in. One that
 * shows a page instead cannot be judged: what stands in it is for people.
 */
export async function judgeSignIn({ names }: SetUp, lookAt: LookAt, asked: Asked): Promise<Finding> {
  const redirectUri = `${asked.widgetOrigin}/`
  const look = await lookAt(addressOf(asked, redirectUri))
  if (look.kind === 'unreachable') return mend(`The provider’s sign-in page is not reached: ${look.why}.`)

  const location = look.headers.get('location') ?? ''
  const target = URL.canParse(location, asked.endpoint) ? new URL(location, asked.endpoint) : null
  const isBack = target?.href.startsWith(redirectUri) === true
  if (target !== null && (isBack || target.searchParams.has('error'))) return judgeAnswer(names, target.searchParams)
  if (look.status >= 500) return mend(`The provider’s sign-in page answers ${look.status}.`)
  if (look.status >= 400) return mend(notTaken(names, look.status))
  return notChecked(
    'the provider answers with a page of its own: sign in to the widget once, and give the access token to --agent-token',
  )
}

/** What is wrong when a provider shows its refusal to people: then it does not trust the address to come back to. */
function notTaken({ agentClient }: SetUp['names'], word: string | number): string {
  return `The provider does not take this sign-in (${word}): register the client ${agentClient} as a public client with the redirect URI “widget’s origin and /”.`
}

function judgeAnswer(names: SetUp['names'], params: URLSearchParams): Finding {
  const error = params.get('error') ?? ''
  if (onlySignIn.includes(error)) return ok('The provider takes the widget’s client, redirect URI and audience.')
  if (error === 'invalid_target' || error === 'invalid_resource')
    return mend(
      `The provider does not know the audience ${names.audience}: define it there as an API or resource, or set ${names.resource} to left-out where it takes none.`,
    )
  if (error === 'invalid_scope')
    return mend(
      `The provider does not give this client the scopes in ${names.scope} (openid, profile and offline_access unless you set it).`,
    )
  if (error === 'unauthorized_client' || error === 'invalid_client')
    return mend(`The provider does not let the client ${names.agentClient} sign agents in by authorization code.`)
  if (/redirect/.test(error)) return mend(notTaken(names, 'redirect URI'))
  const word = /^[a-z_]{1,40}$/.test(error) ? error : 'an unknown answer'
  return mend(`The provider refuses this sign-in (${word}): look at the client ${names.agentClient} there.`)
}

function addressOf({ agents, signIn, endpoint }: Asked, redirectUri: string): string {
  const url = new URL(endpoint)
  const params = {
    response_type: 'code',
    client_id: agents.clientId,
    redirect_uri: redirectUri,
    scope: signIn.scope,
    ...(signIn.resource === 'sent' ? { resource: agents.audience } : {}),
    state: random(),
    nonce: random(),
    code_challenge: createHash('sha256').update(random()).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'none',
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}

function random(): string {
  return randomBytes(32).toString('base64url')
}
