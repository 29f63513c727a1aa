import type { ContactUpdate } from '../agent-update.ts'

/** The channel of a contact as the Amazon Connect SDK names it. */
export function channelType(contact: ContactUpdate<Date>): { readonly type: string; readonly subtype: string } {
  if (contact.type === 'chat') return { type: 'chat', subtype: 'connect:Chat' }
  if (contact.type === 'task') return { type: 'task', subtype: 'connect:Task' }
  return { type: 'voice', subtype: 'connect:Telephony' }
}
