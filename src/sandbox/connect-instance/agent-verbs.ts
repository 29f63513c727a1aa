import { agentNamed, stateNamed } from './agents.ts'
import { isLive, isVoice, othersOn, type PlayedContact } from './contact.ts'
import {
  accepted,
  agentHeld,
  agentResumed,
  cleared,
  conferenced,
  consulted,
  customerLeft,
  held,
  hungUp,
  isDialling,
  othersLeft,
  pickedUp,
  rejected,
  resumed,
} from './contact-life.ts'
import { InstanceError } from './instance-error.ts'
import type { InstanceState } from './instance-state.ts'
import { beginContact } from './scenarios.ts'

export type AgentVerbs = ReturnType<typeof agentVerbs>

/** Two calls at once is what Amazon Connect allows an agent (dual call, Streams 2.26). */
const MOST_VOICE_CONTACTS = 2

/**
 * What an agent does in the CCP, or through Streams.
 *
 * Every verb answers the contact after it. One that does not fit is refused by an `InstanceError`: an unknown contact
 * with `ResourceNotFoundException`, a wrong moment with `InvalidStateException`.
 */
export function agentVerbs(state: InstanceState) {
  /** An agent talks to one caller at a time: taking one up puts the others on hold. */
  const holdOthers = (than: PlayedContact): void => {
    for (const other of state.all()) {
      const isOther = other.agentId === than.agentId && other.contactId !== than.contactId
      const talks = other.phase === 'connected' && other.customerLeg?.state === 'connected'
      if (isOther && isVoice(other) && talks) state.step('held', other.contactId, held)
    }
  }

  const pickUpLater = (contact: PlayedContact): void => {
    const { pickUpAfterMs } = state.settings
    if (pickUpAfterMs === null) return
    state.after(pickUpAfterMs, () => {
      if (isDialling(state.find(contact.contactId))) state.step('picked-up', contact.contactId, pickedUp)
    })
  }

  return {
    /** Takes a ringing contact. A callback is dialled then; other calls of the agent go on hold. */
    accept(contactId: string): PlayedContact {
      const contact = state.step('accepted', contactId, accepted)
      if (isVoice(contact)) holdOthers(contact)
      if (isDialling(contact)) pickUpLater(contact)
      return contact
    },

    reject: (contactId: string): PlayedContact => state.step('rejected', contactId, rejected),

    /** Puts the customer on hold, or the agent themselves, as others on a call can. */
    hold(contactId: string, who: 'customer' | 'agent' = 'customer'): PlayedContact {
      return who === 'customer' ? state.step('held', contactId, held) : state.step('agent-held', contactId, agentHeld)
    },

    resume(contactId: string, who: 'customer' | 'agent' = 'customer'): PlayedContact {
      if (who === 'agent') return state.step('agent-resumed', contactId, agentResumed)
      const contact = state.step('resumed', contactId, resumed)
      holdOthers(contact)
      return contact
    },

    /** Asks a colleague while the customer waits; `conference` joins all three, `dropOther` lets the colleague go. */
    consult: (contactId: string): PlayedContact => state.step('consulted', contactId, consulted),
    conference: (contactId: string): PlayedContact => state.step('conferenced', contactId, conferenced),
    dropOther: (contactId: string): PlayedContact => state.step('other-left', contactId, othersLeft),

    /**
     * Ends the contact from the agent's side, or the customer's; the contact's record shows no difference. A customer who
     * leaves a conference ends nothing: agent and colleague talk on.
     */
    hangUp(contactId: string, side: 'agent' | 'customer' = 'agent'): PlayedContact {
      if (state.replayedAs(contactId) !== null) {
        state.replay(contactId, 'ended')
        return state.find(contactId)
      }
      if (side === 'customer' && othersOn(state.find(contactId)).length > 0) {
        return state.step('customer-left', contactId, customerLeft)
      }
      return state.step(side === 'agent' ? 'agent-hung-up' : 'customer-hung-up', contactId, hungUp)
    },

    /** Lets a contact that is over leave the CCP; a replayed one leaves again. */
    clear(contactId: string): PlayedContact {
      if (state.replayedAs(contactId) === null) return state.step('cleared', contactId, cleared)
      state.replay(contactId, null)
      return state.find(contactId)
    },

    /** Calls somebody. `agent` is a username and the number goes into the record only. Refused while two calls live. */
    placeCall(number: string, agent: string): PlayedContact {
      const contact = beginContact({ scenario: 'outbound', number, agent }, agent, state.now())
      refuseThirdCall(state, contact)
      state.write('call-placed', { contactId: contact.contactId, agent })

      state.put(contact)
      holdOthers(contact)
      pickUpLater(contact)
      return contact
    },

    /**
     * Sets an agent's state by its name. With `afterContact`, or while a contact is live, it is taken afterwards.
     * In after-call work, or after a missed contact, it also clears what is over, as choosing a state does in the CCP.
     */
    setAgentState(agent: string, name: string, afterContact = false): void {
      const { id } = agentNamed(agent)
      const wanted = stateNamed(name)
      const own = state.all().filter((contact) => contact.agentId === id && !contact.cleared && isVoice(contact))
      state.write('agent-state-chosen', { agent, state: name })

      if (afterContact || own.some(isLive)) {
        const next = own.length === 0 ? null : wanted
        state.choose(id, { chosen: next === null ? wanted : state.standingOf(id).chosen, next })
        return
      }
      state.choose(id, { chosen: wanted, next: null })
      for (const contact of own) state.step('cleared', contact.contactId, cleared)
    },

    /** Where the agent stands: their state, since when, and the state they asked for afterwards. */
    agentStanding: (agent: string) => state.standingOf(agentNamed(agent).id),
  }
}

/** Refuses a call that would be the agent's third. */
export function refuseThirdCall(state: InstanceState, contact: PlayedContact): void {
  if (!isVoice(contact) || state.liveCalls(contact.agentId) < MOST_VOICE_CONTACTS) return
  throw new InstanceError('InvalidStateException', 'The agent has two calls already')
}
