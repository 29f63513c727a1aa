import 'amazon-connect-streams'
import { shownName } from '../domain/plain-line.ts'
import type { Softphone } from '../domain/ports.ts'
import { type CcpHealth, watchCcp } from './ccp-health.ts'
import { type ContactLedger, createContactLedger } from './contact-ledger.ts'
import { guarded } from './guard.ts'
import { letLogInLoad, openLogIn, reloadCcp } from './log-in.ts'
import { readContact, readStage } from './read-contact.ts'
import { readLine } from './read-line.ts'
import { dropSentEntries } from './streams-log.ts'

export interface CcpOptions {
  /** `https://<instance>.my.connect.aws/ccp-v2/` */
  readonly ccpUrl: string
  /** How long the CCP may take to load before Streams opens its log-in window; its own 5 s are too few for slow desks. */
  readonly loadTimeoutMs?: number
}

const ordinaryLoadMs = 12_000

let isMounted = false

/**
 * The softphone of an embedded Contact Control Panel (CCP).
 *
 * Streams keeps its state in one global, `connect`, and cannot be started twice in a page: a second call throws. This
 * file alone touches the global; what leaves here is ours and plain. To be called outside React, and the container
 * must never be moved in the DOM, because the CCP would reload and Streams go deaf (facts/ccp-streams.md 5).
 *
 * @param container Empty element for the panel, at least 320 by 460 pixels.
 * @see amazon-connect-streams, Documentation.md, `connect.core.initCCP()`
 */
export function streamsSoftphone(container: HTMLElement, options: CcpOptions): Softphone {
  if (isMounted) throw new Error('The CCP is on this page already')
  isMounted = true

  const health = watchCcp(guarded(askForState))
  const ledger = createContactLedger()
  const { ccpUrl, loadTimeoutMs = ordinaryLoadMs } = options
  openCcp(container, ccpUrl, loadTimeoutMs)
  followCcp(health, loadTimeoutMs)
  followContacts(ledger)
  loseWithCcp(health, ledger)

  return {
    subscribe: ledger.subscribe,
    onState: health.onState,
    showActivity: rarely(sendActivity),
    openLogIn: guarded(openLogIn),
    reload: guarded(() => {
      reloadCcp(container, ccpUrl)
      setTimeout(health.awaited, loadTimeoutMs, loadTimeoutMs)
    }),
  }
}

function openCcp(container: HTMLElement, ccpUrl: string, loadTimeoutMs: number): void {
  // Streams prints its whole log to the console otherwise; `initCCP({ logConfig })` is typed but does nothing in 2.28.2.
  connect.getLog().setEchoLevel(connect.LogLevel.CRITICAL)

  connect.core.initCCP(container, {
    ccpUrl,
    ccpLoadTimeout: loadTimeoutMs,
    loginPopup: true,
    loginPopupAutoClose: true,
    loginOptions: { autoClose: true, width: 480, height: 640 },
    softphone: { allowFramedSoftphone: true, disableStoringParamsInLocalStorage: true },
    pageOptions: { enableAudioDeviceSettings: true, enablePhoneTypeSettings: true, showInactivityModal: true },
  })
}

/** A CCP that is silent for so long is dead, and does not just reload or sleep with the tab. */
const deadAfterMs = 120_000

/**
 * What stood in a softphone that was signed out, or is dead, stands there no more. Until a silent one is known to be dead, its
 * contacts are out of sight and kept: an open chart's banner must not be lost to a reload (R52).
 */
function loseWithCcp(health: CcpHealth, ledger: ContactLedger): void {
  let death: ReturnType<typeof setTimeout> | undefined
  health.onState((state) => {
    if (state === 'signed-out') ledger.losesAll()
    if (state === 'lost' || state === 'unheard') {
      // Loaded again, and still not heard, it is as dead as it was.
      death ??= setTimeout(guarded(ledger.losesAll), deadAfterMs)
      return
    }
    clearTimeout(death)
    death = undefined
  })
}

function followCcp(health: CcpHealth, loadTimeoutMs: number): void {
  const bus = connect.core.getEventBus()
  const on = (event: string, handler: () => void) => bus.subscribe(event, guarded(handler))

  on(connect.EventType.ACKNOWLEDGE, health.acknowledged)
  on(connect.EventType.ACK_TIMEOUT, () => health.awaited(loadTimeoutMs))
  on(connect.EventType.AUTH_FAIL, health.signedOut)
  on(connect.EventType.TERMINATED, health.signedOut)
  on(connect.EventType.ACCESS_DENIED, health.refused)
  on(connect.EventType.AUTHORIZE_RETRIES_EXHAUSTED, health.refused)
  on(connect.EventType.CTI_AUTHORIZE_RETRIES_EXHAUSTED, health.refused)
  on(connect.EventType.IFRAME_RETRIES_EXHAUSTED, letLogInLoad)

  for (const event of ['visibilitychange', 'resume']) document.addEventListener(event, guarded(health.look))

  const update = guarded((agent: connect.Agent) => {
    const configuration = agent.getConfiguration()
    const { username, name } = configuration
    health.updated({ username, name: shownName(name, username), ...languageIn(configuration) })
  })
  connect.agent((agent) => {
    update(agent)
    agent.onRefresh(update)
  })
}

/**
 * The language the agent chose in the CCP. Streams' types call it `locale`; on the wire it is `LANGUAGE`
 * (facts/ccp-streams.md 1.5).
 */
function languageIn({ agentPreferences }: connect.AgentConfiguration): { readonly language?: string } {
  const preferences: Readonly<Record<string, unknown>> = { ...agentPreferences }
  const language = preferences['LANGUAGE'] ?? preferences['locale']
  return typeof language === 'string' ? { language } : {}
}

/**
 * Tells the ledger what every snapshot shows. State is read at each refresh rather than taken from `onConnected`,
 * `onEnded` and their like: those come twice, or both for one change, or with an old contact in hand.
 */
function followContacts(ledger: ContactLedger): void {
  const see = guarded((contact: connect.Contact) => {
    const contactId = contact.getContactId()
    ledger.sees(contactId, readStage(contact), () => readContact(contact))
    ledger.hears(contactId, readLine(contact))
  })
  const lose = guarded((contact: connect.Contact) => {
    ledger.loses(contact.getContactId())
    dropSentEntries()
  })

  connect.contact((contact) => {
    see(contact)
    contact.onRefresh(see)
    contact.onDestroy(lose)
  })
}

/** Has the CCP publish everything it knows, which it does by itself only every half minute (facts/ccp-streams.md 1.3, 1.5). */
function askForState(): void {
  const upstream = connect.core.upstream as connect.Conduit | null | undefined
  upstream?.sendUpstream(connect.EventType.RELOAD_AGENT_CONFIGURATION)
}

function sendActivity(): void {
  if (typeof connect.sendActivity === 'function') connect.sendActivity()
}

/** Connect counts inactivity in minutes; a message for every key press would only crowd the conduit. */
const betweenActivities = 30_000

function rarely(action: () => void): () => void {
  const safe = guarded(action)
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (Date.now() - last < betweenActivities) return
    last = Date.now()
    safe()
  }
}
