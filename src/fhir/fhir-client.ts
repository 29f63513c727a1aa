import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { questionMs } from '../domain/patience.ts'
import { readNext } from './bundle.ts'
import { followable, rowsOf } from './next-link.ts'
import { requestInit } from './request-init.ts'
import { mostRetries, pauseBefore } from './retry-policy.ts'
import { type PatientRead, readPatientResponse } from './read-response.ts'
import {
  answersInRefusals,
  type FailedReply,
  type Peer,
  readSearchResponse,
  type Received,
  type Reply,
  type Retry,
  unreachable,
} from './search-response.ts'
import { openTimeBudget, systemClock, type Clock, type TimeBudget } from './time-budget.ts'

/** Where the client's token comes from: the broker, a SMART launch, or a laboratory. */
export interface AccessTokenSource {
  /** The token, where it is here already: the question then leaves in the turn in which it is asked. */
  readonly held?: () => string | null
  readonly current: (signal?: AbortSignal) => Promise<string>
  /** A token newer than the stale one, which the server refused. Many may ask at once for the same stale one. */
  readonly renew: (stale: string, signal?: AbortSignal) => Promise<string>
}

export interface FhirClientOptions {
  /** `https://host/api/FHIR/R4`, with or without a slash at its end. */
  readonly baseUrl: string
  readonly accessToken: AccessTokenSource
  /** Whom failures are named for; Epic unless said otherwise. */
  readonly peer?: Peer
  /** Whether `fetch` repeats a request by itself whose answer was lost, as browsers do on a connection that they kept. */
  readonly repeatsUnseen?: boolean
  readonly fetch?: typeof fetch
  /** All that one question may take, `questionMs` unless said otherwise. A broker needs less, to answer its own caller in time. */
  readonly budgetMs?: number
  readonly now?: Clock['now']
  readonly wait?: Clock['wait']
  /** From 0 to 1, for the jitter of retries. */
  readonly random?: () => number
}

/** What may be searched: the types whose answers are read in this room, and no others. */
export type SearchedType = 'Patient' | 'Appointment'

export interface FhirClient {
  /** Whom it asks. Our facade has done already what is better done close to Epic, such as reading survivors of a merge. */
  readonly peer: Peer
  /** Whether an answer that was lost may have been asked for again, and the one after it taken for it. */
  readonly repeatsUnseen: boolean
  /**
   * Searches by POST, so that no name or number stands in a URL.
   *
   * A refusal of Epic that answers the search ("too few data", "more than 100") comes as a searchset too.
   * @throws IntegrationError, or the signal's own reason where the caller gave up.
   */
  readonly search: (type: SearchedType, params: URLSearchParams, signal?: AbortSignal) => Promise<fhir4.Bundle>
  /**
   * Asks `Patient/$match` which patient is meant, by POST. It only reads, so it is asked again like a search.
   *
   * Epic's 400s that answer it ("not certain", facts/epic.md 1.5) come as a searchset of that one outcome.
   * @throws as `search` does.
   */
  readonly match: (parameters: fhir4.Parameters, signal?: AbortSignal) => Promise<fhir4.Bundle>
  /**
   * Reads one patient by an id that a server gave; for an id that was merged, says into which, and reads nothing else.
   *
   * In a browser that cannot be told: it hides where a redirect goes, and the answer is then a failure.
   * @throws as `search` does.
   */
  readonly readPatient: (id: string, signal?: AbortSignal) => Promise<PatientRead>
  /**
   * The page after this one; null where there is none, where it must not be followed (R28), or where it goes in circles.
   *
   * Epic's paging session moves on with each use, and whether its address changes meanwhile nobody says (facts/epic.md 1.3):
   * one that is the same is asked again, and is a circle where it brings the rows that it brought before. An empty page
   * tells neither, so whoever reads pages counts them. A page that was lost on the way is not asked for again.
   */
  readonly nextPage: (bundle: fhir4.Bundle, signal?: AbortSignal) => Promise<fhir4.Bundle | null>
  /**
   * Gives several requests one budget: those that are made with the signal handed to `work` share it.
   * Settles as `work` does; requests that are under way when the time is over fail with `epic-too-slow`. An outcome that
   * comes after the caller gave up is dropped for the signal's reason.
   */
  readonly asOneQuestion: <T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal) => Promise<T>
}

/** The addresses that led to a page, each with the rows that it brought last. */
type Trail = ReadonlyMap<string, string>

/**
 * A request to a FHIR server, but for its token, and how to read what comes. `body` makes it a POST. `movesOn` marks a next
 * page: Epic may have moved on though its answer was lost, and asked again it would leave a page out.
 */
interface Question<Content> {
  readonly url: string
  readonly body: { readonly mediaType: string; readonly text: string } | null
  readonly redirect: 'error' | 'manual'
  readonly movesOn?: boolean
  readonly read: (received: Received) => Reply<Content>
}

/**
 * A client for searching a FHIR R4 server that behaves as Epic does, or our own broker's facade.
 *
 * Sends no header but the four that Epic's CORS is known to allow (facts/epic.md 2.8), follows no redirect, and lets nobody
 * keep the answer.
 */
export function createFhirClient(options: FhirClientOptions): FhirClient {
  const base = options.baseUrl.replace(/\/+$/, '')
  const peer = options.peer ?? 'epic'
  const clock: Clock = { now: options.now ?? systemClock.now, wait: options.wait ?? systemClock.wait }
  const budgets = new WeakMap<AbortSignal, TimeBudget>()
  const trails = new WeakMap<fhir4.Bundle, Trail>()

  async function asOneQuestion<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal !== undefined && budgets.has(signal)) return work(signal)

    const budget = openTimeBudget(options.budgetMs ?? questionMs, clock, signal)
    budgets.set(budget.signal, budget)
    try {
      const outcome = await work(budget.signal)
      signal?.throwIfAborted()
      return outcome
    } finally {
      budget.close()
    }
  }

  function ask<Content>(question: Question<Content>, signal?: AbortSignal): Promise<Content> {
    return asOneQuestion(async (signal) => {
      const budget = budgets.get(signal)
      if (budget === undefined) throw new Error('A question is asked without its budget')
      return askWithin(budget, question)
    }, signal)
  }

  async function askWithin<Content>(budget: TimeBudget, question: Question<Content>): Promise<Content> {
    const { accessToken } = options
    budget.signal.throwIfAborted()
    let token = accessToken.held?.() ?? (await budget.race(accessToken.current(budget.signal)))
    const made: Record<Retry, number> = { never: 0, once: 0, twice: 0, patiently: 0, 'with-new-token': 0 }
    let waitedOn: IntegrationError | null = null

    for (;;) {
      const reply: Reply<Content> = await request(budget, question, token).catch((error: unknown) => {
        // The time ended in asking once more: it is not Epic that was waited for.
        throw isTooSlow(error) ? (waitedOn ?? error) : error
      })
      if (reply.kind === 'answer') return reply.content
      const { retry, failure } = reply
      if (made[retry] >= mostTries(question, reply)) throw made[retry] === 0 ? failure : waitedFor(failure)

      if (retry === 'with-new-token') token = await budget.race(accessToken.renew(token, budget.signal))
      else await pause(budget, made[retry], failure)
      waitedOn = retry === 'patiently' ? failure : null
      made[retry] += 1
    }
  }

  async function pause(budget: TimeBudget, retry: number, failure: IntegrationError): Promise<void> {
    const random = options.random ?? Math.random
    const pauseMs = pauseBefore(retry, failure.retryAfterMs, budget.remainingMs(), random)
    if (pauseMs === null) throw failure
    await budget.pause(pauseMs)
  }

  async function request<Content>(
    budget: TimeBudget,
    question: Question<Content>,
    token: string,
  ): Promise<Reply<Content>> {
    const send = options.fetch ?? fetch
    let received: { response: Response; text: string }
    try {
      const response = await budget.race(send(question.url, requestInit(question, token, budget.signal)))
      received = { response, text: await budget.race(response.text()) }
    } catch (error) {
      if (budget.signal.aborted) throw budget.signal.reason
      return unreachable(peer, error)
    }
    return question.read({ ...received, peer, now: clock.now() })
  }

  return {
    peer,
    repeatsUnseen: options.repeatsUnseen ?? false,
    asOneQuestion,
    search(type, params, signal) {
      const body = { mediaType: 'application/x-www-form-urlencoded', text: params.toString() }
      return ask({ ...searching, url: `${base}/${type}/_search`, body }, signal)
    },
    match(parameters, signal) {
      const body = { mediaType: 'application/fhir+json', text: JSON.stringify(parameters) }
      return ask({ ...matching, url: `${base}/Patient/$match`, body }, signal)
    },
    readPatient(id, signal) {
      const read = (received: Received) => readPatientResponse(received, base)
      return ask({ url: `${base}/Patient/${encodeURIComponent(id)}`, body: null, redirect: 'manual', read }, signal)
    },
    async nextPage(bundle, signal) {
      const url = followable(readNext(bundle) ?? '', base)
      if (url === null) return null

      const trail: Trail = trails.get(bundle) ?? new Map()
      const page = await ask({ ...searching, url, body: null, movesOn: true }, signal)
      const rows = rowsOf(page).join()
      if (rows !== '' && trail.get(url) === rows) return null
      trails.set(page, new Map([...trail, [url, rows]]))
      return page
    },
  }
}

function isTooSlow(error: unknown): boolean {
  return isIntegrationError(error) && error.code === 'epic-too-slow'
}

/** A failure that stands though its party was given the time it asked for: whoever hears of it need not wait again. */
function waitedFor({ code, cause }: IntegrationError): IntegrationError {
  return new IntegrationError(code, { cause })
}

/** How often each kind of failure is tried again. Time alone ends the patient one. */
const allowed: Readonly<Record<Retry, number>> = {
  never: 0,
  once: 1,
  twice: mostRetries,
  patiently: Number.POSITIVE_INFINITY,
  'with-new-token': 1,
}

/** A next page is asked again only where Epic did not give it: it refused the token, was busy, or named a time to come again. */
function mostTries({ movesOn }: Question<unknown>, { retry, failure }: FailedReply): number {
  const wasNotGiven = retry === 'with-new-token' || failure.code === 'epic-busy' || failure.retryAfterMs !== null
  return movesOn !== true || wasNotGiven ? allowed[retry] : 0
}

const searching = {
  redirect: 'error',
  read: (received: Received) => readSearchResponse(received, answersInRefusals.search),
} as const

const matching = {
  redirect: 'error',
  read: (received: Received) => readSearchResponse(received, answersInRefusals.match),
} as const
