import { IntegrationError } from '../domain/errors.ts'

/** Where a FHIR server hands out tokens, asked once and remembered. */
export interface Discovery {
  /** The token endpoint, as an absolute URL. Throws `epic-unreachable`, `epic-invalid-answer` or `epic-set-up`. */
  tokenUrl(): Promise<string>
}

export interface DiscoveryOptions {
  /** The FHIR base, with or without a closing slash. */
  readonly fhirBaseUrl: string
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly timeoutMs?: number
}

/** Epic asks that discovery documents are kept and not fetched at every log-in (facts/epic.md 2.9). */
const keptForMs = 24 * 60 * 60_000

/**
 * Reads `token_endpoint` from the SMART configuration of a FHIR server and keeps it for a day.
 *
 * A failure is not kept: the next question asks again. The endpoint must stand on the origin of the FHIR base,
 * because a signed assertion goes there: a site where it does not sets `EPIC_TOKEN_URL` (R27).
 *
 * @see SMART App Launch 2.2, §8 Conformance, `/.well-known/smart-configuration`
 */
export function createDiscovery(options: DiscoveryOptions): Discovery {
  const now = options.now ?? Date.now
  let kept: { readonly tokenUrl: string; readonly until: number } | null = null
  let asking: Promise<string> | null = null

  const ask = async () => {
    const tokenUrl = await askTokenUrl(options)
    kept = { tokenUrl, until: now() + keptForMs }
    return tokenUrl
  }

  return {
    tokenUrl() {
      if (kept !== null && now() < kept.until) return Promise.resolve(kept.tokenUrl)
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
  }
}

/** Where a FHIR server says how it is signed in to, by its base, with or without a closing slash (SMART App Launch 2.2, §8). */
export function configurationUrl(fhirBaseUrl: string): string {
  return `${fhirBaseUrl.replace(/\/+$/, '')}/.well-known/smart-configuration`
}

async function askTokenUrl({ fhirBaseUrl, fetch: ask = fetch, timeoutMs = 4_000 }: DiscoveryOptions): Promise<string> {
  const answer = await ask(configurationUrl(fhirBaseUrl), {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new IntegrationError('epic-unreachable', { cause })
  })
  if (answer.status >= 500) throw new IntegrationError('epic-unreachable')
  if (!answer.ok) throw new IntegrationError('epic-set-up')

  const document: unknown = await answer.json().catch((cause: unknown) => {
    throw new IntegrationError('epic-invalid-answer', { cause })
  })
  return readTokenEndpoint(document, fhirBaseUrl)
}

function readTokenEndpoint(document: unknown, fhirBaseUrl: string): string {
  const isObject = typeof document === 'object' && document !== null
  const endpoint = isObject && 'token_endpoint' in document ? document.token_endpoint : null
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) throw new IntegrationError('epic-invalid-answer')
  if (new URL(endpoint).origin !== new URL(fhirBaseUrl).origin) throw new IntegrationError('epic-set-up')
  return endpoint
}
