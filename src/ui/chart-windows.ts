import type { ChartWindow, ChartWindows } from '../domain/ports.ts'

/** The name under which one window for all charts is found again. */
const sharedName = 'agent-widget-chart'

/**
 * Opens charts in browser windows.
 *
 * A blank window is taken in the agent's press and sent to Epic later: `window.open` with `noopener` gives null even
 * when it works (facts/security.md, Headers). A `new` window is cut off from our page by hand. A window for `reuse`
 * must stay tied to it, or the browser would let nobody send it to the next chart (docs/decisions/0003).
 */
export function browserChartWindows(
  kind: 'new' | 'reuse',
  open: typeof window.open = window.open.bind(window),
): ChartWindows {
  return {
    take() {
      const opened = open('about:blank', kind === 'new' ? '_blank' : sharedName)
      return opened === null ? null : chartWindow(opened, kind)
    },
  }
}

function chartWindow(opened: Window, kind: 'new' | 'reuse'): ChartWindow {
  return {
    show(address) {
      if (kind === 'new') opened.opener = null
      opened.location.replace(address)
    },
    close: () => opened.close(),
  }
}
