import { createSignIn, type SignIn } from '../auth/sign-in.ts'
import { canSignInBeside } from '../auth/sign-in-window.ts'
import type { SignedInAgent } from '../auth/signed-in-agent.ts'
import type { CallScopedConfig } from '../config.ts'
import type { ContactId } from '../domain/contact.ts'
import { isIntegrationError } from '../domain/errors.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import type { StartWords } from '../start-words.ts'
import { askingThroughBroker } from './through-broker.ts'
import { type Entrance, isObstacle, type Obstacle } from './way.ts'

/**
 * The way of the call-scoped mode: sign-in at the hospital's identity provider, searches through the broker's facade with the token
 * of the contact that is searched for.
 */
export async function callScopedWay(
  config: CallScopedConfig,
  policy: SitePolicy,
  answer: URL | null,
  words: StartWords,
): Promise<Entrance> {
  const signIn = createSignIn({ ...config.signIn, answer, redirectUri: `${window.location.origin}/` })
  const agent = await signedInAgent(signIn, words)
  if (agent === 'redirecting') return 'leaving'
  if (isObstacle(agent)) return agent

  let tellConfirmedEarlier: ((contactId: ContactId) => void) | null = null
  let tellConnectAnswered: ((contactId: ContactId) => void) | null = null
  const asking = askingThroughBroker(
    {
      url: config.broker.url,
      agentToken: (signal, stale) => signIn.accessToken(signal, stale),
      onConfirmedEarlier: (contactId) => tellConfirmedEarlier?.(contactId),
      onConnectAnswered: (contactId) => tellConnectAnswered?.(contactId),
    },
    policy,
  )
  const isBeside = canSignInBeside()
  return {
    ...asking,
    agent,
    signIn: {
      isBeside,
      again: () => (isBeside ? signIn.beside() : signIn.redirect()),
      out: () => signIn.signOut(),
      lock: () => signIn.lock(),
      onSignedOut: (listener) => signIn.onSignedOut(listener),
    },
    onConfirmedEarlier: (listener) => void (tellConfirmedEarlier = listener),
    onConnectAnswered: (listener) => void (tellConnectAnswered = listener),
  }
}

async function signedInAgent(signIn: SignIn, words: StartWords): Promise<SignedInAgent | Obstacle | 'redirecting'> {
  try {
    return await signIn.start()
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    if (error.code === 'identity-provider-unreachable') {
      return {
        title: words.signInUnreachable,
        body: words.tryAgainSoon,
        action: { label: words.tryAgain, run: reload },
      }
    }
    const again = { label: words.signIn, run: () => void signIn.redirect().catch(reload) }
    return { title: words.notSignedIn, body: words.signInToTakeCalls, action: again }
  }
}

function reload(): void {
  window.location.reload()
}
