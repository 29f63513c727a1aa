/** Runs in a measured page before anything else: calls `done` with the time in the first task after the next frame. */
window.afterPaint = (done) => {
  requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.addEventListener('message', () => done(performance.now()), { once: true })
    channel.port1.start()
    channel.port2.postMessage(null)
  })
}
