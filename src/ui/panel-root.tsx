import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { AgentLanguage } from './agent-language.tsx'
import { FaultBoundary } from './fault-boundary.tsx'
import { PanelFrame } from './panel-frame.tsx'
import { Panel } from './panel.tsx'
import { type PanelParts, PanelPartsContext } from './panel-parts.ts'

interface Props {
  readonly parts: PanelParts
  readonly queries: QueryClient
}

/** The panel with all that its components look for above them. */
export function PanelRoot({ parts, queries }: Props) {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PanelPartsContext value={parts}>
          <AgentLanguage>
            <PanelFrame>
              <FaultBoundary>
                <Panel />
              </FaultBoundary>
            </PanelFrame>
          </AgentLanguage>
        </PanelPartsContext>
      </QueryClientProvider>
    </StrictMode>
  )
}
