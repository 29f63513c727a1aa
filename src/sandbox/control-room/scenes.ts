import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { InstanceError } from '../connect-instance/instance-error.ts'
import type { Ring } from '../connect-instance/scenarios.ts'

/**
 * One thing a visitor can let happen, by one button.
 *
 * `says` is the crib: what the caller would answer when the agent asks. `play` answers the contact that began, or
 * null where nothing new rings; it throws the instance's refusals.
 */
export interface Scene {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly says: readonly string[]
  play(this: void, instance: ConnectInstance): string | null
}

/** Every scene, in the order of the page. The people are those of the made population (epic/people/cast.ts). */
export const scenes: readonly Scene[] = [
  ...inGroup('Somebody calls', [
    [
      'household',
      'Household',
      call('+16085550142'),
      ['07/01/2015 (Leo)', '02/29/1980 (Ana Maria)', '03/12/1948 (Rosa)'],
    ],
    ['one-person', 'One person', call('+14145550107'), ['12/09/1951 (Walter Nguyen)']],
    ['twins', 'Twins', call('+16085550117'), ['07/01/2015 (Ada, and Ida too)', '11/03/1986 (Grace, their mother)']],
    ['senior-junior', 'Senior and Junior', call('+16085550123'), ['01/15/1950 (James Sr.)', '09/30/1978 (James Jr.)']],
    ['namesakes', 'Namesakes', call('+16085550131'), ['Maria Garcia, 04/04/1990: search by name, there are two']],
    ['maiden-name', 'Another name before', call('+16085550150'), ['08/21/1969 (Helen Sorensen, once Dahl)']],
    ['widower', 'One has died', call('+16085550171'), ['10/10/1929 (Carl Larsen)', '01/30/1931 (Edith, who died)']],
    ['inactive', 'Record not in use', call('+16085550172'), ['07/07/1960 (Peter Novak)']],
    [
      'recycled',
      'Recycled number',
      call('+16085550180'),
      ['05/05/1999 (Jun Park)', '02/02/1947 (Victor Stone had it before)'],
    ],
    ['restricted', 'Restricted record', call('+16085550185'), ['02/18/1975 (Nora Lindqvist)']],
    ['facility', 'Facility of 31', call('+16085550190'), ['too many: ask for a name and a birth date']],
    ['work-number', 'Work number', call('+16085550160'), ['Omar Haddad, 06/06/1983: search by name']],
    ['unknown', 'Unknown number', call('+16085550199'), ['Walter Nguyen, 12/09/1951: search by name']],
  ]),
  ...inGroup('No number to search', [
    ['withheld', 'Withheld', ringing({ scenario: 'withheld' }), ['Ana Kessler, 02/29/1980: search by name']],
    ['keypad-word', 'Keypad word', ringing({ scenario: 'keypad-word' }), ['+266696687 spells ANONYMOUS']],
    ['sip', 'SIP address', ringing({ scenario: 'sip' }), ['the household’s number, inside an address']],
  ]),
  ...inGroup('Other contacts', [
    [
      'queued-callback',
      'Queued callback',
      ringing({ scenario: 'queued-callback', number: '+14145550107' }),
      ['12/09/1951 (Walter Nguyen)'],
    ],
    ['transfer', 'Transfer', ringing({ scenario: 'transfer', number: '+16085550142' }), ['02/29/1980 (Ana Maria)']],
    [
      'outbound',
      'Outbound',
      ringing({ scenario: 'outbound', number: '+14145550107' }),
      ['the agent dials: by policy no search'],
    ],
    ['monitoring', 'Monitoring', ringing({ scenario: 'monitoring' }), ['a supervisor listens: no search']],
    ['chat', 'Chat, no number', ringing({ scenario: 'chat' }), ['Jun Park, 05/05/1999: search by name']],
    ['task', 'Task', ringing({ scenario: 'task' }), ['nobody is on the line']],
  ]),
  ...inGroup('Odd moments', [
    ['missed', 'Missed', missed, ['rings and is not taken']],
    ['rejected', 'Rejected', rejected, ['the agent declines']],
    ['second-call', 'Second call', secondCall, ['first 02/29/1980 (Ana), then 12/09/1951 (Walter)']],
    ['hang-up', 'Hangs up while searching', hangUpWhileSearching, ['set Epic to 3 s to see it best']],
    ['flicker', 'Flicker', flicker, ['the contact is gone for a moment and comes back']],
    ['replay', 'Replay of an old contact', replayOld, ['the last cleared contact shows up again']],
    ['ccp-reload', 'CCP reloads', command('reloadCcp'), ['in the middle of a call, if there is one']],
    ['ccp-log-out', 'CCP logs out', command('logOutCcp'), ['as after twelve hours']],
  ]),
]

type Row = readonly [id: string, title: string, play: Scene['play'], says: readonly string[]]

function inGroup(group: string, rows: readonly Row[]): Scene[] {
  return rows.map(([id, title, play, says]) => ({ id, group, title, play, says }))
}

function ringing(ring: Ring): Scene['play'] {
  return (instance) => instance.ring(ring).contactId
}

function call(number: string): Scene['play'] {
  return ringing({ scenario: 'inbound', number })
}

function missed(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  later(instance, contactId, 2_500, () => instance.miss(contactId))
  return contactId
}

function rejected(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  later(instance, contactId, 2_500, () => instance.reject(contactId))
  return contactId
}

function secondCall(instance: ConnectInstance): string {
  const first = instance.ring({ number: '+16085550142' })
  instance.accept(first.contactId)
  later(instance, first.contactId, 2_500, () => instance.ring({ number: '+14145550107' }))
  return first.contactId
}

function hangUpWhileSearching(instance: ConnectInstance): string {
  const { contactId } = instance.ring({ number: '+16085550142' })
  instance.accept(contactId)
  later(instance, contactId, 400, () => instance.hangUp(contactId, 'customer'))
  return contactId
}

function flicker(instance: ConnectInstance): string {
  const [standing] = instance.shownTo(instance.ccpAgent)
  const contactId = standing?.contactId ?? instance.ring({ number: '+16085550142' }).contactId
  if (standing === undefined) instance.accept(contactId)
  void instance.flicker(contactId, 600)
  return contactId
}

/** Brings back the contact that was cleared last; where none was, one is played through first. */
function replayOld(instance: ConnectInstance): string {
  const old = instance.contacts().findLast((contact) => contact.cleared) ?? playedThrough(instance)
  instance.replayOld(old.contactId, 'connected')
  return old.contactId
}

function playedThrough(instance: ConnectInstance) {
  const { contactId } = instance.ring({ number: '+14145550107' })
  instance.accept(contactId)
  instance.hangUp(contactId, 'customer')
  return instance.clear(contactId)
}

function command(verb: 'reloadCcp' | 'logOutCcp'): Scene['play'] {
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
