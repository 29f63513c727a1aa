import type { ConnectionUpdate, ContactUpdate } from '../agent-update.ts'
import { element } from './element.ts'

type AskSoftphone = (method: string, params: Readonly<Record<string, unknown>>) => void

export interface ContactCard {
  readonly root: HTMLElement
  /** `skewMs` is how far this computer's clock runs ahead of the instance's. */
  show(contact: ContactUpdate<Date>, skewMs: number): void
  tick(): void
}

type ButtonLabel = 'Accept' | 'Reject' | 'Hold' | 'Resume' | 'Hang up' | 'Clear'

/** Draws the card of one contact. `onAct` runs before a button's method is asked for. */
export function drawContactCard(ask: AskSoftphone, onAct: () => void): ContactCard {
  const title = element('h2', 'card-title')
  const phase = element('span', 'phase')
  phase.setAttribute('role', 'status')
  const timer = element('time', 'timer')
  const number = element('p', 'number')
  const queue = element('p', 'queue')
  const buttons = element('div', 'buttons')
  const root = element('article', 'card', [element('div', 'card-head', [title, phase, timer]), number, queue, buttons])

  let shown: ContactUpdate<Date> | null = null
  let skewMs = 0

  const tick = (): void => {
    if (shown === null) return
    const seconds = Math.max(0, Math.floor((Date.now() - skewMs - shown.state.timestamp.getTime()) / 1_000))
    timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }

  const press = (label: ButtonLabel): void => {
    if (shown === null) return
    onAct()
    const [method, params] = requestFor(label, shown)
    ask(method, params)
  }

  return {
    root,
    tick,
    show(contact, skew) {
      shown = contact
      skewMs = skew
      root.dataset['contactId'] = contact.contactId
      root.dataset['phase'] = contact.state.type
      title.textContent = KINDS[contact.type]
      setText(phase, phaseWord(contact))
      number.textContent = addressOf(contact) ?? 'No number'
      queue.textContent = contact.queue?.name ?? 'No queue'
      root.ariaLabel = `${KINDS[contact.type]}, ${number.textContent}`
      showButtons(buttons, buttonsFor(contact), press)
      tick()
    },
  }
}

const KINDS: Readonly<Record<ContactUpdate<Date>['type'], string>> = {
  voice: 'Call',
  queue_callback: 'Callback',
  chat: 'Chat',
  task: 'Task',
  email: 'E-mail',
}

const PHASES: Readonly<Record<string, string>> = {
  incoming: 'Offered',
  connected: 'Connected',
  ended: 'After-call work',
  missed: 'Missed',
  rejected: 'Rejected',
}

function phaseWord(contact: ContactUpdate<Date>): string {
  if (contact.state.type === 'connecting') return isDialling(contact) ? 'Dialling' : 'Ringing'
  if (contact.state.type === 'connected' && isOnHold(contact)) return 'On hold'
  if (contact.state.type === 'connected' && isAgentOnHold(contact)) return 'You are on hold'
  return PHASES[contact.state.type] ?? contact.state.type
}

function buttonsFor(contact: ContactUpdate<Date>): readonly ButtonLabel[] {
  const phase = contact.state.type
  if (phase === 'incoming' || (phase === 'connecting' && !isDialling(contact))) return ['Accept', 'Reject']
  if (phase === 'connecting') return ['Hang up']
  if (phase !== 'connected') return ['Clear']
  const canHold = contact.type === 'voice' || contact.type === 'queue_callback'
  if (!canHold || initialConnection(contact)?.type === 'monitoring') return ['Hang up']
  return [isOnHold(contact) ? 'Resume' : 'Hold', 'Hang up']
}

function requestFor(label: ButtonLabel, contact: ContactUpdate<Date>): [string, Record<string, unknown>] {
  const { contactId, connections } = contact
  const ownLeg = connections.find(({ type }) => type === 'agent' || type === 'monitoring')
  const leg = label === 'Hang up' ? ownLeg : initialConnection(contact)
  return [METHODS[label], { contactId, connectionId: leg?.connectionId }]
}

/** Which method of the softphone each button asks for. */
const METHODS: Readonly<Record<ButtonLabel, string>> = {
  Accept: 'acceptContact',
  Reject: 'rejectContact',
  Hold: 'holdConnection',
  Resume: 'resumeConnection',
  'Hang up': 'destroyConnection',
  Clear: 'clearContact',
}

/** Buttons stay the same elements while their words do, so a focused one keeps the focus. */
function showButtons(into: HTMLElement, labels: readonly ButtonLabel[], press: (label: ButtonLabel) => void): void {
  if (into.dataset['labels'] === labels.join()) return
  const hadFocus = into.contains(document.activeElement)
  into.dataset['labels'] = labels.join()
  into.replaceChildren(
    ...labels.map((label) => {
      const button = element('button', label.toLowerCase().replace(' ', '-'), [label])
      button.type = 'button'
      button.addEventListener('click', () => press(label))
      return button
    }),
  )
  if (hadFocus) into.querySelector('button')?.focus()
}

/** A status that is set again is read out again, so only a change is written. */
function setText(status: HTMLElement, text: string): void {
  if (status.textContent !== text) status.textContent = text
}

function initialConnection(contact: ContactUpdate<Date>): ConnectionUpdate<Date> | undefined {
  return contact.connections.find(({ initial }) => initial)
}

function addressOf(contact: ContactUpdate<Date>): string | null {
  const { customerEndpoint } = contact
  const own = initialConnection(contact)?.endpoint?.phoneNumber ?? customerEndpoint?.phoneNumber
  return own ?? customerEndpoint?.emailAddress ?? null
}

function isOnHold(contact: ContactUpdate<Date>): boolean {
  return initialConnection(contact)?.state.type === 'hold'
}

function isAgentOnHold({ connections }: ContactUpdate<Date>): boolean {
  return connections.some(({ type, state }) => type === 'agent' && state.type === 'hold')
}

function isDialling(contact: ContactUpdate<Date>): boolean {
  const customer = initialConnection(contact)
  return contact.state.type === 'connecting' && customer?.type !== 'agent' && customer?.state.type === 'connecting'
}
