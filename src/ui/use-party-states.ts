import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'

/** How a party stood in the last search of this page: nothing is asked for its own sake. */
export type PartyState = 'not-asked' | 'answering' | 'failing'

export interface PartyStates {
  readonly broker: PartyState
  readonly epic: PartyState
}

/**
 * Follows the searches of the page and tells how the broker and Epic stood in the last one that ended. Behind a broker
 * that does not answer nobody knows how Epic stands, so it stays as it was; where there is no broker, only Epic counts.
 */
export function usePartyStates(): PartyStates {
  const queries = useQueryClient()
  const [states, setStates] = useState<PartyStates>({ broker: 'not-asked', epic: 'not-asked' })
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ type, query }) => {
        if (type !== 'updated' || query.meta?.['isQuiet'] === true) return
        const { status, error } = query.state
        if (status === 'success') setStates({ broker: 'answering', epic: 'answering' })
        if (status === 'error' && isIntegrationError(error)) setStates((before) => after(before, error.code))
      }),
    [queries],
  )
  return states
}

function after(before: PartyStates, code: IntegrationErrorCode): PartyStates {
  // What Epic keeps to people who sign in there is an answer like another.
  if (code === 'epic-restricted') return { broker: 'answering', epic: 'answering' }
  if (code.startsWith('epic-')) return { broker: 'answering', epic: 'failing' }
  return code === 'broker-unreachable' ? { ...before, broker: 'failing' } : before
}
