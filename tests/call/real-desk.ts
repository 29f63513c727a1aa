import { type CallSessionStore, createCallSessionStore } from '../../src/call/call-session-store.ts'
import { openChart, type OpenChartParts } from '../../src/call/open-chart.ts'
import { parseBirthDate } from '../../src/domain/birth-date.ts'
import type { CallSession } from '../../src/domain/call-session.ts'
import type { ContactId } from '../../src/domain/contact.ts'
import { chooseToOpen, compareAll } from '../../src/domain/verification.ts'
import type { ChartWindows, ConnectState, Decisions, SearchPatients, Softphone } from '../../src/domain/ports.ts'
import { candidatesQuery } from '../../src/ui/candidates-query.ts'
import type { PanelParts } from '../../src/ui/panel-parts.ts'
import { createPanelQueries } from '../../src/ui/panel-queries.ts'
import { screenPopOf } from '../fixtures/chart-desk.ts'
import { aSitePolicy, callRules } from '../fixtures/site-policy.ts'
import { aVerification, entered } from '../fixtures/verification.ts'
import { type Desk, type DeskMaker, nameSearchOf } from './desk.ts'
import type { MarkedAnswer } from './played-world.ts'

/** What stands around a desk, and how many searches were begun in it. */
export interface DeskSurroundings {
  readonly searches: readonly unknown[]
  readonly searchPatients: SearchPatients<AbortSignal>
  readonly decisions: Decisions
  readonly chartWindows: ChartWindows
  readonly softphone: Softphone
}

/** The product's desk without its face: the real store, the real queries in the real cache, the real opening. */
export const realDesk: DeskMaker = (world, startsOn): Desk => {
  const { searches, searchPatients, decisions, chartWindows } = world
  const store = createCallSessionStore(callRules({ startsOn }))
  return deskAround(store, { searches, searchPatients, decisions, chartWindows, softphone: readySoftphone })
}

/** A desk that shows what the panel would: nothing of any contact while the softphone is not known to be ready. */
export function deskAround(store: CallSessionStore, around: DeskSurroundings): Desk {
  const askedAfter = noteQuestions(store, around)
  const chartParts: OpenChartParts = {
    store,
    decisions: around.decisions,
    chartWindows: around.chartWindows,
    screenPop: screenPopOf('https://epic.example.org/{fhirId}'),
    agentUsername: 'dana.rivera',
    now: () => Date.now(),
  }
  const queries = createPanelQueries(panelParts(around, store, chartParts))
  let connect: ConnectState = 'connecting'
  around.softphone.onState((state) => (connect = state))

  const selected = () => {
    const { current, selected } = store.getSnapshot()
    return connect === 'ready' ? current.get(selected ?? '') : undefined
  }
  const answerOf = ({ contact, question }: CallSession) =>
    queries.getQueryData(candidatesQuery(around, contact, question).queryKey) as MarkedAnswer | undefined

  return {
    hear: store.dispatch,
    hint: (contactId) => store.dispatch({ type: 'confirmed-earlier', contactId }),
    select: (contactId) => store.dispatch({ type: 'selected', contactId }),
    type: (birthDate) =>
      withSelected(({ contactId }) => store.dispatch({ type: 'typed', contactId, draft: { birthDate } })),
    pick: (patient) => withSelected(({ contactId }) => store.dispatch({ type: 'picked', contactId, patient })),
    ask: (how) =>
      withSelected(({ contactId }) =>
        store.dispatch(
          how === 'again'
            ? { type: 'asked-again', contactId }
            : { type: 'asked', contactId, search: nameSearchOf(contactId) },
        ),
      ),
    pressOpen(times) {
      const session = selected()
      const answer = session === undefined ? undefined : answerOf(session)
      if (session?.phase !== 'identifying' || answer?.kind !== 'found') return

      const typed = parseBirthDate(session.draft.birthDate, 'month-first', '2026-11-23')
      const said = { birthDate: typed.kind === 'date' ? typed.date : null, given: null, family: null }
      const candidates = compareAll(answer.patients, said, session.contact.ani)
      const { verification } = aSitePolicy()
      const choice = chooseToOpen(candidates, entered({ birthDate: said.birthDate }), session.picked, verification)
      if (choice.kind !== 'open') return
      const verified = aVerification({ identifiers: choice.verified })
      const { contactId } = session.contact
      for (let press = 0; press < times; press++) void openChart(chartParts, contactId, choice.patient, verified)
    },
    screen() {
      const session = selected()
      if (session === undefined) return null
      const { contact, question } = session
      const put = askedAfter.get(`${contact.contactId} ${question?.id}`) ?? 0
      return {
        contactId: contact.contactId,
        question: question === null ? null : { search: question.search, askedAfter: put },
        answer: answerOf(session) ?? null,
      }
    },
    opened: () =>
      [...store.getSnapshot().current].flatMap(([contactId, { phase }]) => (phase === 'opened' ? [contactId] : [])),
    kept: () => [
      ...store.getSnapshot().current.keys(),
      ...queries
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => String(queryKey[1])),
    ],
  }

  function withSelected(act: (contact: { contactId: ContactId }) => void) {
    const session = selected()
    if (session !== undefined) act(session.contact)
  }
}

/** How many searches had been begun when each question was put, by contact and question. */
function noteQuestions(store: CallSessionStore, around: DeskSurroundings): ReadonlyMap<string, number> {
  const askedAfter = new Map<string, number>()
  store.subscribe(() => {
    for (const { contact, question } of store.getSnapshot().current.values()) {
      const key = `${contact.contactId} ${question?.id}`
      if (!askedAfter.has(key)) askedAfter.set(key, around.searches.length)
    }
  })
  return askedAfter
}

const agent = { username: 'dana.rivera', name: 'Dana Rivera' }

/** The softphone of races whose events are invented. */
const readySoftphone: Softphone = {
  subscribe: () => () => {},
  onState(listener) {
    listener('ready', agent)
    return () => {}
  },
  showActivity: () => {},
  openLogIn: () => {},
  reload: () => {},
}

/** What the panel is handed; of all this the queries use the store, the search and the softphone's agent alone. */
function panelParts(around: DeskSurroundings, store: CallSessionStore, openChart: OpenChartParts): PanelParts {
  return {
    store,
    softphone: around.softphone,
    searchPatients: around.searchPatients,
    appointments: null,
    certainMatch: null,
    emergencySearches: null,
    openChart,
    policy: aSitePolicy(),
    agent,
    signIn: { isBeside: true, again: async () => 'redirecting', out: async () => {} },
    hasBroker: true,
    site: { name: 'Example', isSandbox: true, locale: 'en-US', locales: [] },
    now: () => 0,
  }
}
