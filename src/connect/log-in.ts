/** What Streams has at run time and its types leave out (2.21, `reauthenticateAfterLogout`). */
interface LogIn {
  readonly loginWindow?: Window | null
  /** When it reloads the CCP next; null where it does not. */
  iframeRefreshTimeout?: number | null
  reauthenticateAfterLogout(): void
}

/** Streams opens the window within a lock of the browser, which it has at once unless its own try holds it for a second more. */
const openingMs = 1_000

/**
 * Opens the CCP's log-in window, or brings the open one to the front; calls `onBlocked` where none is open a second later.
 *
 * Streams opens it by itself, after a log-out and outside any press: browsers block it there, and agents close it. Its own
 * function also goes on reloading the CCP until the agent is signed in, ten times, opens no second window, and says nothing of
 * one that the browser blocked.
 *
 * @see amazon-connect-streams, Documentation.md, `connect.core.reauthenticateAfterLogout()`
 */
export function openLogIn(onBlocked: () => void): void {
  const core = connect.core as unknown as LogIn
  const isOpen = hasOpened(core)
  if (isOpen) core.loginWindow.focus()
  if (isOpen && core.iframeRefreshTimeout !== null) return
  core.reauthenticateAfterLogout()
  setTimeout(() => {
    if (!hasOpened(core)) onBlocked()
  }, openingMs)
}

/**
 * To be called when Streams gave up on reloading the CCP: the next `openLogIn` has it begin anew. By itself it keeps its last
 * timer and never does, so whoever logged in after two minutes would wait for ever.
 */
export function letLogInLoad(): void {
  const core = connect.core as unknown as LogIn
  core.iframeRefreshTimeout = null
}

function hasOpened(core: LogIn): core is LogIn & { readonly loginWindow: Window } {
  return core.loginWindow?.closed === false
}

/**
 * Loads the CCP's page anew within its iframe. The element stays, so Streams goes on hearing it: only a new element, or
 * one that is moved, leaves it deaf (facts/ccp-streams.md 1.2 and 5).
 */
export function reloadCcp(container: HTMLElement, ccpUrl: string): void {
  const iframe = container.querySelector('iframe')
  if (iframe !== null) iframe.src = ccpUrl
}
