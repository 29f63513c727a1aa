import { logInSwitches } from './log-in-switches.ts'
import type { SwitchWords } from './switch.ts'

const onOff = [
  ['allowed', 'Allowed'],
  ['refused', 'Refused'],
] as const

/** Every switch, grouped by whose decision or misfortune it is. */
export const switchGroups: readonly { readonly title: string; readonly switches: readonly SwitchWords[] }[] = [
  {
    title: 'The hospital’s settings (broker and widget)',
    switches: [
      {
        party: 'site',
        name: 'phoneSearch',
        title: 'Phone search, by the hospital’s policy',
        note: 'Refused: widget and broker never ask by number, whatever Epic would take. The broker restarts; reload the widget.',
        positions: onOff,
      },
      {
        party: 'site',
        name: 'lookupStartsOn',
        title: 'Search begins',
        note: 'Connect names the agent of a call only after accept, so the broker answers no search before. Reload the widget.',
        positions: [
          ['accepted', 'On accept'],
          ['ringing', 'While it rings'],
        ],
      },
      {
        party: 'site',
        name: 'outboundLookup',
        title: 'Search on outbound calls',
        note: 'An agent can dial any number, so it is refused by default.',
        positions: [
          ['refused', 'Refused'],
          ['allowed', 'Allowed'],
        ],
      },
      {
        party: 'site',
        name: 'otherChannels',
        title: 'Search on chats, tasks and e-mails',
        note: 'A text message is searched by its own number; a number that somebody wrote is a hint. The broker restarts; reload the widget.',
        positions: [
          ['refused', 'Refused'],
          ['allowed', 'Allowed'],
        ],
      },
      {
        party: 'site',
        name: 'appointments',
        title: 'Appointments of the patients found',
        note: 'A hospital has to want them. The broker restarts; reload the widget.',
        positions: [
          ['shown', 'Shown'],
          ['hidden', 'Hidden'],
        ],
      },
      {
        party: 'site',
        name: 'certainMatch',
        title: 'Whether Epic is certain ($match)',
        note: 'Asked once somebody was found by name and birth date. It marks a row and chooses nothing. The broker restarts; reload the widget.',
        positions: [
          ['asked', 'Asked'],
          ['not-asked', 'Not asked'],
        ],
      },
      {
        party: 'site',
        name: 'verification',
        title: 'Patients are verified by',
        note: 'What the caller has to give before a chart opens. The broker restarts; reload the widget.',
        positions: [
          ['birth-date, name', 'Birth date, person'],
          ['birth-date, name; 1 of record-number-tail, town', 'And one more'],
          ['birth-date, name-letters', 'Birth date, person, letters of the name'],
        ],
      },
      {
        party: 'site',
        name: 'pick',
        title: 'Where exactly one person agrees',
        note: 'The button names them and Enter opens; or the agent picks their row every time. Reload the widget.',
        positions: [
          ['button', 'The button names them'],
          ['row', 'The row is picked'],
        ],
      },
      {
        party: 'site',
        name: 'emergency',
        title: 'Emergency',
        note: 'Opening by one identifier, and searching while Connect is down, for a typed reason. The broker restarts; reload the widget.',
        positions: [
          ['refused', 'Refused'],
          ['allowed', 'Allowed'],
        ],
      },
      {
        party: 'site',
        name: 'budgetPerContact',
        title: 'Searches an agent may make',
        note: 'Two a call: the third search is refused, and the widget says that they are spent. The broker restarts.',
        positions: [
          [20, 'Plenty'],
          [2, 'Two a call'],
        ],
      },
    ],
  },
  { title: 'Agents’ own Epic log-ins', switches: logInSwitches },
  {
    title: 'Epic',
    switches: [
      {
        party: 'epic',
        name: 'phoneSearch',
        title: 'Phone search, in Epic',
        note: 'Refused: Epic’s own build finds a number alone too little. It answers with nobody and a warning, as Epic does at many sites. Nobody tells the widget before.',
        positions: onOff,
      },
      {
        party: 'epic',
        name: 'appointments',
        title: 'Appointments, in Epic',
        note: 'Visits and scheduled surgeries are two registrations. Without surgeries Epic says that it left something out.',
        positions: [
          ['all', 'Both'],
          ['no-surgeries', 'Visits alone'],
          ['none', 'None'],
        ],
      },
      {
        party: 'epic',
        name: 'match',
        title: '$match, in Epic',
        note: 'An API of its own. Where the client lacks it, Epic refuses; where Epic lacks it, its web server answers with a page.',
        positions: [
          ['offered', 'Offered'],
          ['not-registered', 'Not registered'],
          ['missing', 'Missing'],
        ],
      },
      {
        party: 'epic',
        name: 'pages',
        title: 'Pages, in Epic',
        note: 'Epic’s own page holds a thousand rows. Where it filters afterwards, a page may be short or empty and have a next one all the same.',
        positions: [
          ['whole', 'One'],
          ['of-two', 'Of two'],
          ['with-gaps', 'Short and empty'],
        ],
      },
      {
        party: 'epic',
        name: 'latencyMs',
        title: 'Answers after',
        note: '',
        positions: [
          [0, 'At once'],
          [200, '0.2 s'],
          [800, '0.8 s'],
          [3000, '3 s'],
        ],
      },
    ],
  },
  {
    title: 'Amazon Connect',
    switches: [
      {
        party: 'connect',
        name: 'ccpAgent',
        title: 'The CCP is signed in as',
        note: 'Another agent than the widget’s: it must refuse to search.',
        positions: [
          ['dana.rivera', 'Dana Rivera'],
          ['sam.okoye', 'Sam Okoye'],
          ['lee.chen', 'Lee Chen'],
        ],
      },
      {
        party: 'connect',
        name: 'agentLanguage',
        title: 'The agent’s language in the CCP',
        note: 'The panel follows it between calls, in the languages that the site offers: English and Spanish.',
        positions: [
          ['en_US', 'English'],
          ['es_ES', 'Español'],
          ['fr_FR', 'Français'],
        ],
      },
      {
        party: 'connect',
        name: 'agentInfoLagMs',
        title: 'Says whose call it is after',
        note: 'How long DescribeContact lags behind the accept.',
        positions: [
          [0, 'At once'],
          [150, '0.15 s'],
          [1000, '1 s'],
          [3000, '3 s'],
        ],
      },
    ],
  },
]
