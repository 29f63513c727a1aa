import type { ContactId } from '../../src/domain/contact.ts'
import { aCall, aConnection, agentLeg, type PlayedContact } from '../connect/played-snapshot.ts'

/** Where a call truly is, whatever the softphone has shown of it. */
type Phase = 'away' | 'ringing' | 'talking' | 'held' | 'ended' | 'missed' | 'gone'

/** What may happen to a call: it goes on in its life, the customer is held or taken back, it is let ring out. */
export type Move = 'on' | 'hold' | 'miss'

const onwards: Readonly<Record<Phase, Phase>> = {
  away: 'ringing',
  ringing: 'talking',
  talking: 'ended',
  held: 'ended',
  ended: 'gone',
  // A missed contact goes back to its queue, and may ring here again.
  missed: 'away',
  gone: 'gone',
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
    const phase = this.#phase(contactId)
    if (move === 'on') this.#phases.set(contactId, onwards[phase])
    if (move === 'miss' && phase === 'ringing') this.#phases.set(contactId, 'missed')
    if (move === 'hold' && phase === 'talking') this.#phases.set(contactId, 'held')
    if (move === 'hold' && phase === 'held') this.#phases.set(contactId, 'talking')
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

function shown(contactId: ContactId, state: string, isHeld: boolean): PlayedContact {
  const legState = (type: string) => ({ state: { type, timestamp: new Date() } })
  const endpoint = { type: 'phone_number', phoneNumber: numbers[contactId] ?? null }
  const connections = [
    { ...agentLeg, ...legState(state) },
    aConnection({ endpoint, ...legState(isHeld ? 'hold' : state) }),
  ]
  return aCall({ contactId, state, connections })
}
