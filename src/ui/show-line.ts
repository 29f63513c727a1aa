import type { CallSession } from '../domain/call-session.ts'
import { isCall } from '../domain/contact.ts'
import { isOnHold } from '../domain/line.ts'
import type { Messages } from './messages-en.ts'
import { showDuration } from './show-date.ts'

/** How a contact that is not over stands, before it is answered and after; `mark` is how it is drawn. */
export interface ShownStanding {
  readonly mark: 'ringing' | 'live' | 'held' | 'over'
  readonly words: string
}

/** How a contact stands, for its header: ringing, on a call for so long, on hold for so long, over. */
export function showStanding(session: CallSession, now: number, words: Messages): ShownStanding {
  const { contact, line, isAfterCall, since } = session
  const isVoice = isCall(contact.channel)
  if (session.phase === 'ringing') return { mark: 'ringing', words: showRinging(session, words) }
  if (isAfterCall) return { mark: 'over', words: isVoice ? words.callEnded : words.contact.over }
  if (isOnHold(line)) return { mark: 'held', words: showHold(session, now, words) ?? '' }

  const lasted = showDuration(now - since)
  return { mark: 'live', words: isVoice ? words.onCall(lasted) : words.contact.active(lasted) }
}

/** A call that rings here, that the agent dialled and nobody has answered yet, or a callback under way. */
export function showRinging({ contact, line }: CallSession, words: Messages): string {
  if (contact.direction === 'outbound') return words.dialling
  return line?.state === 'dialling' ? words.contact.callingBack : words.ringing
}

/** `On hold 0:42`, and whose hold it is; null where nobody is on hold. */
export function showHold({ line }: CallSession, now: number, { contact: words }: Messages): string | null {
  if (!isOnHold(line)) return null
  const lasted = showDuration(now - line.since)
  return line.state === 'agent-on-hold' ? words.youOnHold(lasted) : words.onHold(lasted)
}
