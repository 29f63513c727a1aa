import {
  call,
  command,
  conference,
  flicker,
  hangUpWhileSearching,
  missed,
  onHold,
  type Play,
  rejected,
  replayOld,
  ringing,
  secondCall,
  transfer,
  transferConfirmed,
  twoCalls,
} from './scene-plays.ts'

/**
 * What a search comes to for the contact of a scene, once it is accepted: somebody of those `says` names is found by the
 * number, or by the name that stands there first; too many are; or there is no search. Null where nothing is accepted.
 */
export type SceneSearch = 'by-number' | 'by-name' | 'too-many' | 'none' | null

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
  readonly search: SceneSearch
  readonly play: Play
}

/** Whether a scene means nothing without the named cast (epic/people/cast.ts), because its crib is about them. */
export function isOfCast({ search }: Scene): boolean {
  return search !== null && search !== 'none'
}

/** Every scene, in the order of the page. */
export const scenes: readonly Scene[] = [
  ...inGroup('Somebody calls', [
    [
      'household',
      'Household',
      call('+16085550142'),
      'by-number',
      ['07/01/2015 (Leo)', '02/29/1980 (Ana Maria)', '03/12/1948 (Rosa)'],
    ],
    ['one-person', 'One person', call('+14145550107'), 'by-number', ['12/09/1951 (Walter Nguyen)']],
    [
      'twins',
      'Twins',
      call('+16085550117'),
      'by-number',
      ['07/01/2015 (Ada, and Ida too)', '11/03/1986 (Grace, their mother)'],
    ],
    [
      'senior-junior',
      'Senior and Junior',
      call('+16085550123'),
      'by-number',
      ['01/15/1950 (James Sr.)', '09/30/1978 (James Jr.)'],
    ],
    [
      'namesakes',
      'Namesakes',
      call('+16085550131'),
      'by-name',
      ['Maria Garcia, 04/04/1990: search by name, there are two'],
    ],
    [
      'maiden-name',
      'Another name before',
      call('+16085550150'),
      'by-number',
      ['08/21/1969 (Helen Sorensen, once Dahl)'],
    ],
    [
      'widower',
      'One has died',
      call('+16085550171'),
      'by-number',
      ['10/10/1929 (Carl Larsen)', '01/30/1931 (Edith, who died)'],
    ],
    ['merged', 'Registered three times, merged', call('+16085550173'), 'by-number', ['03/08/1957 (Irene Castell)']],
    ['inactive', 'Record not in use', call('+16085550172'), 'by-number', ['07/07/1960 (Peter Novak)']],
    [
      'recycled',
      'Recycled number',
      call('+16085550180'),
      'by-number',
      ['05/05/1999 (Jun Park)', '02/02/1947 (Victor Stone had it before)'],
    ],
    ['restricted', 'Restricted record', call('+16085550185'), 'by-number', ['02/18/1975 (Nora Lindqvist)']],
    ['facility', 'Facility of 31', call('+16085550190'), 'too-many', ['too many: ask for a name and a birth date']],
    ['work-number', 'Work number', call('+16085550160'), 'by-name', ['Omar Haddad, 06/06/1983: search by name']],
    ['unknown', 'Unknown number', call('+16085550199'), 'by-name', ['Walter Nguyen, 12/09/1951: search by name']],
  ]),
  ...inGroup('Odd numbers', [
    ['withheld', 'Withheld', ringing({ scenario: 'withheld' }), 'by-name', ['Ana Kessler, 02/29/1980: search by name']],
    [
      'keypad-word',
      'Keypad word',
      ringing({ scenario: 'keypad-word' }),
      'by-name',
      ['+266696687 spells ANONYMOUS', 'Ana Kessler, 02/29/1980: search by name'],
    ],
    [
      'sip',
      'SIP address',
      ringing({ scenario: 'sip' }),
      'by-number',
      ['the household’s number, inside an address', '02/29/1980 (Ana Maria)'],
    ],
    [
      'extension',
      'Extension',
      ringing({ scenario: 'extension' }),
      'by-name',
      ['Ana Kessler, 02/29/1980: search by name', '4711 is a telephone within the hospital: nobody outside has it'],
    ],
    [
      'own-number',
      'The hospital’s switchboard',
      call('+16085550100'),
      'by-name',
      ['Ana Kessler, 02/29/1980: search by name', 'put through by the switchboard: its number is no patient’s'],
    ],
  ]),
  ...inGroup('Other contacts', [
    [
      'queued-callback',
      'Queued callback',
      ringing({ scenario: 'queued-callback', number: '+14145550107' }),
      'by-number',
      ['12/09/1951 (Walter Nguyen)'],
    ],
    ['transfer', 'Transfer', transfer, 'by-number', ['a colleague took the call first', '02/29/1980 (Ana Maria)']],
    [
      'transfer-confirmed',
      'Transfer, confirmed before',
      transferConfirmed,
      'by-number',
      ['a colleague confirmed Ana Maria: her row says so, and she is asked anew', '02/29/1980 (Ana Maria)'],
    ],
    [
      'outbound',
      'Outbound',
      ringing({ scenario: 'outbound', number: '+14145550107' }),
      'none',
      ['the agent dials: by policy no search'],
    ],
    ['monitoring', 'Monitoring', ringing({ scenario: 'monitoring' }), 'none', ['a supervisor listens: no search']],
    [
      'chat',
      'Chat, no number',
      ringing({ scenario: 'chat' }),
      'none',
      ['patients are searched for calls alone: no search'],
    ],
    [
      'chat-number',
      'Chat, number written',
      ringing({ scenario: 'chat', attributes: { customerNumber: '+16085550142', reason: 'Refill' } }),
      'none',
      ['whoever writes may write any number: it is a hint, and no search'],
    ],
    [
      'sms',
      'Text message',
      ringing({ scenario: 'sms', number: '+16085550142' }),
      'none',
      ['no search, unless the hospital wants other channels', 'then by its own number: the household'],
    ],
    [
      'email',
      'E-mail',
      ringing({ scenario: 'email', number: 'ana.kessler@example.com' }),
      'none',
      ['no search, unless the hospital wants other channels', 'then by name: an address is nobody’s proof'],
    ],
    [
      'task',
      'Task',
      ringing({ scenario: 'task' }),
      'none',
      ['nobody is on the line', 'patients are searched for calls alone: no search'],
    ],
  ]),
  ...inGroup('Odd moments', [
    ['missed', 'Missed', missed, null, ['rings and is not taken']],
    ['rejected', 'Rejected', rejected, null, ['the agent declines']],
    [
      'second-call',
      'Second call',
      secondCall,
      'by-number',
      ['02/29/1980 (Ana Maria)', 'then 12/09/1951 (Walter), who rings'],
    ],
    ['hold', 'On hold', onHold, 'by-number', ['02/29/1980 (Ana Maria)', 'waits on hold after a moment']],
    [
      'two-calls',
      'Two calls, one on hold',
      twoCalls,
      'by-number',
      ['02/29/1980 (Ana Maria), who waits', '12/09/1951 (Walter), who is on the line'],
    ],
    [
      'conference',
      'Conference',
      conference,
      'by-number',
      ['02/29/1980 (Ana Maria)', 'a colleague is asked, joins and leaves: the patient stays'],
    ],
    ['hang-up', 'Hangs up while searching', hangUpWhileSearching, null, ['set Epic to 3 s to see it best']],
    ['flicker', 'Flicker', flicker, null, ['the contact is gone for a moment and comes back']],
    ['replay', 'Replay of an old contact', replayOld, 'none', ['the last cleared contact shows up again: no search']],
    ['ccp-reload', 'CCP reloads', command('reloadCcp'), null, ['in the middle of a call, if there is one']],
    ['ccp-log-out', 'CCP logs out', command('logOutCcp'), null, ['as after twelve hours']],
  ]),
]

type Row = readonly [id: string, title: string, play: Play, search: SceneSearch, says: readonly string[]]

function inGroup(group: string, rows: readonly Row[]): Scene[] {
  return rows.map(([id, title, play, search, says]) => ({ id, group, title, play, search, says }))
}
