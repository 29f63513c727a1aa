import { setTimeout as pause } from 'node:timers/promises'
import { IntegrationError } from '../domain/errors.ts'
import type { FindLiveContact, LiveContact } from './live-contact.ts'

/** The live contact once it is the agent's own; throws `contact-not-yet-yours` where Connect does not say so in time. */
export type FindAssignedContact = (contactId: string, agentId: string) => Promise<LiveContact>

export interface AssignedContactOptions {
  readonly now?: () => number
  /** Resolves after so many milliseconds; a test hands in its own clock. */
  readonly wait?: (ms: number) => Promise<unknown>
}

/**
 * Connect names the agent some 100 ms after the accept, and the widget's search comes at once. Six questions within a
 * second and a half spare the agent the whole second that `Retry-After` counts in at least.
 */
const pausesMs = [100, 100, 150, 250, 400, 500]
/** Half of what DescribeContact allows an account: questions that cannot wait must still find room. */
const mostPerSecond = 5

/**
 * Asks for the contact again, for a second and a half, while it is live and nobody's yet.
 *
 * All contacts together ask again five times a second at most; beyond that, and after the last question, the answer is
 * `contact-not-yet-yours` with a second's `retryAfterMs`. What is somebody else's, or over, is refused at once.
 */
export function createAssignedContact(
  liveContact: FindLiveContact,
  { now = Date.now, wait = pause }: AssignedContactOptions = {},
): FindAssignedContact {
  let asked: readonly number[] = []
  const mayAskAgain = () => {
    const lately = asked.filter((at) => at > now() - 1_000)
    const isRoom = lately.length < mostPerSecond
    asked = isRoom ? [...lately, now()] : lately
    return isRoom
  }

  return async (contactId, agentId) => {
    let contact = await liveContact(contactId, agentId)
    for (const ms of pausesMs) {
      if (contact.isAssigned || !mayAskAgain()) break
      await wait(ms)
      contact = await liveContact(contactId, agentId)
    }
    if (contact.isAssigned) return contact
    throw new IntegrationError('contact-not-yet-yours', { retryAfterMs: 1_000 })
  }
}
