import * as fc from 'fast-check'
import type { ContactId } from '../../src/domain/contact.ts'
import { type AgentStep, answered, ask, open } from './agent-steps.ts'
import type { Move } from './played-connect.ts'
import type { Luck } from './slow-broker.ts'

/** The first thing that a page notices after the machine slept. */
export type WakingSign = 'timers' | 'resume' | 'keep-alive' | 'answer' | 'press'

/** One thing that happens at a seat. */
export type SeatStep =
  | AgentStep
  /** A call moves on in Connect; told by a snapshot at once, or not. */
  | { readonly do: 'move'; readonly contactId: ContactId; readonly move: Move; readonly isTold: boolean }
  /** The CCP posts what is, as often as said. */
  | { readonly do: 'post'; readonly times: 1 | 2 }
  /** An old snapshot comes once more. */
  | { readonly do: 'replay'; readonly back: number }
  /** A call drops out of one snapshot; `backAfterMs` is when the next comes by itself. */
  | { readonly do: 'flicker'; readonly contactId: ContactId; readonly backAfterMs: number | null }
  | { readonly do: 'ccp'; readonly what: 'loads anew' | 'signs out' }
  /** Time passes; `isCcpAlive` where the CCP acknowledges meanwhile. */
  | { readonly do: 'wait'; readonly ms: number; readonly isCcpAlive: boolean }
  | { readonly do: 'sleep'; readonly ms: number; readonly sign: WakingSign }
  | { readonly do: 'tab'; readonly tab: 0 | 1; readonly what: 'load' | 'close' | 'take' }
  | { readonly do: 'select'; readonly contactId: ContactId }

const contactId = fc.constantFrom('A', 'A', 'B')
const move = fc.record({
  do: fc.constant('move' as const),
  contactId,
  move: fc.constantFrom<Move>('come', 'come', 'come', 'come', 'come', 'hold', 'end', 'miss'),
  isTold: fc.constantFrom(true, true, true, false),
})
const post = fc.record({ do: fc.constant('post' as const), times: fc.constantFrom(1 as const, 2 as const) })
const replay = fc.record({ do: fc.constant('replay' as const), back: fc.integer({ min: 1, max: 8 }) })
const flicker = fc.record({
  do: fc.constant('flicker' as const),
  contactId,
  backAfterMs: fc.constantFrom(null, 4_000, 8_000),
})
const ccp = fc.record({
  do: fc.constant('ccp' as const),
  what: fc.constantFrom('loads anew' as const, 'loads anew' as const, 'signs out' as const),
})
const wait = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.constantFrom(100, 700, 2_500, 9_000, 11_000, 60_000),
  isCcpAlive: fc.constantFrom(true, true, true, true, true, false),
})
const sleep = fc.record({
  do: fc.constant('sleep' as const),
  ms: fc.constantFrom(20_000, 120_000, 900_000),
  sign: fc.constantFrom<WakingSign>('timers', 'resume', 'keep-alive', 'answer', 'press'),
})
const tab = fc.record({
  do: fc.constant('tab' as const),
  tab: fc.constantFrom(0 as const, 1 as const),
  what: fc.constantFrom('load' as const, 'load' as const, 'close' as const, 'take' as const, 'take' as const),
})
const select = fc.record({ do: fc.constant('select' as const), contactId })

/** How many of its first moves a call has behind it when a race begins: most begin with somebody on the line, half with a second tab. */
const beginning = fc
  .tuple(fc.constantFrom(0, 1, 2, 2), fc.boolean())
  .map(([moves, hasSecondTab]): SeatStep[] => [
    ...(hasSecondTab ? [{ do: 'tab', tab: 1, what: 'load' } as const] : []),
    ...Array.from({ length: moves }, () => ({ do: 'move', contactId: 'A', move: 'come', isTold: true }) as const),
  ])

/** What goes wrong is rarer than what goes well, so that most races come as far as an answer, and many to a chart. */
const course: fc.Arbitrary<SeatStep[]> = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: move },
    { weight: 5, arbitrary: post },
    { weight: 2, arbitrary: replay },
    { weight: 4, arbitrary: flicker },
    { weight: 1, arbitrary: ccp },
    { weight: 34, arbitrary: answered },
    { weight: 5, arbitrary: wait },
    { weight: 2, arbitrary: sleep },
    { weight: 3, arbitrary: tab },
    { weight: 3, arbitrary: select },
    { weight: 3, arbitrary: ask },
    { weight: 16, arbitrary: open },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
)

export const seatSteps: fc.Arbitrary<SeatStep[]> = fc.tuple(beginning, course).map((parts) => parts.flat())

export const luck: fc.Arbitrary<Luck[]> = fc.array(
  fc.oneof(
    { weight: 30, arbitrary: fc.constant<Luck>('fair') },
    {
      weight: 4,
      arbitrary: fc.constantFrom<Luck>('nobody', 'busy', 'later', 'stale', 'down', 'unavailable', 'proxy', 'silent'),
    },
  ),
  { minLength: 1, maxLength: 12 },
)
