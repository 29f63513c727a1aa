import '@testing-library/jest-dom/vitest'
import type { QueryClient } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, type Mock, vi } from 'vitest'
import { createBrokerClient } from '../../src/auth/broker-client.ts'
import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import { followSoftphone } from '../../src/call/follow-softphone.ts'
import type { CallRules } from '../../src/domain/call-session.ts'
import type { CallSessions } from '../../src/domain/call-sessions.ts'
import type { Contact, ContactEvent, ContactId } from '../../src/domain/contact.ts'
import type { LineState } from '../../src/domain/line.ts'
import type { Agent, ConnectState, FindAppointments, FindCertainMatch, SearchPatients } from '../../src/domain/ports.ts'
import type { SitePolicy } from '../../src/domain/site-policy.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchAppointments } from '../../src/fhir/appointment-search.ts'
import { findCertainMatch } from '../../src/fhir/patient-match.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { createPanelQueries } from '../../src/ui/panel-queries.ts'
import type { PanelParts } from '../../src/ui/panel-parts.ts'
import { PanelRoot } from '../../src/ui/panel-root.tsx'
import { screenPopOf } from '../fixtures/chart-desk.ts'
import { aContact, aNumber } from '../fixtures/contact.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'
import { server } from './msw-server.ts'
import { type BrokerBook, type BrokerScript, brokerUrl, playBroker } from './played-broker.ts'
import { firstContact, playSoftphone } from './played-softphone.ts'
import { type PlayedWindows, playWindows } from './played-windows.ts'

/** Who is signed in to the panel, and to the softphone unless a test says otherwise. */
export const dana: Agent = { username: 'dana.rivera', name: 'Dana Rivera' }

/** What a test says of the panel; all the rest is an ordinary day at an ordinary site. */
export interface PanelFacts extends Partial<BrokerScript> {
  readonly policy?: Partial<SitePolicy>
  readonly startsOn?: CallRules['startsOn']
  readonly connect?: ConnectState
  /** Whose the softphone is. */
  readonly softphoneOf?: Agent | null
  readonly windows?: 'allowed' | 'blocked'
  readonly template?: string
  /** Whether the browser has the focus, or another program such as Epic. */
  readonly isInFront?: boolean
  readonly isSandbox?: boolean
  readonly hasBroker?: boolean
  readonly locale?: string
  readonly locales?: readonly string[]
  readonly signInBeside?: boolean
  readonly signInAgain?: Mock<() => Promise<'signed-in' | 'blocked' | 'redirecting'>>
  readonly searchPatients?: SearchPatients<AbortSignal>
  /** The clock of the desk, where the test moves it; milliseconds since 1970. */
  readonly now?: () => number
}

/** The panel with everything below it real but the softphone, the broker's wire and the browser's windows. */
export interface RenderedPanel extends PlayedWindows {
  /** A call from this number, or a contact of these facts, rings; settles with its id. */
  readonly ring: (from?: string | Partial<Contact>) => Promise<ContactId>
  readonly accept: (contactId?: ContactId) => Promise<ContactId>
  /** Rings and is accepted. */
  readonly call: (from?: string | Partial<Contact>) => Promise<ContactId>
  /** The call is over, and after-call work begins. */
  readonly hangUp: (contactId?: ContactId) => void
  readonly clear: (contactId?: ContactId) => void
  readonly miss: (contactId?: ContactId) => void
  readonly vanish: (contactId?: ContactId) => void
  /** The softphone announces a contact that is under way, as after a reload of it. */
  readonly comeBack: (facts?: Partial<Contact>) => void
  readonly connect: (state: ConnectState, agent?: Agent | null) => void
  readonly sessions: () => CallSessions
  readonly queries: QueryClient
  readonly book: BrokerBook
  readonly signIn: { again: Mock; out: Mock }
  readonly activity: () => number
  /** What the softphone was asked to do by a button. */
  readonly pressed: readonly ('log-in' | 'reload')[]
  readonly blockWindows: () => void
  /** Agent and customer hear each other, or one of them is on hold; as long as said, in seconds. */
  readonly line: (state: LineState, forSeconds?: number, contactId?: ContactId) => void
  readonly unmount: () => void
}

/** Monday morning, 23 November 2026. */
export const startOfShift = Date.parse('2026-11-23T10:02:00')

/** Renders the panel as `main.tsx` and `mountPanel` wire it. */
export function renderPanel(facts: PanelFacts = {}): RenderedPanel {
  const now = facts.now ?? (() => startOfShift)
  const policy = aSitePolicy(facts.policy)
  const store = createCallSessionStore({ policy, startsOn: facts.startsOn ?? 'accepted' })
  const book = playBroker(server, { ...facts, patients: facts.patients ?? [] })
  const broker = createBrokerClient({
    url: brokerUrl,
    agentToken: async () => 'token-of-dana',
    onConfirmedEarlier: (contactId) => store.dispatch({ type: 'confirmed-earlier', contactId }),
    onConnectAnswered: (contactId) => store.dispatch({ type: 'emergency-search', contactId, isBegun: false }),
  })
  const agentOfSoftphone = facts.softphoneOf === undefined ? dana : facts.softphoneOf
  const phone = playSoftphone(facts.connect ?? 'ready', agentOfSoftphone)
  const windows = playWindows(facts.windows ?? 'allowed')
  const signIn = {
    isBeside: facts.signInBeside ?? true,
    again: facts.signInAgain ?? vi.fn(async () => 'redirecting' as const),
    out: vi.fn(async () => undefined),
  }
  vi.spyOn(document, 'hasFocus').mockReturnValue(facts.isInFront ?? true)

  const searchByBroker: SearchPatients<AbortSignal> = async (contactId, search, signal) => {
    const baseUrl = await broker.fhirBaseUrl(contactId, signal)
    const client = createFhirClient({ baseUrl, accessToken: broker.tokenSource(contactId), peer: 'broker' })
    return searchPatients(client, search, policy, signal)
  }
  const findByBroker: FindAppointments<AbortSignal> = async (contactId, question, signal) => {
    const baseUrl = await broker.fhirBaseUrl(contactId, signal)
    const client = createFhirClient({ baseUrl, accessToken: broker.tokenSource(contactId), peer: 'broker' })
    return searchAppointments(client, question, null, signal)
  }
  const matchByBroker: FindCertainMatch<AbortSignal> = async (contactId, question, signal) => {
    const baseUrl = await broker.fhirBaseUrl(contactId, signal)
    const client = createFhirClient({ baseUrl, accessToken: broker.tokenSource(contactId), peer: 'broker' })
    return findCertainMatch(client, question, policy, signal)
  }
  const parts: PanelParts = {
    store,
    softphone: phone.softphone,
    searchPatients: facts.searchPatients ?? searchByBroker,
    appointments: facts.appointments === undefined ? null : { find: findByBroker, timeZone: 'America/Chicago' },
    certainMatch: facts.match === undefined ? null : matchByBroker,
    emergencySearches: facts.hasBroker === false ? null : broker.emergencySearches,
    openChart: {
      store,
      decisions: broker,
      chartWindows: windows.chartWindows,
      screenPop: screenPopOf(facts.template ?? 'https://epic.example.org/chart?id={fhirId}'),
      agentUsername: dana.username,
      now,
    },
    policy,
    agent: dana,
    signIn,
    hasBroker: facts.hasBroker ?? true,
    site: {
      name: 'Example Health',
      isSandbox: facts.isSandbox ?? false,
      locale: facts.locale ?? 'en-US',
      locales: facts.locales ?? [],
    },
    now,
  }

  const stopFollowing = followSoftphone(phone.softphone, store, (contactId) => broker.prefetch(contactId))
  store.onLeave((contactId) => broker.forget(contactId))
  const queries = createPanelQueries(parts)
  tidying.push(() => {
    stopFollowing()
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'cleared', contactId })
  })
  const { unmount } = render(<PanelRoot parts={parts} queries={queries} />)

  const tell = (event: ContactEvent) => act(() => phone.tell(event))
  const ring: RenderedPanel['ring'] = async (from = {}) => {
    const contact = aContact(typeof from === 'string' ? { ani: aNumber(from) } : from)
    tell({ type: 'announced', contact, stage: 'ringing', at: startOfShift })
    return contact.contactId
  }
  const accept = async (contactId = firstContact) => {
    tell({ type: 'connected', contactId, at: startOfShift })
    return contactId
  }
  return {
    ...windows,
    ring,
    accept,
    call: async (from) => accept(await ring(from)),
    line: (state, forSeconds = 0, contactId = firstContact) =>
      tell({ type: 'line', contactId, line: { state, since: now() - forSeconds * 1_000 } }),
    hangUp: (contactId = firstContact) => tell({ type: 'ended', contactId }),
    clear: (contactId = firstContact) => tell({ type: 'cleared', contactId }),
    miss: (contactId = firstContact) => tell({ type: 'missed', contactId }),
    vanish: (contactId = firstContact) => tell({ type: 'vanished', contactId }),
    comeBack: (facts = {}) => tell({ type: 'announced', contact: aContact(facts), stage: 'live', at: startOfShift }),
    connect: (state, agent) => act(() => phone.stand(state, agent)),
    sessions: store.getSnapshot,
    queries,
    book,
    signIn,
    activity: phone.activity,
    pressed: phone.pressed,
    blockWindows: phone.blockWindows,
    unmount,
  }
}

/** What ends the panels of a test, so that nothing of one is under way in the next. */
const tidying: (() => void)[] = []

afterEach(() => {
  cleanup()
  for (const tidy of tidying.splice(0)) tidy()
  vi.restoreAllMocks()
})
