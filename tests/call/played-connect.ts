import type { ContactId } from '../../src/domain/contact.ts'
import { aCall, aConnection, agentLeg, type PlayedContact } from '../connect/played-snapshot.ts'

/** Where a call truly is, whatever the softphone has shown of it. */
type Phase = 'away' | 'ringing' | 'talking' | 'held' | 'ended' | 'missed' | 'gone'

/** What may happen to a call: it comes nearer to the agent, is held or taken back, goes to its end, or rings out. */
export type Move = 'come' | 'hold' | 'end' | 'miss'

const moves: Readonly<Record<Move, Readonly<Partial<Record<Phase, Phase>>>>> = {
  // A missed contact goes back to its queue, and may ring here again.
  come: { away: 'ringing', ringing: 'talking', missed: 'away' },
  hold: { talking: 'held', held: 'talking' },
  end: { talking: 'ended', held: 'ended', ended: 'gone' },
  miss: { ringing: 'missed' },
}

const states: Readonly<Partial<Record<Phase, string>>> = {
  ringing: 'connecting',
  talking: 'connected',
  held: 'connected',
  ended: 'ended',
  missed: 'missed',
}

/** The numbers that call in the races. */
export const numbers: Readonly<Record<string, string>> = { A: '+16085550142', B: '+16085550117' }

/** Amazon Connect, as far as a seat meets it: where its calls are, and what the CCP would show of them now. */
export class PlayedConnect {
  readonly #phases = new Map<ContactId, Phase>()

  move(contactId: ContactId, move: Move): void {
    const next = moves[move][this.#phase(contactId)]
    if (next !== undefined) this.#phases.set(contactId, next)
  }

  /** What the broker's DescribeContact would say. */
  standing(contactId: ContactId): 'live' | 'offered' | 'none' {
    const phase = this.#phase(contactId)
    if (phase === 'talking' || phase === 'held') return 'live'
    return phase === 'ringing' ? 'offered' : 'none'
  }

  snapshot(): PlayedContact[] {
    return Object.keys(numbers).flatMap((contactId) => {
      const phase = this.#phase(contactId)
      const state = states[phase]
      return state === undefined ? [] : [shown(contactId, state, phase === 'held')]
    })
  }

  #phase(contactId: ContactId): Phase {
    return this.#phases.get(contactId) ?? 'away'
  }
}

function legState(type: string) {
  return { state: { type, timestamp: new Date() } }
}

function shown(contactId: ContactId, state: string, isHeld: boolean): PlayedContact {
  const endpoint = { type: 'phone_number', phoneNumber: numbers[contactId] ?? null }
  const connections = [
    { ...agentLeg, ...legState(state) },
    aConnection({ endpoint, ...legState(isHeld ? 'hold' : state) }),
  ]
  return aCall({ contactId, state, connections })
}
