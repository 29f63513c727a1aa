import { createContext, use } from 'react'
import { en, type Messages } from './messages-en.ts'

/** The table of sentences in the agent's language. */
export const MessagesContext = createContext<Messages>(en)

/** The sentences to show. */
export function useMessages(): Messages {
  return use(MessagesContext)
}
