import { IntegrationError } from '../domain/errors.ts'
import { questionMs } from '../domain/patience.ts'
import { abortable } from './abortable.ts'
import { singleFlight } from './single-flight.ts'

/**
 * Epic's system token from the laboratory's token door, for the direct mode; in memory, asked anew before it ends. Has the shape
 * that `fhir/fhir-client` asks for. Failures are `broker-unreachable`.
 *
 * @param tokenUrl On this very machine: `http://127.0.0.1:4410/token`.
 */
export function createLaboratoryToken(tokenUrl: string, now: () => number = Date.now) {
  let held: { readonly access: string; readonly endsAt: number } | null = null

  const ask = singleFlight(async () => {
    const stale = held === null ? {} : { stale: held.access }
    const { access_token, expires_in } = await post(tokenUrl, stale)
    if (typeof access_token !== 'string' || typeof expires_in !== 'number') {
      throw new IntegrationError('broker-unreachable')
    }
    held = { access: access_token, endsAt: now() + expires_in * 1_000 }
    return access_token
  })

  const heldNow = (): string | null => {
    if (held !== null && held.endsAt <= now()) held = null
    return held?.access ?? null
  }

  return {
    held: heldNow,
    async current(signal?: AbortSignal): Promise<string> {
      return heldNow() ?? (await abortable(ask(), signal))
    },
    async renew(stale: string, signal?: AbortSignal): Promise<string> {
      return held !== null && held.access !== stale ? held.access : await abortable(ask(), signal)
    },
  }
}

async function post(url: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(questionMs),
    })
    if (response.ok) return { ...((await response.json()) as Record<string, unknown> | null) }
  } catch {
    // Said below: whatever failed there, it is no token.
  }
  throw new IntegrationError('broker-unreachable')
}
