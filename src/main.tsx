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
import type { SearchPatients, Softphone } from './domain/ports.ts'
import { compileScreenPop, isScreenPop } from './domain/screen-pop.ts'
import type { SitePolicy } from './domain/site-policy.ts'
import { createFhirClient } from './fhir/fhir-client.ts'
import { searchPatients } from './fhir/patient-search.ts'
import { leadTabs } from './leading-tab.ts'
import { showStartNotice } from './start-notice.ts'
import { browserChartWindows } from './ui/chart-windows.ts'

const ccpElement = elementOf('ccp')
const panelElement = elementOf('panel')
const tryAgain = { label: 'Try again', run: reload }

await start()

/** The way in: settings, sign-in, softphone, and the panel last, because a call must never wait for it. */
async function start(): Promise<void> {
  const answer = takeSignInAnswer()
  const config = await fetchConfig()
  if (config === null) return

  const signIn = createSignIn({ ...config.signIn, answer, redirectUri: `${window.location.origin}/` })
  const agent = await signInOrSay(signIn)
  if (agent === null || !(await leadOrSay())) return

  const policy: SitePolicy = {
    ...config.search,
    phoneSearch: config.search.phone,
    outboundLookup: config.search.outbound,
  }
  const store = createCallSessionStore({ policy, startsOn: config.lookup.startsOn })
  const broker = createBrokerClient({
    url: config.broker.url,
    agentToken: (signal, stale) => signIn.accessToken(signal, stale),
  })
  const softphone = streamsSoftphone(ccpElement, { ccpUrl: config.connect.ccpUrl })
  const panel = import('./ui/mount.tsx')

  followSoftphone(softphone, store, (contactId) => broker.prefetch(contactId))
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
    openChart: chart,
    policy,
    agent,
    signIn: { again: async () => void (await signIn.redirect()), out: () => signIn.signOut() },
    site: config.site,
    now: Date.now,
  })
  followSignIn(signIn, store, unmount)
}

/** Searches through the broker's facade, with the token of the contact that is searched for. */
function searchBy(broker: Broker, policy: SitePolicy): SearchPatients<AbortSignal> {
  return async (contactId, search, signal) => {
    const baseUrl = await broker.fhirBaseUrl(contactId, signal)
    const client = createFhirClient({ baseUrl, accessToken: broker.tokenSource(contactId), peer: 'broker' })
    return searchPatients(client, search, policy, signal)
  }
}

async function fetchConfig(): Promise<WidgetConfig | null> {
  try {
    const response = await fetch('/config.json', { cache: 'no-store' })
    const config = readConfig(await response.json())
    if (isConfig(config)) return config
    showStartNotice(panelElement, 'This site is not set up', `Mend these settings: ${config.settings.join(', ')}.`)
  } catch {
    showStartNotice(panelElement, 'This site is not set up', 'Its settings could not be read.', tryAgain)
  }
  return null
}

async function signInOrSay(signIn: SignIn): Promise<SignedInAgent | null> {
  try {
    const agent = await signIn.start()
    return agent === 'redirecting' ? null : agent
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    const isReachable = error.code !== 'identity-provider-unreachable'
    const title = isReachable ? 'You are not signed in' : 'Sign-in cannot be reached'
    const again = { label: 'Sign in', run: () => void signIn.redirect() }
    showStartNotice(
      panelElement,
      title,
      isReachable ? 'Sign in to take calls.' : 'Try again in a moment.',
      isReachable ? again : tryAgain,
    )
    return null
  }
}

/** One tab shows calls (R46). Another says so and may take over; the one that led reloads, and nothing of it stays. */
async function leadOrSay(): Promise<boolean> {
  if (await leadTabs('ask', reload)) return true

  return new Promise((resolve) => {
    const take = { label: 'Use this tab', run: () => void leadTabs('take', reload).then(resolve) }
    showStartNotice(panelElement, 'Open in another tab', 'Calls show in one tab at a time.', take)
  })
}

function reload(): void {
  window.location.reload()
}

/** When the agent signed out, here or in another tab, nothing of theirs stays (R39). */
function followSignIn(signIn: SignIn, store: CallSessionStore, unmount: () => void): void {
  signIn.onSignedOut(() => {
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'cleared', contactId })
    unmount()
    showStartNotice(panelElement, 'You are signed out', 'Sign in to take calls.', { label: 'Sign in', run: reload })
  })
}

function withActivity(softphone: Softphone, signIn: SignIn, store: CallSessionStore): Softphone {
  const idle = watchIdle({ isBusy: () => store.getSnapshot().current.size > 0, onOver: () => void signIn.signOut() })
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
