import { agentVerbs, refuseThirdCall } from './agent-verbs.ts'
import { agentNamed, AGENTS } from './agents.ts'
import { isRinging, type PlayedContact } from './contact.ts'
import { isDialling, missed, pickedUp } from './contact-life.ts'
import { InstanceError } from './instance-error.ts'
import type { InstanceState, ReplayedAs } from './instance-state.ts'
import { queueNamed } from './queues.ts'
import { beginContact, type Ring } from './scenarios.ts'

export type ScenarioVerbs = ReturnType<typeof scenarioVerbs>

/**
 * What callers, time and Amazon Connect itself do: the verbs of the control room and of tests.
 *
 * Refusals are those of `agentVerbs`. Contacts are routed whatever the agent's state: who rings decides.
 */
export function scenarioVerbs(state: InstanceState) {
  let ccpAgent: string = AGENTS[0].username
  let isCcpSignedOut = false
  const queueNames = new Map<string, string>()
  const agent = agentVerbs(state)

  return {
    /** The username whose CCP is shown. Setting an unknown one is refused. */
    get ccpAgent(): string {
      return ccpAgent
    },
    set ccpAgent(username: string) {
      ccpAgent = agentNamed(username).username
      state.write('ccp-agent', { agent: ccpAgent })
      state.tell({ type: 'changed' })
    },

    /** Lets a contact begin (scenarios.ts). It is missed after `settings.ringTimeoutMs` unless something happens. */
    ring(ring: Ring = {}): PlayedContact {
      if (ring.scenario === 'outbound') return agent.placeCall(dialled(ring), ring.agent ?? ccpAgent)

      const contact = inNamedQueue(beginContact(ring, ccpAgent, state.now()), queueNames)
      refuseThirdCall(state, contact)
      state.write('contact-begun', { contactId: contact.contactId, kind: contact.kind })

      state.put(contact)
      state.after(state.settings.ringTimeoutMs, () => {
        if (isRinging(state.find(contact.contactId))) state.step('missed', contact.contactId, missed)
      })
      return contact
    },

    /** Ends the ringing now instead of after the time-out. */
    miss: (contactId: string): PlayedContact => state.step('missed', contactId, missed),

    /** The customer answers a call that is being dialled. */
    pickUp(contactId: string): PlayedContact {
      if (!isDialling(state.find(contactId))) throw refusal('The contact is not being dialled')
      return state.step('picked-up', contactId, pickedUp)
    },

    /** Gives a queue another name, as an administrator may; contacts have it that ring from then on. Unknown queues are refused. */
    renameQueue(name: string, newName: string): void {
      queueNames.set(queueNamed(name).id, newName)
      state.write('queue-renamed', {})
    },

    /** Sets contact attributes, as a contact flow does in the middle of a call. */
    setAttributes(contactId: string, attributes: Readonly<Record<string, string>>): PlayedContact {
      return state.step('attributes-set', contactId, (c) => ({ ...c, attributes: { ...c.attributes, ...attributes } }))
    },

    /** Drops the contact out of the snapshots for a moment; settles when it is back. */
    flicker(contactId: string, goneMs = 250): Promise<void> {
      state.find(contactId)
      state.write('flickered', { contactId })
      state.hide(contactId, true)
      return new Promise((resolve) => {
        state.after(goneMs, () => {
          state.hide(contactId, false)
          resolve()
        })
      })
    },

    /**
     * Shows a contact again that ended and was cleared (amazon-connect-streams #632), until it is cleared once more.
     * Its record still says when it ended: only the CCP is wrong.
     */
    replayOld(contactId: string, as: ReplayedAs = 'ended'): PlayedContact {
      const contact = state.find(contactId)
      if (!contact.cleared) throw refusal('The contact was not cleared yet')
      state.write('replayed', { contactId, as })
      state.replay(contactId, as)
      return contact
    },

    /** Reloads every open CCP page. Calls live on: they are here, not in the page. */
    reloadCcp(): void {
      state.write('ccp-reloaded', {})
      state.tell({ type: 'ccp', command: 'reload' })
    },

    /** Has every open CCP page fall silent towards its host in the middle of everything, or speak again and tell how all stands. */
    hushCcp(isHushed: boolean): void {
      state.write(isHushed ? 'ccp-hushed' : 'ccp-speaks', {})
      state.tell({ type: 'ccp', command: isHushed ? 'hush' : 'speak' })
    },

    /** Whether the CCP's pages wait for the agent to sign in. */
    get isCcpSignedOut(): boolean {
      return isCcpSignedOut
    },

    /** Ends the agent's session in every open CCP page, as Amazon Connect does after twelve hours. */
    logOutCcp(): void {
      isCcpSignedOut = true
      state.write('ccp-logged-out', {})
      state.tell({ type: 'ccp', command: 'log-out' })
    },

    /** Begins a session, from whichever page of the CCP: the others notice when they are loaded again. */
    signInCcp(): void {
      isCcpSignedOut = false
      state.write('ccp-signed-in', { agent: ccpAgent })
    },
  }
}

function inNamedQueue(contact: PlayedContact, names: ReadonlyMap<string, string>): PlayedContact {
  const { queue } = contact
  return queue === null ? contact : { ...contact, queue: { ...queue, name: names.get(queue.id) ?? queue.name } }
}

function dialled(ring: Ring): string {
  const number = ring.number === undefined ? '+16085550142' : ring.number
  if (number === null) throw new InstanceError('BadRequestException', 'An outbound call needs a number')
  return number
}

function refusal(message: string): InstanceError {
  return new InstanceError('InvalidStateException', message)
}
