/**
 * Takes the identity provider's answer out of the page's address and its history, or null where there is none.
 *
 * To be called before any request, the one for the settings too: the code in the address must not be seen by anything
 * that is loaded (R31; RFC 9700 §4.2.4). What was taken goes to `createSignIn`.
 */
export function takeSignInAnswer(): URL | null {
  const address = new URL(window.location.href)
  if (!address.searchParams.has('code') && !address.searchParams.has('error')) return null

  window.history.replaceState(null, '', address.pathname)
  return address
}
