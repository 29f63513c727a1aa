import { type ReactNode, useRef } from 'react'
import { LiveRegion } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { useKeptFocus } from './use-kept-focus.ts'

/** What stands around the panel whatever is in it, a fault of ours too: its name, its one voice, and the focus in it. */
export function PanelFrame({ children }: { readonly children: ReactNode }) {
  const words = useMessages()
  const frame = useRef<HTMLDivElement>(null)
  useKeptFocus(frame)
  return (
    <div className="panel" ref={frame}>
      <LiveRegion>
        <header className="only-read-aloud">
          <h1>{words.panel}</h1>
        </header>
        {children}
      </LiveRegion>
    </div>
  )
}
