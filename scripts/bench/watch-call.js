/**
 * Runs in the widget's page before anything of it, for accept-to-candidates.ts.
 *
 * A call begins when the conduit's `agent::update` first shows it connected: what the softphone does before that, from
 * the click on, is Amazon's time and not ours. It ends in the first task after the frame that holds the candidates.
 * The search is remembered with its token, so that the same one can be asked again, bare. Long tasks are those of the page's
 * main thread over 50 ms that touch this time; Chromium tells of them late, so they are asked for apart.
 */
{
  let search = null
  let connectedAt = null
  let searchedAt = null
  let painted = null
  let tellPainted = null
  let longTasks = []
  const seen = new Set()

  new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: 'longtask' })

  window.addEventListener('message', ({ data }) => {
    if (data?.event !== 'agent::update') return
    const fresh = data.data.snapshot.contacts.find(
      ({ contactId, state }) => state.type === 'connected' && !seen.has(contactId),
    )
    if (fresh === undefined) return
    seen.add(fresh.contactId)
    connectedAt = performance.now()
  })

  const ask = window.fetch
  window.fetch = (input, init) => {
    if (typeof input === 'string' && input.endsWith('/Patient/_search')) {
      search = { input, init: { ...init, signal: undefined } }
      searchedAt ??= performance.now()
    }
    return ask(input, init)
  }

  new MutationObserver(() => {
    if (connectedAt === null || painted !== null || document.querySelector('#panel .candidate') === null) return
    const inDocumentAt = performance.now()
    painted = { inDocumentAt, at: null }
    window.afterPaint((at) => {
      painted.at = at
      tellPainted?.()
    })
  }).observe(document, { childList: true, subtree: true })

  window.watchedCall = {
    begin() {
      connectedAt = searchedAt = painted = search = tellPainted = null
      longTasks = []
    },
    /**
     * Resolves once the rows are painted, with milliseconds since the call was connected: the search sent, the rows in the
     * document, the rows painted. To be asked for before the call is accepted, once: whoever asks again and again meanwhile
     * takes the time of the page, and of the process that plays all the others.
     */
    async outcome() {
      await new Promise((resolve) => (tellPainted = resolve))
      return {
        sent: searchedAt - connectedAt,
        inDocument: painted.inDocumentAt - connectedAt,
        painted: painted.at - connectedAt,
      }
    },
    /** The milliseconds of each long task between the connected call and the painted rows. */
    longTasks() {
      const touching = longTasks.filter(
        ({ startTime, duration }) => startTime < painted.at && startTime + duration > connectedAt,
      )
      return touching.map(({ duration }) => duration)
    },
    /** Asks the same search again with the same token; milliseconds until its answer is read. */
    async askBare() {
      const begun = performance.now()
      const answer = await ask(search.input, search.init)
      await answer.json()
      if (answer.status !== 200) throw new Error(`a bare search was answered ${answer.status}`)
      return performance.now() - begun
    },
  }
}
