/**
 * Runs in every document of a measured tab before anything of it, for first-paint.ts. A start begins when the tab first sets
 * off for the widget: it goes on to the identity provider and comes back, so the beginning is kept for the tab. Times are
 * milliseconds since 1970, because the softphone's frame has a clock of its own.
 */
if (window === window.top) {
  const key = 'bench.begun-at'
  const begunAt = Number(sessionStorage.getItem(key) ?? performance.timeOrigin)
  sessionStorage.setItem(key, String(begunAt))

  const longTasks = []
  let ccpFrameAt = null
  let panel = null

  new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: 'longtask' })
  new MutationObserver(() => {
    if (ccpFrameAt === null && document.querySelector('#ccp iframe') !== null) {
      ccpFrameAt = performance.timeOrigin + performance.now()
    }
    if (panel !== null || document.querySelector('#panel .panel') === null) return
    panel = { at: null }
    window.afterPaint((at) => (panel.at = performance.timeOrigin + at))
  }).observe(document, { childList: true, subtree: true })

  window.watchedStart = {
    /** The softphone's frame in the document and the panel painted, and the long tasks until the later of the two. */
    outcome() {
      if (ccpFrameAt === null || panel === null || panel.at === null) return null
      const until = Math.max(ccpFrameAt, panel.at) - performance.timeOrigin
      const durations = longTasks.filter(({ startTime }) => startTime < until).map(({ duration }) => duration)
      return { begunAt, ccpFrameAt, panelAt: panel.at, longTasks: durations }
    },
  }
}
