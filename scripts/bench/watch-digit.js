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
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => (marked.took = performance.now() - since), { once: true })
      channel.port1.start()
      channel.port2.postMessage(null)
    })
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] })

  window.watchedDigit = {
    begin() {
      pressedAt = marked = null
    },
    outcome: () => marked?.took ?? null,
  }
}
