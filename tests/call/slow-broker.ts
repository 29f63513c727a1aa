import type { Scheduler } from 'fast-check'
import { failureOf } from '../../src/broker/failure.ts'
import { outcomeResponse, problemResponse } from '../../src/broker/answers.ts'
import type { ContactId } from '../../src/domain/contact.ts'
import { IntegrationError, type IntegrationErrorCode } from '../../src/domain/errors.ts'
import type { PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { writeSearchset } from '../../src/fhir/bundle.ts'
import { readPatientSearch } from '../../src/fhir/search-parameters.ts'
import { household } from './household.ts'
import { nameSearchOf } from './desk.ts'
import { numbers, type PlayedConnect } from './played-connect.ts'

export const brokerUrl = 'https://broker.example.org'

/** What a request meets on its way. `stale`: its token is refused. `silent`: nobody ever answers. */
export type Luck = 'fair' | 'nobody' | 'busy' | 'later' | 'stale' | 'down' | 'unavailable' | 'proxy' | 'silent'

/** A request as it left a page; `contactId` is whom it is about by its body, never by its token. */
export interface SentRequest {
  readonly path: string
  readonly contactId: ContactId | null
  readonly bearer: string
  /** Whether the contact stood in the page at that moment, or something of it is being taken back. */
  readonly isTimely: boolean
}

/**
 * The broker with its facade, as far as a page meets it, by way of `fetch`. It answers when the scheduler says so, in any
 * order; what it was sent stands in `requests`.
 */
export class SlowBroker {
  readonly requests: SentRequest[] = []
  /** Whose tokens are good. */
  readonly tokens = new Map<string, { readonly contactId: ContactId; readonly endsAt: number }>()
  /** For whom each token was given, the refused ones too. */
  readonly issued = new Map<string, ContactId>()
  readonly confirmed = new Set<string>()
  readonly #scheduler: Scheduler
  readonly #connect: PlayedConnect
  readonly #luck: readonly Luck[]
  #turn = 0

  constructor(scheduler: Scheduler, connect: PlayedConnect, luck: readonly Luck[]) {
    this.#scheduler = scheduler
    this.#connect = connect
    this.#luck = luck
  }

  /** The agent's own token, which may be late, or not to be had. */
  readonly agentToken = async (): Promise<string> => {
    const luck = this.#next()
    if (luck === 'silent') await this.#scheduler.schedule(Promise.resolve(), 'agent token')
    if (luck === 'down') throw new IntegrationError('identity-provider-unreachable')
    return 'agent-token'
  }

  /** The network of one page. `isTimely` is asked when a request leaves. */
  fetchOf(isTimely: (contactId: ContactId, path: string) => boolean, isGone: () => boolean): typeof fetch {
    return async (input, init) => {
      if (isGone()) return never()
      const path = (input as string).slice(brokerUrl.length + 1)
      const bearer = new Headers(init?.headers).get('Authorization')?.replace('Bearer ', '') ?? ''
      const body = init?.body as string
      const contactId = subjectOf(path, body)
      this.requests.push({ path, contactId, bearer, isTimely: contactId !== null && isTimely(contactId, path) })

      const luck = this.#next()
      const arrives = this.#scheduler.schedule(Promise.resolve(), `${path} for ${contactId}: ${luck}`)
      await until(luck === 'silent' ? never() : arrives, init?.signal)
      return isGone() ? never() : this.#answer(path, contactId ?? '', bearer, body, luck)
    }
  }

  #answer(path: string, contactId: ContactId, bearer: string, body: string, luck: Luck): Response {
    const isSearch = path.startsWith('fhir/')
    const refuse = (code: IntegrationErrorCode, retryAfterMs: number | null = null) => {
      const failure = failureOf(new IntegrationError(code, { retryAfterMs }))
      return isSearch ? outcomeResponse(failure) : problemResponse(failure)
    }
    const standing = this.#connect.standing(contactId)
    if (luck === 'down') throw new TypeError('Failed to fetch')
    if (luck === 'proxy') return new Response('<html>', { headers: { 'Content-Type': 'text/html' } })
    if (luck === 'busy') return new Response('{}', { status: 429, headers: { 'Retry-After': '1' } })
    if (luck === 'unavailable') return refuse('broker-busy', 2_000)
    if (luck === 'stale') this.tokens.delete(bearer)
    if (path === 'token') {
      if (luck === 'stale') return refuse('agent-not-signed-in')
      if (luck === 'later' || standing === 'offered') return refuse('contact-not-yet-yours')
      return this.#token(contactId)
    }

    const token = this.tokens.get(bearer)
    if (token === undefined || token.endsAt <= Date.now()) return refuse('contact-token-over')
    if (path === 'withdrawal') return new Response(null, { status: 204 })
    if (standing !== 'live') return refuse('contact-not-yours')
    if (luck === 'later') return refuse('contact-not-yet-yours')
    return isSearch ? this.#search(token.contactId, luck) : this.#confirmation(token.contactId, body)
  }

  #token(contactId: ContactId): Response {
    const number = this.issued.size + 1
    const name = `call-token-${number}`
    this.issued.set(name, contactId)
    // Some tokens are as good as over when they come, so that they are renewed in the middle of a call.
    const seconds = number % 3 === 0 ? 20 : 300
    this.tokens.set(name, { contactId, endsAt: Date.now() + seconds * 1_000 })
    const token = { access_token: name, token_type: 'Bearer', expires_in: seconds, scope: 'user/Patient.s' }
    const earlier = number % 4 === 0 ? { confirmed_earlier: true } : {}
    return Response.json({ ...token, fhir_base_url: `${brokerUrl}/fhir/R4`, ...earlier })
  }

  #search(contactId: ContactId, luck: Luck): Response {
    const patients = household(`${contactId}.${this.requests.length}`)
    const found: PatientSearchAnswer = { kind: 'found', patients, someWithheld: false }
    const bundle = writeSearchset(luck === 'nobody' ? { kind: 'none' } : found, `${brokerUrl}/fhir/R4/Patient`)
    return new Response(JSON.stringify(bundle), { headers: { 'Content-Type': 'application/fhir+json' } })
  }

  #confirmation(contactId: ContactId, body: string): Response {
    const { patient } = JSON.parse(body) as { patient: string }
    this.confirmed.add(`${contactId} ${patient}`)
    return new Response(null, { status: 204 })
  }

  #next(): Luck {
    return this.#luck[this.#turn++ % this.#luck.length] ?? 'fair'
  }
}

/** Whom a request is about; null where nothing in it says so. */
function subjectOf(path: string, body: string): ContactId | null {
  const search = path.startsWith('fhir/') ? readPatientSearch(new URLSearchParams(body)) : null
  if (search?.by === 'telephone') return contactWhere((contactId) => numbers[contactId] === search.telephone)
  if (search?.by === 'name-and-birth-date') {
    return contactWhere((contactId) => nameSearchOf(contactId).family === search.family)
  }
  if (search !== null) return null
  const { contactId, patient } = JSON.parse(body) as { contactId?: string; patient?: string }
  return contactId ?? patient?.split('.')[0] ?? null
}

function contactWhere(is: (contactId: ContactId) => boolean): ContactId | null {
  return Object.keys(numbers).find(is) ?? null
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function until(promise: Promise<unknown>, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    void promise.then(() => resolve())
  })
}
