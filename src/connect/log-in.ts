/** What Streams has at run time and its types leave out (2.21, `reauthenticateAfterLogout`). */
interface LogIn {
  readonly loginWindow?: Window | null
  reauthenticateAfterLogout(): void
}

/**
 * Opens the CCP's log-in window, or brings the open one to the front.
 *
 * Streams opens it by itself, after a log-out and outside any press: browsers block it there, and agents close it. Its own
 * function also goes on reloading the CCP until the agent is signed in, and opens no second window.
 *
 * @see amazon-connect-streams, Documentation.md, `connect.core.reauthenticateAfterLogout()`
 */
export function openLogIn(): void {
  const core = connect.core as unknown as LogIn
  const opened = core.loginWindow ?? null
  if (opened !== null && !opened.closed) opened.focus()
  else core.reauthenticateAfterLogout()
}

/**
 * Loads the CCP's page anew within its iframe. The element stays, so Streams goes on hearing it: only a new element, or
 * one that is moved, leaves it deaf (facts/ccp-streams.md 1.2 and 5).
 */
export function reloadCcp(container: HTMLElement, ccpUrl: string): void {
  const iframe = container.querySelector('iframe')
  if (iframe !== null) iframe.src = ccpUrl
}
