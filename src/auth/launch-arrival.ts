/** How the page was reached: with a launch of Epic's, with an answer of its sign-in, or by itself. */
export type LaunchArrival =
  | { readonly kind: 'launch'; readonly issuer: string; readonly launch: string }
  | { readonly kind: 'answer'; readonly state: string; readonly code: string }
  | { readonly kind: 'denied'; readonly state: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' }

/** Parameters by which an address would tell fhirclient whom to trust, or whose chart it is (R37; facts/epic.md 4.3). */
const overrides = ['fhirServiceUrl', 'clientId', 'patientId']

/**
 * Takes a SMART launch, or the answer to one, out of the page's address and its history.
 *
 * To be called before any request and before fhirclient is loaded, which reads the address by itself (R31, R37). An
 * address with fhirclient's overrides, or that says a thing twice, is `refused`; nothing of it is used.
 *
 * @see SMART App Launch 2.2, §2.1 (`/launch?iss=…&launch=…`, `/callback?code=…&state=…`)
 */
export function takeLaunchArrival(): LaunchArrival {
  const { pathname, searchParams } = new URL(window.location.href)
  const isLaunchPath = pathname === '/launch' || pathname === '/callback'
  const isOverridden = overrides.some((name) => searchParams.has(name))
  if (!isLaunchPath && !isOverridden) return { kind: 'none' }

  window.history.replaceState(null, '', '/')
  return readArrival(pathname, searchParams, isOverridden)
}

function readArrival(pathname: string, params: URLSearchParams, isOverridden: boolean): LaunchArrival {
  const names = [...params.keys()]
  if (isOverridden || new Set(names).size < names.length) return { kind: 'refused' }

  const [issuer, launch] = [params.get('iss'), params.get('launch')]
  if (pathname === '/launch') {
    if (issuer === null && launch === null) return { kind: 'none' }
    return issuer === null || launch === null ? { kind: 'refused' } : { kind: 'launch', issuer, launch }
  }

  const [state, code] = [params.get('state'), params.get('code')]
  if (state === null) return { kind: 'none' }
  return code === null ? { kind: 'denied', state } : { kind: 'answer', state, code }
}
