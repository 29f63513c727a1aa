import '@cloudscape-design/global-styles/index.css'
import './panel.css'
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AgentLanguage } from './agent-language.tsx'
import { FaultBoundary } from './fault-boundary.tsx'
import { Panel } from './panel.tsx'
import { type PanelParts, PanelPartsContext } from './panel-parts.ts'
import { createPanelQueries } from './panel-queries.ts'

/**
 * Shows the panel in an element, for as long as the page lives.
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
          <AgentLanguage locale={parts.site.locale}>
            <FaultBoundary>
              <Panel />
            </FaultBoundary>
          </AgentLanguage>
        </PanelPartsContext>
      </QueryClientProvider>
    </StrictMode>,
  )
  return () => root.unmount()
}

function followColourScheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light)
  dark.addEventListener('change', follow)
  follow()
}
