import { randomUUID } from 'node:crypto'
import { agentNamed } from './agents.ts'
import type { ContactKind, PlayedContact } from './contact.ts'
import { QUEUES, queueNamed } from './queues.ts'

/**
 * How a contact may begin.
 *
 * `withheld`, `keypad-word`, `sip` and `extension` are ordinary inbound calls whose number arrives in the forms that
 * telephony has for "no number" and "not E.164" (ccp-streams.md 6). `sms` is a chat whose customer has a number.
 */
export const SCENARIOS = [
  'inbound',
  'withheld',
  'keypad-word',
  'sip',
  'extension',
  'queued-callback',
  'transfer',
  'monitoring',
  'outbound',
  'chat',
  'sms',
  'task',
  'email',
] as const

export type Scenario = (typeof SCENARIOS)[number]

/**
 * What to ring with. Everything has a default: `{}` is an inbound call from +1 608-555-0142 for the agent of the CCP.
 *
 * `number` is taken word for word, except by `sip`, which wraps a plain number into a SIP address. `queue` is a name
 * of queues.ts, `agent` a username.
 */
export interface Ring {
  readonly scenario?: Scenario | undefined
  readonly number?: string | null | undefined
  readonly queue?: string | undefined
  readonly attributes?: Readonly<Record<string, string>> | undefined
  readonly agent?: string | undefined
  /** The first contact of the chain, where this one is a transfer or a callback of it. */
  readonly initialContactId?: string | undefined
}

const DEFAULT_NUMBER = '+16085550142'

/** The word ANONYMOUS on a telephone's keypad, which some carriers send instead of a withheld number. */
const KEYPAD_ANONYMOUS = '+266696687'

/** A telephone within the hospital, as its switchboard passes it on: four digits that nobody outside can dial. */
const EXTENSION = 'sip:4711@sbc.hospital.example'

/** A new contact of the scenario, ringing for the agent from `now` on. Unknown agents and queues are refused. */
export function beginContact(ring: Ring, ccpAgent: string, now: number): PlayedContact {
  const scenario = ring.scenario ?? 'inbound'
  const kind = kindOf(scenario)
  const contactId = randomUUID()
  const begun: PlayedContact = {
    contactId,
    initialContactId: ring.initialContactId ?? (kind === 'callback' ? randomUUID() : contactId),
    kind,
    agentId: agentNamed(ring.agent ?? ccpAgent).id,
    number: numberOf(scenario, ring.number),
    queue: kind === 'monitoring' ? null : ring.queue === undefined ? QUEUES[0] : queueNamed(ring.queue),
    attributes: ring.attributes ?? {},
    phase: kind === 'callback' ? 'incoming' : 'connecting',
    phaseSince: now,
    agentLeg: { connectionId: randomUUID(), state: 'connecting', since: now },
    customerLeg: { connectionId: randomUUID(), state: 'connected', since: now },
    others: [],
    createdAt: now,
    acceptedAt: null,
    disconnectedAt: null,
    cleared: false,
  }
  return inItsOwnWay(begun)
}

/** The differences that are more than a word: who is on the line already, and who called whom. */
function inItsOwnWay(contact: PlayedContact): PlayedContact {
  const { kind, createdAt: now, agentLeg, customerLeg } = contact
  if (kind === 'task') return { ...contact, customerLeg: null }
  if (kind === 'monitoring') {
    const connected = { ...agentLeg, state: 'connected' as const }
    return { ...contact, phase: 'connected', acceptedAt: now, agentLeg: connected, customerLeg: null }
  }
  if (kind !== 'outbound' || customerLeg === null) return contact
  return { ...contact, acceptedAt: now, customerLeg: { ...customerLeg, state: 'connecting' } }
}

function kindOf(scenario: Scenario): ContactKind {
  switch (scenario) {
    case 'queued-callback':
      return 'callback'
    case 'withheld':
    case 'keypad-word':
    case 'sip':
    case 'extension':
      return 'inbound'
    case 'sms':
      return 'chat'
    default:
      return scenario
  }
}

function numberOf(scenario: Scenario, given: string | null | undefined): string | null {
  if (scenario === 'chat' || scenario === 'task' || scenario === 'monitoring') return given ?? null
  if (scenario === 'email') return given ?? 'somebody@example.com'
  if (scenario === 'withheld') return given ?? 'anonymous'
  if (scenario === 'keypad-word') return given ?? KEYPAD_ANONYMOUS
  if (scenario === 'extension') return given ?? EXTENSION

  const number = given === undefined ? DEFAULT_NUMBER : given
  if (scenario !== 'sip' || number === null || number.startsWith('sip')) return number
  return `sip:${number}@sbc.hospital.example`
}
