import { agentNamed } from '../connect-instance/agents.ts'
import { castIds } from '../epic/people/cast.ts'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { InstanceError } from '../connect-instance/instance-error.ts'
import type { Ring } from '../connect-instance/scenarios.ts'
import type { Colleague } from './control-room-parts.ts'

/**
 * Lets something happen; answers the contact that began, or null where nothing new rings. Throws the instance's
 * refusals, or rejects where the broker cannot be told what a colleague did.
 */
export type Play = (instance: ConnectInstance, colleague: Colleague) => string | null | Promise<string>

/** Rings with these facts. */
export function ringing(ring: Ring): Play {
  return (instance) => instance.ring(ring).contactId
}

/** An ordinary call from this number. */
export function call(number: string): Play {
  return ringing({ scenario: 'inbound', number })
}

/** A caller whom a colleague had first: Amazon Connect says of a transfer only by its first contact that somebody called. */
export function transfer(instance: ConnectInstance): string {
  const number = '+16085550142'
  const colleague = instance.ccpAgent === 'sam.okoye' ? 'lee.chen' : 'sam.okoye'
  const { contactId } = instance.ring({ number, agent: colleague })
  instance.accept(contactId)
  instance.hangUp(contactId)
  instance.clear(contactId)
  return instance.ring({ scenario: 'transfer', number, initialContactId: contactId }).contactId
}

/** The same, and the colleague had confirmed Ana Kessler: a hint for the agent, who has to ask her anew. */
export async function transferConfirmed(instance: ConnectInstance, colleague: Colleague): Promise<string> {
  const contactId = transfer(instance)
  await colleague.colleagueConfirms(instance.contact(contactId).initialContactId, castIds.ana)
  return contactId
}

/** A call that is taken and put on hold. */
export function onHold(instance: ConnectInstance): string {
  const contactId = taken(instance, '+16085550142')
  later(instance, contactId, 2_500, () => instance.hold(contactId))
  return contactId
}

/** A call that is taken, and another that is taken while the first waits on hold. */
export function twoCalls(instance: ConnectInstance): string {
  const contactId = taken(instance, '+16085550142')
  later(instance, contactId, 2_500, () => taken(instance, '+14145550107'))
  return contactId
}

/** A call in which a colleague is asked, joins, and leaves again. */
export function conference(instance: ConnectInstance): string {
  const contactId = taken(instance, '+16085550142')
  later(instance, contactId, 2_500, () => instance.consult(contactId))
  later(instance, contactId, 6_000, () => instance.conference(contactId))
  later(instance, contactId, 12_000, () => instance.dropOther(contactId))
  return contactId
}

function taken(instance: ConnectInstance, number: string): string {
  const { contactId } = instance.ring({ number })
  instance.accept(contactId)
  return contactId
}

/** Rings, and is missed after a moment. */
export function missed(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  later(instance, contactId, 2_500, () => instance.miss(contactId))
  return contactId
}

/** Rings, and is declined after a moment. */
export function rejected(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  later(instance, contactId, 2_500, () => instance.reject(contactId))
  return contactId
}

/** A call that is taken, and another that rings while the agent talks. */
export function secondCall(instance: ConnectInstance): string {
  const first = instance.ring({ number: '+16085550142' })
  instance.accept(first.contactId)
  later(instance, first.contactId, 2_500, () => instance.ring({ number: '+14145550107' }))
  return first.contactId
}

/** A call that is taken and ends in the middle of the search. */
export function hangUpWhileSearching(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  instance.accept(contactId)
  later(instance, contactId, 400, () => instance.hangUp(contactId, 'customer'))
  return contactId
}

/** Takes the contact of the CCP out of the snapshots for a moment; one is begun where there is none. */
export function flicker(instance: ConnectInstance): string {
  const [standing] = instance.shownTo(instance.ccpAgent)
  const contactId = standing?.contactId ?? instance.ring({ number: '+16085550142' }).contactId
  if (standing === undefined) instance.accept(contactId)
  void instance.flicker(contactId, 600)
  return contactId
}

/** Brings back the contact that was cleared last from this CCP; where none was, one is played through first. */
export function replayOld(instance: ConnectInstance): string {
  const { id } = agentNamed(instance.ccpAgent)
  const own = instance.contacts().filter(({ agentId }) => agentId === id)
  const old = own.findLast(({ cleared }) => cleared) ?? playedThrough(instance)
  instance.replayOld(old.contactId, 'connected')
  return old.contactId
}

function playedThrough(instance: ConnectInstance) {
  const { contactId } = instance.ring({ number: '+14145550107' })
  instance.accept(contactId)
  instance.hangUp(contactId, 'customer')
  return instance.clear(contactId)
}

/** Tells every open CCP page to do something. */
export function command(verb: 'reloadCcp' | 'logOutCcp'): Play {
  return (instance) => {
    instance[verb]()
    return null
  }
}

/**
 * Does something later, unless the agent or the visitor was quicker: they moved the contact on, or rang so much in
 * the meantime that the instance refuses.
 */
function later(instance: ConnectInstance, contactId: string, ms: number, act: () => void): void {
  const { phase } = instance.contact(contactId)
  setTimeout(() => {
    if (instance.contact(contactId).phase !== phase) return
    try {
      act()
    } catch (refusal) {
      if (!(refusal instanceof InstanceError)) throw refusal
    }
  }, ms).unref()
}
