/**
 * Runs in the widget's page before anything of it, for last-digit.ts: milliseconds from a digit's key to the first task after
 * the frame in which a row is marked as agreeing.
 */
{
  let pressedAt = null
  let marked = null

  document.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (/^\d$/.test(key)) pressedAt = timeStamp
    },
    true,
  )

  new MutationObserver(() => {
    if (pressedAt === null || marked !== null || document.querySelector('#panel .candidate.agrees') === null) return
    marked = { took: null }
    const since = pressedAt
    window.afterPaint((at) => (marked.took = at - since))
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] })

  window.watchedDigit = {
    begin() {
      pressedAt = marked = null
    },
    outcome: () => marked?.took ?? null,
  }
}
