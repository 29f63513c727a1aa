import type { InstanceQueue } from './queues.ts'

/** How a contact came to be; the channel and the initiation method follow from it. A chat with a number is a text message. */
export type ContactKind = 'inbound' | 'outbound' | 'callback' | 'transfer' | 'monitoring' | 'chat' | 'task' | 'email'

/** The contact states of Streams that the player knows (ccp-streams.md 1.7). */
export type ContactPhase = 'incoming' | 'connecting' | 'connected' | 'ended' | 'missed' | 'rejected'

/** One side of a contact. `since` is epoch milliseconds, as all times of the instance are. */
export interface Leg {
  readonly connectionId: string
  readonly state: 'connecting' | 'connected' | 'hold' | 'disconnected'
  readonly since: number
}

/** A third party on a call: a colleague who is consulted, or who has joined. */
export interface OtherLeg extends Leg {
  readonly name: string
}

/**
 * A contact as the instance keeps it.
 *
 * `number` is the customer's address word for word as Amazon Connect would report it: E.164, `anonymous`, a SIP
 * address, an e-mail address. It stays in this record and in the snapshot; nothing writes it to the journal.
 */
export interface PlayedContact {
  readonly contactId: string
  readonly initialContactId: string
  readonly kind: ContactKind
  readonly agentId: string
  readonly number: string | null
  readonly queue: InstanceQueue | null
  readonly attributes: Readonly<Record<string, string>>
  readonly phase: ContactPhase
  readonly phaseSince: number
  readonly agentLeg: Leg
  /** A task has no customer on the line, nor does a monitored call show one. */
  readonly customerLeg: Leg | null
  /** Third parties, those who left among them. */
  readonly others: readonly OtherLeg[]
  readonly createdAt: number
  /** When the agent took the contact; `null` while it rings and when they never did. */
  readonly acceptedAt: number | null
  readonly disconnectedAt: number | null
  /** True once the contact has left the agent's CCP. The record stays, as Amazon Connect keeps it. */
  readonly cleared: boolean
}

/** Whether the contact is a telephone call, a queued callback included. */
export function isVoice(contact: PlayedContact): boolean {
  return contact.kind !== 'chat' && contact.kind !== 'task' && contact.kind !== 'email'
}

/** The third parties who are on the call now. */
export function othersOn({ others }: PlayedContact): readonly OtherLeg[] {
  return others.filter(({ state }) => state !== 'disconnected')
}

/** Whether the agent has not taken the contact yet. */
export function isRinging(contact: PlayedContact): boolean {
  return (contact.phase === 'connecting' || contact.phase === 'incoming') && contact.acceptedAt === null
}

/** Whether something still happens on the contact: it rings, is being dialled, or people talk. */
export function isLive(contact: PlayedContact): boolean {
  return contact.phase === 'incoming' || contact.phase === 'connecting' || contact.phase === 'connected'
}
