import {
  IntegrationError,
  type IntegrationErrorCode,
  isIntegrationError,
  isIntegrationErrorCode,
} from '../domain/errors.ts'
import { questionMs } from '../domain/patience.ts'
import { abortable, pause } from './abortable.ts'

export interface BrokerRequest {
  /** Path below the broker's URL: `token`. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** A bearer token; asked again, with the one that was refused, after a 401. */
  readonly bearer: (signal: AbortSignal, stale?: string) => Promise<string>
  /** Any one of these ends the request. */
  readonly signals: readonly (AbortSignal | undefined)[]
}

export interface BrokerWire {
  readonly url: string
  readonly fetch: typeof fetch
  readonly now: () => number
}

const mostRetries = 2
const betweenTries = 400

/** What a try came to: an answer, or a refusal that may be worth another try. */
type Outcome = { readonly response: Response } | { readonly refusal: IntegrationError; readonly status: number }

/**
 * Posts JSON to the broker and returns its answer, which was a 2xx. Nothing is sent once a signal is aborted.
 *
 * A contact that is not yet the agent's (409) is asked for again until 8 s are over; a busy broker (429, 503) at most
 * twice more, each after the time it named; a refused bearer token (401) once, with a new one.
 *
 * @throws IntegrationError with the code in the broker's problem document (RFC 9457); `broker-unreachable` when
 *   nothing answers, or something that is no broker; `broker-refused` for a code of a later version.
 */
export async function askBroker(wire: BrokerWire, request: BrokerRequest): Promise<Response> {
  const { signal, end } = limited(request.signals)
  try {
    return await tryUntilOver(wire, request, signal, wire.now() + questionMs)
  } finally {
    end()
  }
}

async function tryUntilOver(wire: BrokerWire, request: BrokerRequest, signal: AbortSignal, deadline: number) {
  let bearer = await request.bearer(signal)
  let isBearerNew = false
  let retries = 0
  let last: IntegrationError | null = null

  for (;;) {
    const outcome: Outcome = await tryOnce(wire, request, bearer, signal).catch((error: unknown) => {
      // The time ended while it was asked once more: what it said before says more than that.
      throw isOver(signal) ? (last ?? error) : error
    })
    if ('response' in outcome) return outcome.response

    const { refusal, status } = outcome
    last = refusal
    if (status === 401 && !isBearerNew) {
      isBearerNew = true
      bearer = await request.bearer(signal, bearer)
      last = null
      continue
    }
    const isLater =
      refusal.code === 'contact-not-yet-yours' || ((status === 429 || status === 503) && retries < mostRetries)
    const wait = (refusal.retryAfterMs ?? betweenTries * 2 ** Math.min(retries, 2)) * (1 + Math.random() / 10)
    if (!isLater || wire.now() + wait >= deadline) throw refusal

    retries += 1
    await pause(wait, signal)
  }
}

/** Whether the request's own time ended it, and not who asked. */
function isOver(signal: AbortSignal): boolean {
  return isIntegrationError(signal.reason) && signal.reason.code === 'broker-unreachable'
}

async function tryOnce(
  wire: BrokerWire,
  request: BrokerRequest,
  bearer: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await send(wire, request, bearer, signal)
  if (response.ok) return { response }

  const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'), wire.now())
  const code = await readCode(response, signal)
  return { refusal: new IntegrationError(code, { retryAfterMs }), status: response.status }
}

async function send(wire: BrokerWire, request: BrokerRequest, bearer: string, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted()
  const call = wire.fetch(`${wire.url.replace(/\/$/, '')}/${request.path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(request.body),
    signal,
    // A token goes to the broker and nowhere it may point to (R27).
    redirect: 'error',
    credentials: 'omit',
    // No `cache: 'no-store'`: no cache keeps what a POST answers, and Chromium would ask for every preflight anew.
    referrerPolicy: 'no-referrer',
  })
  try {
    return await abortable(call, signal)
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new IntegrationError('broker-unreachable', { cause })
  }
}

async function readCode(response: Response, signal: AbortSignal): Promise<IntegrationErrorCode> {
  const problem: unknown = await abortable(response.json(), signal).catch(() => null)
  signal.throwIfAborted()

  const code: unknown = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null
  if (isIntegrationErrorCode(code)) return code
  return code === null ? codeOfGateway(response.status) : 'broker-refused'
}

/**
 * What an answer without a code of ours means: not the broker said it, but what stands in front of it.
 *
 * A gateway of AWS refuses in its own words: its JWT authorizer by 401 `{"message":"Unauthorized"}`, its throttle by
 * 429, a function that failed by 500, one that is out of time or of instances by 503.
 *
 * @see API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers"; "Throttle requests to your HTTP APIs"
 */
function codeOfGateway(status: number): IntegrationErrorCode {
  if (status === 401) return 'agent-not-signed-in'
  if (status === 429) return 'broker-busy'
  return status >= 500 ? 'broker-unreachable' : 'broker-refused'
}

/** Reads `Retry-After`, seconds or a date (RFC 9110 §10.2.3), into milliseconds from now; null where it says nothing. */
function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000

  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** A signal that ends with the first of `outers`, or with a broker that lets us wait. */
function limited(outers: BrokerRequest['signals']): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const follow = () => controller.abort(outers.find((outer) => outer?.aborted)?.reason)
  for (const outer of outers) outer?.addEventListener('abort', follow, { once: true })
  if (outers.some((outer) => outer?.aborted)) follow()
  const timer = setTimeout(() => controller.abort(new IntegrationError('broker-unreachable')), questionMs)
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      for (const outer of outers) outer?.removeEventListener('abort', follow)
    },
  }
}

/** The body of an answer that must be JSON, or a refusal: a proxy's page is no answer (R66). */
export async function readBrokerJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  try {
    return await abortable(response.json() as Promise<unknown>, signal)
  } catch (cause) {
    if (signal?.aborted || isIntegrationError(cause)) throw cause
    throw new IntegrationError('broker-refused', { cause })
  }
}
