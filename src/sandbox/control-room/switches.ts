import { type EpicFaultName, epicFaults } from '../epic/faults/epic-faults.ts'

/** A change the control room does not know, or a value that a switch has not. */
export class SwitchError extends Error {
  override readonly name = 'SwitchError'
}

type Positions = Readonly<Record<string, readonly (string | number | boolean | null)[]>>

/** The switches of each party, with the positions they have. */
export const epicSwitches = {
  phoneSearch: ['allowed', 'refused'],
  backgroundUser: ['mapped', 'missing'],
  appointments: ['all', 'no-surgeries', 'none'],
  match: ['offered', 'not-registered', 'missing'],
  pages: ['whole', 'of-two', 'with-gaps'],
  userTokenLifeS: [3_600, 60],
  refreshTokens: ['none', 'granted'],
  cors: ['all', 'not-errors', 'none'],
  latencyMs: [0, 200, 800, 3_000],
  fault: ['none', ...(Object.keys(epicFaults) as EpicFaultName[])],
} as const satisfies Positions

export const connectSwitches = {
  ccpAgent: ['dana.rivera', 'sam.okoye', 'lee.chen'],
  agentLanguage: ['en_US', 'es_ES', 'fr_FR'],
  agentInfoLagMs: [0, 150, 1_000, 3_000],
  ccpFault: ['none', 'down', 'silent'],
  apiDown: [false, true],
} as const satisfies Positions

export const siteSwitches = {
  mode: ['call-scoped', 'launch'],
  phoneSearch: ['allowed', 'refused'],
  lookupStartsOn: ['accepted', 'ringing'],
  outboundLookup: ['refused', 'allowed'],
  otherChannels: ['refused', 'allowed'],
  appointments: ['shown', 'hidden'],
  certainMatch: ['asked', 'not-asked'],
  verification: ['birth-date, name', 'birth-date, name; 1 of record-number-tail, town', 'birth-date, name-letters'],
  pick: ['button', 'row'],
  emergency: ['refused', 'allowed'],
  budgetPerContact: [20, 2],
} as const satisfies Positions

/** The changes asked for by a request's JSON: some switches of a party, each in a position it has. */
export type Turned<Switches extends Positions> = { -readonly [Name in keyof Switches]?: Switches[Name][number] }

/**
 * Reads which switches shall be turned, and to what. Throws `SwitchError` for a name or position that is not there;
 * then nothing is turned.
 */
export function readTurned<Switches extends Positions>(switches: Switches, json: unknown): Turned<Switches> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new SwitchError('Send a JSON object.')
  for (const [name, value] of Object.entries(json)) {
    const positions = Object.hasOwn(switches, name) ? switches[name] : undefined
    if (positions === undefined)
      throw new SwitchError(`There is no such switch; there are ${listed(Object.keys(switches))}.`)
    if (!positions.includes(value)) throw new SwitchError(`${name} may be ${listed(positions)}.`)
  }
  return json
}

const listed = (words: readonly unknown[]) => words.map(String).join(', ')
