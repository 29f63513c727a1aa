import { watchIdle } from './auth/idle-watch.ts'
import { type LaunchArrival, takeLaunchArrival } from './auth/launch-arrival.ts'
import { takeSignInAnswer } from './auth/sign-in-answer.ts'
import { handBack, isOfSignInWindow } from './auth/sign-in-window.ts'
import { createCallSessionStore, type CallSessionStore } from './call/call-session-store.ts'
import { followSoftphone } from './call/follow-softphone.ts'
import { isConfig, readConfig, type WidgetConfig } from './config.ts'
import { streamsSoftphone } from './connect/streams.ts'
import type { Softphone } from './domain/ports.ts'
import { chooseLocale } from './domain/agent-locale.ts'
import { compileScreenPop, isScreenPop } from './domain/screen-pop.ts'
import { possibleSets, type SitePolicy } from './domain/site-policy.ts'
import { isOfSomebodyElse } from './domain/softphone-owner.ts'
import { leadTabs } from './leading-tab.ts'
import { callScopedWay } from './modes/call-scoped.ts'
import { type Entrance, isObstacle, type Obstacle, type Way } from './modes/way.ts'
import { startAnewWhenRestored } from './restored-page.ts'
import { showStartNotice } from './start-notice.ts'
import { type StartWords, startWordsOf } from './start-words.ts'
import { browserChartWindows } from './ui/chart-windows.ts'

const ccpElement = elementOf('ccp')
const panelElement = elementOf('panel')

startAnewWhenRestored(reload)
await start()

/** The way in: settings, softphone and sign-in, and the panel last, because a call must never wait for it. */
async function start(): Promise<void> {
  const came = { arrival: takeLaunchArrival(), answer: takeSignInAnswer() }
  if (came.answer !== null && isOfSignInWindow(came.answer)) return comeBack(came.answer)
  const config = await fetchConfig()
  if (config === null) return

  const words = startWordsOf(chooseLocale(config.site, navigator.languages))
  const policy: SitePolicy = {
    ...config.search,
    phoneSearch: config.search.phone,
    outboundLookup: config.search.outbound,
    searchSets: config.search.sets ?? possibleSets(config.search.recordNumberSystems),
    verification: config.verification,
    emergency: config.emergency,
    otherChannels: config.search.otherChannels,
  }
  const early = isStaying(config, came) && (await leadTabs('ask', reload)) ? openSoftphone(config) : null
  const begunPanel = early === null ? null : import('./ui/mount.tsx')
  const way = await enter(config, policy, came, words)
  if (way === 'leaving') return
  if (isObstacle(way)) return sayObstacle(way, config, early, words)
  if (early === null && !(await leadOrSay(words))) return

  const store = createCallSessionStore({ policy, startsOn: config.lookup.startsOn })
  way.onConfirmedEarlier((contactId) => store.dispatch({ type: 'confirmed-earlier', contactId }))
  way.onConnectAnswered((contactId) => store.dispatch({ type: 'emergency-search', contactId, isBegun: false }))
  const softphone = early ?? openSoftphone(config)
  const panel = begunPanel ?? import('./ui/mount.tsx')

  followSoftphone(softphone, store, prefetchFor(way, softphone))
  store.onLeave((contactId) => way.forget(contactId))
  const { mountPanel } = await panel
  const screenPop = compileScreenPop(config.screenPop.template, config.screenPop.schemes)
  if (!isScreenPop(screenPop)) throw new Error('The settings were read, but not their template.')

  const chart = {
    store,
    decisions: way.decisions,
    chartWindows: browserChartWindows(config.screenPop.window),
    screenPop,
    agentUsername: way.agent.username,
    now: Date.now,
  }
  const unmount = mountPanel(panelElement, {
    store,
    softphone: withActivity(softphone, way, store),
    searchPatients: way.searchPatients,
    appointments: appointmentsOf(config, way),
    certainMatch: config.search.certainMatch === 'asked' ? way.findCertainMatch : null,
    emergencySearches: way.emergencySearches,
    openChart: chart,
    policy,
    agent: way.agent,
    signIn: way.signIn,
    site: config.site,
    hasBroker: way.hasBroker,
    now: Date.now,
  })
  followSignIn(way, store, unmount, words)
}

/** A window that was opened to sign in, back from the provider: nothing is started in it. */
function comeBack(answer: URL): void {
  const words = startWordsOf(navigator.language)
  say(words.signInDone, words.closeWindow)
  handBack(answer)
}

/** What the page was reached with: by Epic, or by the hospital's identity provider. */
interface Arrival {
  readonly arrival: LaunchArrival
  readonly answer: URL | null
}

/**
 * Whether the page stays whatever comes of the sign-in: it has been away for it, or nobody signs in. Then the softphone needs
 * not wait (R69); else it would be torn down as soon as it stands.
 */
function isStaying({ mode }: WidgetConfig, { arrival, answer }: Arrival): boolean {
  if (mode === 'call-scoped') return answer !== null
  return mode === 'direct' || arrival.kind === 'answer' || arrival.kind === 'denied'
}

function openSoftphone({ connect }: WidgetConfig): Softphone {
  return streamsSoftphone(ccpElement, { ccpUrl: connect.ccpUrl })
}

/** How agents sign in and search here; what only the rarer modes need is loaded in them alone. */
async function enter(
  config: WidgetConfig,
  policy: SitePolicy,
  { arrival, answer }: Arrival,
  words: StartWords,
): Promise<Entrance> {
  if (config.mode === 'call-scoped') return callScopedWay(config, policy, answer, words)
  if (config.mode === 'direct') return (await import('./modes/direct.ts')).directWay(config, policy)
  return (await import('./modes/launch.ts')).launchWay(config, policy, arrival, words)
}

/** Why nobody is signed in; the softphone works all the same (R69), but in one tab alone. */
async function sayObstacle(obstacle: Obstacle, config: WidgetConfig, early: Softphone | null, words: StartWords) {
  const { title, body, action, isOfSoftphoneToo = false } = obstacle
  const isHere = !isOfSoftphoneToo && (early !== null || (await leadTabs('ask', reload)))
  if (isHere && early === null) openSoftphone(config)
  const meanwhile = action === undefined ? [words.softphoneWorks] : [words.softphoneWorks, words.reloadsSoftphone]
  showStartNotice(panelElement, { title, sentences: [body, ...(isHere ? meanwhile : [])], action })
}

/** Fetches a contact's token while it rings, but none for a softphone that is somebody else's (R38). */
function prefetchFor(way: Way, softphone: Softphone): (contactId: string) => void {
  let isOwn = true
  softphone.onState((_state, owner) => {
    isOwn = !isOfSomebodyElse(owner, way.agent)
  })
  return (contactId) => {
    if (isOwn) way.prefetch(contactId)
  }
}

/** Appointments, where the site wants them and says by which clock its days begin: a guess could show the wrong day. */
function appointmentsOf({ site, search }: WidgetConfig, { findAppointments }: Way) {
  if (search.appointments === 'hidden' || site.timeZone === undefined) return null
  return { find: findAppointments, timeZone: site.timeZone }
}

/** The settings, or null where they are missing or bad; that is said in the browser's language: the site's is not known. */
async function fetchConfig(): Promise<WidgetConfig | null> {
  const words = startWordsOf(navigator.language)
  try {
    const response = await fetch('/config.json', { cache: 'no-store' })
    const config = readConfig(await response.json())
    if (isConfig(config)) return config
    say(words.badSettings, words.mendSettings(config.settings.join(', ')))
  } catch {
    say(words.badSettings, words.unreadSettings, { label: words.tryAgain, run: reload })
  }
  return null
}

/** One tab shows calls (R46). Another says so and may take over; the one that led reloads, and nothing of it stays. */
async function leadOrSay(words: StartWords): Promise<boolean> {
  if (await leadTabs('ask', reload)) return true

  return new Promise((resolve) => {
    const take = { label: words.useThisTab, run: () => void leadTabs('take', reload).then(resolve) }
    say(words.otherTab, words.oneTab, take)
  })
}

function say(title: string, body: string, action?: { readonly label: string; readonly run: () => void }): void {
  showStartNotice(panelElement, { title, sentences: [body], action })
}

function reload(): void {
  window.location.reload()
}

/** When the agent signed out, here or in another tab, nothing of theirs stays (R39). */
function followSignIn({ signIn }: Way, store: CallSessionStore, unmount: () => void, words: StartWords): void {
  signIn.onSignedOut(() => {
    const hadFocus = panelElement.contains(document.activeElement)
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'cleared', contactId })
    unmount()
    const again = { label: words.signIn, run: reload }
    say(words.signedOut, words.signInToTakeCalls, again)
    // Whoever works by keyboard goes on where they were, and presses nothing by what they were typing.
    if (hadFocus) panelElement.querySelector('main')?.focus()
  })
}

function withActivity(softphone: Softphone, { agent, signIn }: Way, store: CallSessionStore): Softphone {
  // Work after a call is no call: whoever left it stands open to whoever comes by.
  const isOnCall = () => [...store.getSnapshot().current.values()].some(({ isAfterCall }) => !isAfterCall)
  const { signedInForMs } = agent
  const idle = watchIdle({ isBusy: isOnCall, onOver: () => signIn.lock(), signedInForMs })
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
