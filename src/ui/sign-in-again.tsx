import { useState } from 'react'
import { type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { usePanelParts } from './panel-parts.ts'

interface Props {
  /** What to do next, once the agent has signed in beside the page. */
  readonly onSignedIn: () => void
}

/**
 * That the agent's sign-in is over, and the way to sign in anew: in a window beside the page, so that the call and what was
 * typed stay; where that cannot be, by leaving the page once the call is over.
 */
export function SignInAgain({ onSignedIn }: Props) {
  const { signIn } = usePanelParts()
  const words = useMessages()
  const [obstacle, setObstacle] = useState<'blocked' | IntegrationErrorCode | null>(null)

  const again = async () => {
    try {
      const outcome = await signIn.again()
      if (outcome === 'signed-in') onSignedIn()
      else setObstacle(outcome === 'blocked' ? 'blocked' : null)
    } catch (error) {
      if (!isIntegrationError(error)) throw error
      setObstacle(error.code)
    }
  }
  const over = words.failures['agent-not-signed-in']
  const beside = signIn.isBeside ? { title: over.title, body: words.signInBeside } : over
  const sentence = obstacle === null ? beside : obstacle === 'blocked' ? words.signInBlocked : words.failures[obstacle]
  const code = obstacle === null || obstacle === 'blocked' ? 'agent-not-signed-in' : obstacle
  return <Notice kind="error" {...sentence} code={code} action={{ label: words.signIn, run: () => void again() }} />
}
