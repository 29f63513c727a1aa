import { type ReactNode, useEffect, useMemo } from 'react'
import { MessagesContext, messagesFor } from './messages.ts'
import { useAgentLocale } from './use-agent-locale.ts'

/** Has everything below say its sentences in the agent's language, and tells screen readers which it is. */
export function AgentLanguage({ children }: { readonly children: ReactNode }) {
  const locale = useAgentLocale()
  const words = useMemo(() => messagesFor(locale), [locale])
  useEffect(() => {
    document.documentElement.lang = words.locale
  }, [words])
  return <MessagesContext value={words}>{children}</MessagesContext>
}
