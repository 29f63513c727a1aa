import { type ReactNode, useEffect, useMemo } from 'react'
import { MessagesContext, messagesFor } from './messages.ts'

/** Has everything below say its sentences in the language of the site's locale, and tells screen readers which it is. */
export function AgentLanguage({ locale, children }: { readonly locale: string; readonly children: ReactNode }) {
  const words = useMemo(() => messagesFor(locale), [locale])
  useEffect(() => {
    document.documentElement.lang = words.locale
  }, [words])
  return <MessagesContext value={words}>{children}</MessagesContext>
}
