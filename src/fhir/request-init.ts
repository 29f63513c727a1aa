/** How one question is written for the wire. */
interface Asked {
  readonly body: { readonly mediaType: string; readonly text: string } | null
  readonly redirect: 'error' | 'manual'
}

/**
 * What `fetch` is given for a question: a GET, or with a body a POST. No header but the four that Epic's CORS is known to allow
 * (facts/epic.md 2.8); nobody keeps the answer.
 */
export function requestInit({ body, redirect }: Asked, token: string, signal: AbortSignal): RequestInit {
  const headers = { Accept: 'application/fhir+json', Authorization: `Bearer ${token}` }
  const manners = {
    redirect,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
  } as const
  if (body === null) return { ...manners, method: 'GET', headers }
  return {
    ...manners,
    method: 'POST',
    headers: { ...headers, 'Content-Type': body.mediaType },
    body: body.text,
  }
}
