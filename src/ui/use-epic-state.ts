import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isIntegrationError } from '../domain/errors.ts'

/** How Epic stood in the last search of this page: nothing is asked for its own sake. */
export type EpicState = 'not-asked' | 'answering' | 'failing'

/** Follows the searches of the page and tells how Epic stood in the last one that ended. */
export function useEpicState(): EpicState {
  const queries = useQueryClient()
  const [state, setState] = useState<EpicState>('not-asked')
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ type, query }) => {
        if (type !== 'updated' || query.meta?.['isQuiet'] === true) return
        if (query.state.status === 'success') setState('answering')
        if (query.state.status === 'error' && isAboutEpic(query.state.error)) setState('failing')
      }),
    [queries],
  )
  return state
}

function isAboutEpic(error: unknown): boolean {
  return isIntegrationError(error) && (error.code.startsWith('epic-') || error.code === 'broker-unreachable')
}
