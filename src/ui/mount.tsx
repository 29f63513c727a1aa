import '@cloudscape-design/global-styles/index.css'
import './panel.css'
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { candidatesQuery, contactKey } from './candidates-query.ts'
import { FaultBoundary } from './fault-boundary.tsx'
import { Panel } from './panel.tsx'
import { type PanelParts, PanelPartsContext } from './panel-parts.ts'

/**
 * Shows the panel in an element, for as long as the page lives.
 *
 * Searches begin in the store's own event, one render earlier than an effect would start them; what was kept for a
 * contact is cancelled and removed in the event in which it leaves (R45).
 *
 * @returns A function that takes the panel away.
 */
export function mountPanel(element: HTMLElement, parts: PanelParts): () => void {
  const queries = createPanelQueries(parts)
  followColourScheme()
  applyDensity(Density.Compact)
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PanelPartsContext value={parts}>
          <FaultBoundary>
            <Panel />
          </FaultBoundary>
        </PanelPartsContext>
      </QueryClientProvider>
    </StrictMode>,
  )
  return () => root.unmount()
}

/** The answers of Epic, kept while somebody looks at them, tied to the life of the contacts. */
export function createPanelQueries(parts: PanelParts): QueryClient {
  const queries = new QueryClient({
    defaultOptions: { queries: { refetchOnWindowFocus: false, refetchOnReconnect: false } },
  })
  parts.store.subscribe(() => {
    for (const { contact, question } of parts.store.getSnapshot().current.values()) {
      if (question === null) continue
      const query = candidatesQuery(parts, contact, question)
      if (queries.getQueryState(query.queryKey) === undefined) void queries.prefetchQuery(query)
    }
  })
  parts.store.onLeave((contactId) => {
    void queries.cancelQueries({ queryKey: contactKey(contactId) })
    queries.removeQueries({ queryKey: contactKey(contactId) })
  })
  return queries
}

function followColourScheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light)
  dark.addEventListener('change', follow)
  follow()
}
