import * as fc from 'fast-check'

/** What the agent does in a race, and `answered`, which lets Epic or the audit give one of the answers that are out. */
export type AgentStep =
  | { readonly do: 'answered' }
  | { readonly do: 'ask'; readonly how: 'by name' | 'again' }
  | {
      readonly do: 'open'
      readonly birthDate: string
      readonly pick: 'mother' | 'child' | null
      readonly presses: 1 | 2
    }

export const answered = fc.constant<AgentStep>({ do: 'answered' })
export const ask = fc.constantFrom<AgentStep>({ do: 'ask', how: 'by name' }, { do: 'ask', how: 'again' })
export const open: fc.Arbitrary<AgentStep> = fc.record({
  do: fc.constant('open' as const),
  birthDate: fc.constantFrom('1980-02-29', '1980-02-29', '2015-07-01'),
  pick: fc.constantFrom(null, null, 'mother' as const, 'child' as const),
  presses: fc.constantFrom(1 as const, 2 as const),
})
