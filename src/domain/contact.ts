import type { Ani } from './ani.ts'
import type { Line } from './line.ts'

/** The id of one contact in Amazon Connect. A transfer gives a new one; `initialContactId` ties the legs together. */
export type ContactId = string

export const channels = ['voice', 'callback', 'chat', 'task', 'email'] as const

/** How the caller reaches us. A queued callback is a channel of its own: its number is the one to call back. */
export type Channel = (typeof channels)[number]

/** Tells whether people talk on this channel. */
export function isCall(channel: Channel): boolean {
  return channel === 'voice' || channel === 'callback'
}

/** One contact, as it was when Connect announced it. It travels whole: nothing later asks Connect again. */
export interface Contact {
  readonly contactId: ContactId
  readonly initialContactId: ContactId
  readonly channel: Channel
  readonly direction: 'inbound' | 'outbound'
  readonly ani: Ani
  readonly queue: string | null
  /** Set in the contact flow or from an agent's browser: hints, never proof (facts/security.md, What drives the design). */
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * What the softphone tells of contacts.
 *
 * `announced` may come again for a contact we know (a flicker, a reload of the CCP). `vanished` left the softphone
 * without an end state; it may come back, and so may one that was `missed`: it goes back to its queue. `ended` is
 * after-call work; `cleared` is final. `line` tells how a call that is dialled or live stands, at first and at every
 * change, and never begins, ends or moves a contact.
 */
export type ContactEvent =
  | {
      readonly type: 'announced'
      readonly contact: Contact
      readonly stage: 'ringing' | 'live' | 'after-call'
      /** When, in milliseconds since 1970. */
      readonly at: number
    }
  | { readonly type: 'connected'; readonly contactId: ContactId; readonly at: number }
  | { readonly type: 'line'; readonly contactId: ContactId; readonly line: Line }
  | { readonly type: 'ended'; readonly contactId: ContactId }
  | { readonly type: 'missed'; readonly contactId: ContactId }
  | { readonly type: 'cleared'; readonly contactId: ContactId }
  | { readonly type: 'vanished'; readonly contactId: ContactId }
