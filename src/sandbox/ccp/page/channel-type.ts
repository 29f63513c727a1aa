import type { ContactUpdate } from '../agent-update.ts'

/** The channel of a contact as the Amazon Connect SDK names it. */
export function channelType(contact: ContactUpdate<Date>): { readonly type: string; readonly subtype: string } {
  if (contact.type === 'chat') {
    return { type: 'chat', subtype: contact.customerEndpoint === null ? 'connect:Chat' : 'connect:SMS' }
  }
  if (contact.type === 'email') return { type: 'email', subtype: 'connect:Email' }
  if (contact.type === 'task') return { type: 'task', subtype: 'connect:Task' }
  return { type: 'voice', subtype: 'connect:Telephony' }
}
