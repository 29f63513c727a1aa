/** What Streams has at run time and its types leave out (2.21, `reauthenticateAfterLogout`). */
interface LogIn {
  readonly loginWindow?: Window | null
  reauthenticateAfterLogout(): void
}

/** Streams opens the window within a lock of the browser, which it has at once unless its own try holds it for a second more. */
const openingMs = 1_000

/**
 * Opens the CCP's log-in window, or brings the open one to the front; calls `onBlocked` where none is open a second later.
 *
 * Streams opens it by itself, after a log-out and outside any press: browsers block it there, and agents close it. Its own
 * function also goes on reloading the CCP until the agent is signed in, opens no second window, and says nothing of one that
 * the browser blocked.
 *
 * @see amazon-connect-streams, Documentation.md, `connect.core.reauthenticateAfterLogout()`
 */
export function openLogIn(onBlocked: () => void): void {
  const core = connect.core as unknown as LogIn
  if (hasOpened(core)) return core.loginWindow.focus()
  core.reauthenticateAfterLogout()
  setTimeout(() => {
    if (!hasOpened(core)) onBlocked()
  }, openingMs)
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
