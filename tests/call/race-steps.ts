import * as fc from 'fast-check'
import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'
import { aContact, aNumber } from '../fixtures/contact.ts'
import { type AgentStep, answered, ask, open } from './agent-steps.ts'

/** One thing that happens in a race. */
export type Step =
  | AgentStep
  | { readonly do: 'hear'; readonly event: ContactEvent }
  | { readonly do: 'select'; readonly contactId: ContactId }
  /** The broker says that an earlier agent confirmed somebody. */
  | { readonly do: 'hint'; readonly contactId: ContactId }

const contacts = {
  A: aContact({ contactId: 'A', ani: aNumber('+16085550142') }),
  B: aContact({ contactId: 'B', ani: aNumber('+16085550117') }),
}
const contactId = fc.constantFrom('A' as const, 'B' as const)

const announced = fc
  .tuple(contactId, fc.constantFrom('ringing' as const, 'live' as const, 'live' as const, 'after-call' as const))
  .map(([id, stage]): ContactEvent => ({ type: 'announced', contact: contacts[id], stage, at: 0 }))
const moved = fc
  .tuple(contactId, fc.constantFrom('connected' as const, 'connected' as const, 'vanished' as const, 'ended' as const))
  .map(([contactId, type]): ContactEvent => (type === 'connected' ? { type, contactId, at: 0 } : { type, contactId }))
const left = fc
  .tuple(contactId, fc.constantFrom('missed' as const, 'cleared' as const))
  .map(([contactId, type]): ContactEvent => ({ type, contactId }))

const line = fc
  .tuple(
    contactId,
    fc.constantFrom('dialling' as const, 'talking' as const, 'customer-on-hold' as const, 'agent-on-hold' as const),
  )
  .map(([contactId, state]): ContactEvent => ({ type: 'line', contactId, line: { state, since: 0 } }))

const hear = (event: fc.Arbitrary<ContactEvent>) => event.map((event): Step => ({ do: 'hear', event }))
const hint = contactId.map((contactId): Step => ({ do: 'hint', contactId }))
const select = contactId.map((contactId): Step => ({ do: 'select', contactId }))

/** Ends and replays are rarer than the rest, so that most races have somebody in them. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: hear(announced) },
    { weight: 4, arbitrary: hear(moved) },
    { weight: 1, arbitrary: hear(left) },
    { weight: 4, arbitrary: hear(line) },
    { weight: 2, arbitrary: hint },
    { weight: 16, arbitrary: answered },
    { weight: 12, arbitrary: open },
    { weight: 3, arbitrary: ask },
    { weight: 4, arbitrary: select },
  ),
  { minLength: 4, maxLength: 50, size: 'max' },
)
