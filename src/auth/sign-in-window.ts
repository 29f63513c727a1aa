/** A sign-in in a window of its own, while the page stays, and the softphone and the call in it. */
const channelName = 'agent-widget.sign-in'
/** Before the random half of a state, so that the page knows what it was opened for when the provider sends it back. */
const mark = 'beside.'

/** What the last sign-in waits by: another one takes its place. */
let waiting: BroadcastChannel | null = null

/** A window that was taken for a sign-in while the agent's press still counted. */
export interface SignInWindow {
  /**
   * Goes to the provider and answers with the address at which it came back: an address of our own, with a code that
   * is worth nothing without the verifier, which stays here. It comes by a channel of our origin, because providers cut a
   * window off from who opened it. Never, where the agent closes the window.
   */
  goTo(url: string): Promise<URL>
  close(): void
}

/** The half of a state that a sign-in beside the page is known by. */
export function besideState(random: string): string {
  return `${mark}${random}`
}

/** Whether this page is a window that was opened to sign in, come back from the provider (`state` is `id;half`). */
export function isOfSignInWindow(answer: URL): boolean {
  return answer.searchParams.get('state')?.split(';')[1]?.startsWith(mark) === true
}

/** Not in a frame: its storage and channels are apart from those of a window of ours, so nothing would come back. */
export function canSignInBeside(): boolean {
  return window.self === window.top
}

/** A blank window, or null where the browser refuses one. To be called from a press alone (R43). */
export function takeSignInWindow(): SignInWindow | null {
  const opened = window.open('about:blank', 'agent-widget-sign-in', 'popup,width=480,height=680')
  if (opened === null) return null
  return {
    goTo(url) {
      const asked = new URL(url).searchParams.get('state')
      waiting?.close()
      const channel = new BroadcastChannel(channelName)
      waiting = channel
      opened.location.replace(url)
      return new Promise((resolve) => {
        channel.addEventListener('message', ({ data }) => {
          const address = typeof data === 'string' && URL.canParse(data) ? new URL(data) : null
          if (address === null || asked === null || address.searchParams.get('state') !== asked) return
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has its own origin only
          channel.postMessage({ taken: asked })
          channel.close()
          resolve(address)
        })
      })
    },
    close: () => opened.close(),
  }
}

/** In such a window: hands the answer to the page that waits for it, and closes once it was taken. */
export function handBack(answer: URL): void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const isOurs = typeof data === 'object' && data !== null && 'taken' in data
    if (isOurs && data.taken === answer.searchParams.get('state')) window.close()
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has its own origin only
  channel.postMessage(answer.href)
}
