import { createBrokerClient, type Broker } from './auth/broker-client.ts'
import { watchIdle } from './auth/idle-watch.ts'
import { createSignIn, type SignIn } from './auth/sign-in.ts'
import { takeSignInAnswer } from './auth/sign-in-answer.ts'
import type { SignedInAgent } from './auth/signed-in-agent.ts'
import { createCallSessionStore, type CallSessionStore } from './call/call-session-store.ts'
import { followSoftphone } from './call/follow-softphone.ts'
import { isConfig, readConfig, type WidgetConfig } from './config.ts'
import { streamsSoftphone } from './connect/streams.ts'
import { isIntegrationError } from './domain/errors.ts'
import type { FindAppointments, FindCertainMatch, SearchPatients, Softphone } from './domain/ports.ts'
import { compileScreenPop, isScreenPop } from './domain/screen-pop.ts'
import { possibleSets, type SitePolicy } from './domain/site-policy.ts'
import { isOfSomebodyElse } from './domain/softphone-owner.ts'
import { searchAppointments } from './fhir/appointment-search.ts'
import { createFhirClient, type FhirClient } from './fhir/fhir-client.ts'
import { findCertainMatch } from './fhir/patient-match.ts'
import { searchPatients } from './fhir/patient-search.ts'
import { leadTabs } from './leading-tab.ts'
import { showStartNotice } from './start-notice.ts'
import { type StartWords, startWordsOf } from './start-words.ts'
import { browserChartWindows } from './ui/chart-windows.ts'

const ccpElement = elementOf('ccp')
const panelElement = elementOf('panel')

await start()

/** The way in: settings, sign-in, softphone, and the panel last, because a call must never wait for it. */
async function start(): Promise<void> {
  const answer = takeSignInAnswer()
  const config = await fetchConfig()
  if (config === null) return

  const signIn = createSignIn({ ...config.signIn, answer, redirectUri: `${window.location.origin}/` })
  const words = startWordsOf(config.site.locale)
  const agent = await signInOrSay(signIn, words)
  if (agent === null || !(await leadOrSay(words))) return

  const policy: SitePolicy = {
    ...config.search,
    phoneSearch: config.search.phone,
    outboundLookup: config.search.outbound,
    searchSets: config.search.sets ?? possibleSets(config.search.recordNumberSystems),
    verification: config.verification,
    emergency: config.emergency,
    otherChannels: config.search.otherChannels,
  }
  const store = createCallSessionStore({ policy, startsOn: config.lookup.startsOn })
  const broker = createBrokerClient({
    url: config.broker.url,
    agentToken: (signal, stale) => signIn.accessToken(signal, stale),
    onConfirmedEarlier: (contactId) => store.dispatch({ type: 'confirmed-earlier', contactId }),
  })
  const softphone = streamsSoftphone(ccpElement, { ccpUrl: config.connect.ccpUrl })
  const panel = import('./ui/mount.tsx')

  followSoftphone(softphone, store, prefetchFor(agent, softphone, broker))
  store.onLeave((contactId) => broker.forget(contactId))
  const { mountPanel } = await panel
  const screenPop = compileScreenPop(config.screenPop.template, config.screenPop.schemes)
  if (!isScreenPop(screenPop)) throw new Error('The settings were read, but not their template.')

  const chart = {
    store,
    decisions: broker,
    chartWindows: browserChartWindows(config.screenPop.window),
    screenPop,
    agentUsername: agent.username,
    now: Date.now,
  }
  const unmount = mountPanel(panelElement, {
    store,
    softphone: withActivity(softphone, signIn, store),
    searchPatients: searchBy(broker, policy),
    appointments: appointmentsOf(config, broker),
    certainMatch: config.search.certainMatch === 'asked' ? matchBy(broker, policy) : null,
    openChart: chart,
    policy,
    agent,
    signIn: { again: async () => void (await signIn.redirect()), out: () => signIn.signOut() },
    site: config.site,
    now: Date.now,
  })
  followSignIn(signIn, store, unmount, words)
}

/** Fetches a contact's token while it rings, but none for a softphone that is somebody else's (R38). */
function prefetchFor(agent: SignedInAgent, softphone: Softphone, broker: Broker): (contactId: string) => void {
  let isOwn = true
  softphone.onState((_state, owner) => {
    isOwn = !isOfSomebodyElse(owner, agent)
  })
  return (contactId) => {
    if (isOwn) broker.prefetch(contactId)
  }
}

/** Searches through the broker's facade, with the token of the contact that is searched for. */
function searchBy(broker: Broker, policy: SitePolicy): SearchPatients<AbortSignal> {
  return async (contactId, search, signal) => {
    return searchPatients(await facadeOf(broker, contactId, signal), search, policy, signal)
  }
}

async function facadeOf(broker: Broker, contactId: string, signal: AbortSignal): Promise<FhirClient> {
  const baseUrl = await broker.fhirBaseUrl(contactId, signal)
  return createFhirClient({ baseUrl, accessToken: broker.tokenSource(contactId), peer: 'broker' })
}

/** Appointments, where the site wants them and says by which clock its days begin: a guess could show the wrong day. */
function appointmentsOf({ site, search }: WidgetConfig, broker: Broker) {
  if (search.appointments === 'hidden' || site.timeZone === undefined) return null

  const find: FindAppointments<AbortSignal> = async (contactId, question, signal) => {
    return searchAppointments(await facadeOf(broker, contactId, signal), question, null, signal)
  }
  return { find, timeZone: site.timeZone }
}

/** Asks whether Epic is certain, through the same facade. */
function matchBy(broker: Broker, policy: SitePolicy): FindCertainMatch<AbortSignal> {
  return async (contactId, question, signal) => {
    return findCertainMatch(await facadeOf(broker, contactId, signal), question, policy, signal)
  }
}

/** The settings, or null where they are missing or bad; that is said in the browser's language: the site's is not known. */
async function fetchConfig(): Promise<WidgetConfig | null> {
  const words = startWordsOf(navigator.language)
  try {
    const response = await fetch('/config.json', { cache: 'no-store' })
    const config = readConfig(await response.json())
    if (isConfig(config)) return config
    showStartNotice(panelElement, words.badSettings, words.mendSettings(config.settings.join(', ')))
  } catch {
    showStartNotice(panelElement, words.badSettings, words.unreadSettings, { label: words.tryAgain, run: reload })
  }
  return null
}

async function signInOrSay(signIn: SignIn, words: StartWords): Promise<SignedInAgent | null> {
  try {
    const agent = await signIn.start()
    return agent === 'redirecting' ? null : agent
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    if (error.code === 'identity-provider-unreachable') {
      const tryAgain = { label: words.tryAgain, run: reload }
      showStartNotice(panelElement, words.signInUnreachable, words.tryAgainSoon, tryAgain)
    } else {
      const again = { label: words.signIn, run: () => void signIn.redirect() }
      showStartNotice(panelElement, words.notSignedIn, words.signInToTakeCalls, again)
    }
    return null
  }
}

/** One tab shows calls (R46). Another says so and may take over; the one that led reloads, and nothing of it stays. */
async function leadOrSay(words: StartWords): Promise<boolean> {
  if (await leadTabs('ask', reload)) return true

  return new Promise((resolve) => {
    const take = { label: words.useThisTab, run: () => void leadTabs('take', reload).then(resolve) }
    showStartNotice(panelElement, words.otherTab, words.oneTab, take)
  })
}

function reload(): void {
  window.location.reload()
}

/** When the agent signed out, here or in another tab, nothing of theirs stays (R39). */
function followSignIn(signIn: SignIn, store: CallSessionStore, unmount: () => void, words: StartWords): void {
  signIn.onSignedOut(() => {
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'cleared', contactId })
    unmount()
    const again = { label: words.signIn, run: reload }
    showStartNotice(panelElement, words.signedOut, words.signInToTakeCalls, again)
  })
}

function withActivity(softphone: Softphone, signIn: SignIn, store: CallSessionStore): Softphone {
  const idle = watchIdle({ isBusy: () => store.getSnapshot().current.size > 0, onOver: () => signIn.lock() })
  return {
    ...softphone,
    showActivity() {
      idle.showActivity()
      softphone.showActivity()
    },
  }
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`index.html has no #${id}`)
  return element
}
