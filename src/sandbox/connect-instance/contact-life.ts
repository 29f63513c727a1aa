/** The life of a contact as pure steps: each answers the contact after it, or refuses with `InvalidStateException`. */
import { randomUUID } from 'node:crypto'
import { isLive, isRinging, type Leg, othersOn, type PlayedContact } from './contact.ts'
import { InstanceError } from './instance-error.ts'

/**
 * The agent takes a ringing contact.
 *
 * A queued callback only begins to dial now, under new connection ids (ccp-streams.md 6); everything else connects.
 */
export function accepted(contact: PlayedContact, now: number): PlayedContact {
  if (!isRinging(contact)) throw refusal('The contact does not ring')
  if (contact.kind !== 'callback') return connected({ ...contact, acceptedAt: now }, now)

  const dialling = { connectionId: randomUUID(), state: 'connecting' as const, since: now }
  return {
    ...contact,
    phase: 'connecting',
    phaseSince: now,
    acceptedAt: now,
    agentLeg: dialling,
    customerLeg: { ...dialling, connectionId: randomUUID() },
  }
}

/** The customer picks up a call that is being dialled: an outbound call, or a callback the agent accepted. */
export function pickedUp(contact: PlayedContact, now: number): PlayedContact {
  if (!isDialling(contact)) throw refusal('The contact is not being dialled')
  return connected(contact, now)
}

/** Whether the customer's telephone rings now. */
export function isDialling(contact: PlayedContact): boolean {
  return contact.phase === 'connecting' && contact.acceptedAt !== null
}

/** Nobody took the contact. It waits for another agent, so its record gets no disconnect time here. */
export function missed(contact: PlayedContact, now: number): PlayedContact {
  return untaken(contact, 'missed', now)
}

/** The agent declined the contact. */
export function rejected(contact: PlayedContact, now: number): PlayedContact {
  return untaken(contact, 'rejected', now)
}

/** The contact is over, whoever hung up: a call not taken yet counts as missed, any other goes to after-call work. */
export function hungUp(contact: PlayedContact, now: number): PlayedContact {
  if (!isLive(contact)) throw refusal('The contact is over')
  if (isRinging(contact)) return { ...untaken(contact, 'missed', now), disconnectedAt: now }
  return { ...withLegs(contact, 'disconnected', now), phase: 'ended', phaseSince: now, disconnectedAt: now }
}

/** The customer waits on hold. The contact itself stays connected. */
export function held(contact: PlayedContact, now: number): PlayedContact {
  return withCustomer(contact, 'connected', 'hold', now)
}

/** The customer is back on the line. */
export function resumed(contact: PlayedContact, now: number): PlayedContact {
  return withCustomer(contact, 'hold', 'connected', now)
}

/** Somebody else on the call puts the agent on hold, and `agentResumed` takes them back. */
export function agentHeld(contact: PlayedContact, now: number): PlayedContact {
  return withAgent(contact, 'connected', 'hold', now)
}

export function agentResumed(contact: PlayedContact, now: number): PlayedContact {
  return withAgent(contact, 'hold', 'connected', now)
}

/** The agent asks a colleague, whom the customer does not hear: they wait on hold. */
export function consulted(contact: PlayedContact, now: number): PlayedContact {
  if (othersOn(contact).length > 0) throw refusal('A third party is on the call already')
  const waiting = contact.customerLeg?.state === 'hold' ? contact : held(contact, now)
  const colleague = { connectionId: randomUUID(), state: 'connected', since: now, name: 'Nurse line' } as const
  return { ...waiting, others: [...contact.others, colleague] }
}

/** Agent, customer and colleague talk together. */
export function conferenced(contact: PlayedContact, now: number): PlayedContact {
  if (othersOn(contact).length === 0) throw refusal('No third party is on the call')
  return contact.customerLeg?.state === 'hold' ? resumed(contact, now) : contact
}

/** The third party leaves; the customer stays as they are. */
export function othersLeft(contact: PlayedContact, now: number): PlayedContact {
  if (othersOn(contact).length === 0) throw refusal('No third party is on the call')
  const left = { state: 'disconnected', since: now } as const
  return { ...contact, others: contact.others.map((leg) => (leg.state === 'disconnected' ? leg : { ...leg, ...left })) }
}

/** The customer leaves a conference: agent and colleague talk on, and the contact lives. */
export function customerLeft(contact: PlayedContact, now: number): PlayedContact {
  const leg = contact.customerLeg
  if (leg === null || othersOn(contact).length === 0) throw refusal('No third party is on the call')
  return { ...contact, customerLeg: { ...leg, state: 'disconnected', since: now } }
}

/** The contact leaves the CCP. A missed one nobody else took in the meantime counts as given up by the caller. */
export function cleared(contact: PlayedContact, now: number): PlayedContact {
  if (isLive(contact)) throw refusal('The contact is not over')
  return { ...contact, cleared: true, disconnectedAt: contact.disconnectedAt ?? now }
}

function connected(contact: PlayedContact, now: number): PlayedContact {
  return { ...withLegs(contact, 'connected', now), phase: 'connected', phaseSince: now }
}

function untaken(contact: PlayedContact, phase: 'missed' | 'rejected', now: number): PlayedContact {
  if (!isRinging(contact)) throw refusal('The contact does not ring')
  return { ...withLegs(contact, 'disconnected', now), phase, phaseSince: now }
}

function withCustomer(contact: PlayedContact, from: Leg['state'], to: Leg['state'], now: number): PlayedContact {
  const leg = contact.customerLeg
  if (contact.phase !== 'connected' || leg?.state !== from) throw refusal(`The customer is not in state ${from}`)
  return { ...contact, customerLeg: { ...leg, state: to, since: now } }
}

function withAgent(contact: PlayedContact, from: Leg['state'], to: Leg['state'], now: number): PlayedContact {
  const leg = contact.agentLeg
  if (contact.phase !== 'connected' || leg.state !== from) throw refusal(`The agent is not in state ${from}`)
  return { ...contact, agentLeg: { ...leg, state: to, since: now } }
}

function withLegs(contact: PlayedContact, state: Leg['state'], now: number): PlayedContact {
  const step = <Some extends Leg>(leg: Some): Some => (leg.state === state ? leg : { ...leg, state, since: now })
  return {
    ...contact,
    others: state === 'disconnected' ? contact.others.map(step) : contact.others,
    agentLeg: step(contact.agentLeg),
    customerLeg: contact.customerLeg === null ? null : step(contact.customerLeg),
  }
}

function refusal(message: string): InstanceError {
  return new InstanceError('InvalidStateException', message)
}
