import '@cloudscape-design/global-styles/index.css'
import './colours.css'
import './panel.css'
import './candidates.css'
import './controls.css'
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { createRoot } from 'react-dom/client'
import { afterEachLeave } from './after-each-leave.ts'
import type { PanelParts } from './panel-parts.ts'
import { createPanelQueries } from './panel-queries.ts'
import { PanelRoot } from './panel-root.tsx'

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
  const draw = () => root.render(<PanelRoot parts={parts} queries={queries} />)
  draw()
  const stop = afterEachLeave(parts.store, element, draw)
  return () => {
    stop()
    root.unmount()
  }
}

function followColourScheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light)
  dark.addEventListener('change', follow)
  follow()
}
