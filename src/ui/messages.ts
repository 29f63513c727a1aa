import { createContext, use } from 'react'
import { en, type Messages } from './messages-en.ts'
import { es } from './messages-es.ts'

/** The table of sentences in the agent's language. */
export const MessagesContext = createContext<Messages>(en)

/** The sentences to show. */
export function useMessages(): Messages {
  return use(MessagesContext)
}

/**
 * The sentences for an agent's locale: Spanish for `es` and all that begins so, else English. Dates and times within
 * them follow that locale; where it is of a third language, they are in English as its region writes it.
 */
export function messagesFor(agentLocale: string): Messages {
  const { language, region } = new Intl.Locale(agentLocale)
  const table = language === 'es' ? es : en
  if (table.locale.startsWith(`${language}-`)) return { ...table, locale: agentLocale }
  return { ...table, locale: region === undefined ? table.locale : `en-${region}` }
}
