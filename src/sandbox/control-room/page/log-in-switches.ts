import type { SwitchWords } from './switch.ts'

/** The switches about agents who sign in to Epic themselves. */
export const logInSwitches: readonly SwitchWords[] = [
  {
    party: 'site',
    name: 'mode',
    title: 'How agents sign in and search',
    note: 'With their own Epic log-in the widget asks Epic itself, and no broker. Reload the widget.',
    positions: [
      ['call-scoped', 'Hospital’s sign-in, broker'],
      ['launch', 'Epic log-in (SMART launch)'],
    ],
  },
  {
    party: 'epic',
    name: 'userTokenLifeS',
    title: 'Tokens of users',
    note: 'For Epic log-ins alone. After a minute the panel asks for a new launch, or renews where Epic grants that.',
    positions: [
      [3_600, 'An hour'],
      [60, 'A minute'],
    ],
  },
  {
    party: 'epic',
    name: 'refreshTokens',
    title: 'Refresh tokens for users',
    note: 'Epic grants a browser application none, as a rule.',
    positions: [
      ['none', 'None'],
      ['granted', 'Granted'],
    ],
  },
  {
    party: 'epic',
    name: 'cors',
    title: 'Answers a page may read',
    note: 'For Epic log-ins alone: some gateways leave the headers off errors, and a browser then sees nothing of them.',
    positions: [
      ['all', 'All'],
      ['not-errors', 'All but errors'],
      ['none', 'None'],
    ],
  },
]
