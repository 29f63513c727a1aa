import type { AgentUpdate } from '../agent-update.ts'
import { type ContactCard, drawContactCard } from './contact-card.ts'
import { element } from './element.ts'

export type AskSoftphone = (method: string, params: Readonly<Record<string, unknown>>) => void

export interface Softphone {
  show(update: AgentUpdate<Date>): void
  showRefusal(): void
  showSignedOut(): void
}

/**
 * Draws the played softphone into `root` and keeps it in step with the snapshots.
 *
 * Cards are kept by contact id and changed in place, so the keyboard's focus and a screen reader's place survive the
 * snapshot that comes every half minute.
 */
export function drawSoftphone(root: HTMLElement, ask: AskSoftphone): Softphone {
  const cards = new Map<string, ContactCard>()
  const agentName = element('h1', 'agent-name')
  const state = element('span', 'agent-state')
  const choice = element('select', 'state-choice')
  choice.ariaLabel = 'Agent state'
  const list = element('div', 'contacts')
  const idle = element('p', 'idle')
  idle.textContent = 'No contacts. Calls appear here.'
  const notice = element('p', 'notice')
  notice.setAttribute('role', 'status')

  root.replaceChildren(
    element('header', 'bar', [element('div', 'who', [agentName, state]), choice]),
    element('section', 'middle', [notice, idle, list]),
    dialPad(ask),
    element('footer', 'note', ['Played CCP: no real telephone']),
  )

  choice.addEventListener('change', () => {
    notice.textContent = ''
    ask('putAgentState', { state: { name: choice.value }, enqueueNextState: false })
  })
  setInterval(() => cards.forEach((card) => card.tick()), 1_000)

  return {
    show({ snapshot, configuration }) {
      agentName.textContent = configuration.name
      const next = snapshot.nextState === null ? '' : `, then ${snapshot.nextState.name}`
      state.textContent = (STATE_WORDS[snapshot.state.name] ?? snapshot.state.name) + next
      state.dataset['type'] = snapshot.state.type
      showChoice(
        choice,
        configuration.agentStates.map(({ name }) => name),
        snapshot.nextState?.name ?? snapshot.agentAvailabilityState.state,
      )

      const skewMs = Date.now() - snapshot.localTimestamp
      for (const contact of snapshot.contacts) {
        const card = cards.get(contact.contactId) ?? drawContactCard(ask, () => (notice.textContent = ''))
        cards.set(contact.contactId, card)
        card.show(contact, skewMs)
        if (!card.root.isConnected) list.append(card.root)
      }
      const shown = new Set(snapshot.contacts.map(({ contactId }) => contactId))
      for (const [contactId, card] of cards) {
        if (shown.has(contactId)) continue
        card.root.remove()
        cards.delete(contactId)
      }
      idle.hidden = shown.size > 0
    },

    showRefusal() {
      notice.textContent = 'Connect refused this: the contact has moved on.'
    },

    showSignedOut() {
      const signIn = element('button', 'primary', ['Sign in again'])
      signIn.addEventListener('click', () => void signInAnew())
      root.replaceChildren(element('section', 'middle', [element('p', 'idle', ['You are signed out.']), signIn]))
    },
  }
}

/** Begins a new session and loads the page that has it. */
async function signInAnew(): Promise<void> {
  await fetch('sign-in', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
  location.reload()
}

/** The states Connect sets itself, in words an agent reads; those an agent chooses carry their own names. */
const STATE_WORDS: Readonly<Record<string, string>> = {
  PendingBusy: 'Incoming call',
  Pending: 'Callback offered',
  CallingCustomer: 'Calling',
  Busy: 'On a call',
  AfterCallWork: 'After-call work',
  MissedCallAgent: 'Missed a call',
  AgentHungUp: 'Rejected a call',
}

function showChoice(choice: HTMLSelectElement, names: readonly string[], chosen: string): void {
  const isSame = names.length === choice.options.length && names.every((name, i) => choice.options[i]?.value === name)
  if (!isSame) choice.replaceChildren(...names.map((name) => new Option(name, name)))
  choice.value = chosen
}

/** A line to call somebody, as agents do for a callback they promised. */
function dialPad(ask: AskSoftphone): HTMLElement {
  const number = element('input', 'number-input')
  number.type = 'tel'
  number.placeholder = '+16085550142'
  number.ariaLabel = 'Number to call'
  number.autocomplete = 'off'
  const call = element('button', 'plain', ['Call'])
  call.type = 'submit'
  const form = element('form', 'dial', [number, call])
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const phoneNumber = number.value.replace(/[^+\d]/g, '')
    if (phoneNumber !== '') ask('createOutboundContact', { endpoint: { type: 'phone_number', phoneNumber } })
    number.value = ''
  })
  return form
}
