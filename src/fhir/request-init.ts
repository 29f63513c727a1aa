/** How one question is written for the wire. */
interface Asked {
  readonly body: { readonly mediaType: string; readonly text: string } | null
  readonly redirect: 'error' | 'manual'
}

/**
 * What `fetch` is given for a question: a GET, or with a body a POST. No header but the four that Epic's CORS is known to allow
 * (facts/epic.md 2.8). Nobody keeps the answer: a GET's is kept out of the cache by `no-store`, and a POST's has no place there.
 * A POST must not say so, for then Chromium asks for its preflight anew every time, whatever `Access-Control-Max-Age` says.
 *
 * @see RFC 9110 §9.3.3 (what of a POST may be kept); docs/decisions/0024
 */
export function requestInit({ body, redirect }: Asked, token: string, signal: AbortSignal): RequestInit {
  const headers = { Accept: 'application/fhir+json', Authorization: `Bearer ${token}` }
  const manners = {
    redirect,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  } as const
  if (body === null) return { ...manners, ...unkept, method: 'GET', headers }
  return {
    ...manners,
    method: 'POST',
    headers: { ...headers, 'Content-Type': body.mediaType },
    body: body.text,
  }
}

const unkept = { cache: 'no-store' } as const
