import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Ledger, createMemoryLedger } from '../../src/broker/ledger.ts'
import { hour, minute } from './ledgers.ts'

const budgets = { perContact: 2, perHour: 3, perDay: 5 }
const day = 24 * hour
const begin = Date.parse('2026-11-24T10:00:00Z')

type Step =
  | { readonly do: 'search'; readonly agentId: string; readonly contactId: string }
  | { readonly do: 'keep' | 'ask'; readonly agentId: string; readonly contactId: string; readonly patient: string }
  | { readonly do: 'use' | 'free'; readonly key: string; readonly forMs: number }
  | { readonly do: 'wait'; readonly ms: number }

const agentId = fc.constantFrom('dana', 'sam')
const contactId = fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six', 'seven')
const patient = fc.constantFrom('a', 'b')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('search' as const), agentId, contactId }) },
  fc.record({ do: fc.constantFrom('keep' as const, 'ask' as const), agentId, contactId, patient }),
  fc.record({
    do: fc.constantFrom('use' as const, 'free' as const),
    key: fc.constantFrom('x', 'y'),
    forMs: fc.constantFrom(minute, hour),
  }),
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(
        fc.constantFrom(hour, day - hour),
        fc.integer({ min: 1, max: 30 * minute }),
        fc.integer({ min: 1, max: 9 * hour }),
      ),
    }),
  },
)

/** A ledger that writes everything down and counts it anew each time, too slow and too large for anybody. */
function aNaiveLedger(now: () => number) {
  const searches: { readonly agentId: string; readonly at: number }[] = []
  const contacts = new Map<string, { readonly count: number; readonly until: number }>()
  const found: { readonly key: string; readonly at: number }[] = []
  const used = new Map<string, number>()

  return {
    search(agentId: string, contactId: string): boolean {
      const own = searches.filter((each) => each.agentId === agentId)
      const since = (ms: number) => own.filter(({ at }) => endOfMinute(at) + ms > now()).length
      const known = contacts.get(contactId)
      const count = known !== undefined && known.until > now() ? known.count : 0
      if (count >= budgets.perContact) return false

      // What is taken and given back is remembered as long as what is taken.
      const passes = since(day) < budgets.perDay && since(hour) < budgets.perHour
      contacts.set(contactId, { count: passes ? count + 1 : count, until: now() + day })
      if (passes) searches.push({ agentId, at: now() })
      return passes
    },
    keep: (key: string, patient: string) => void found.push({ key: `${key} ${patient}`, at: now() }),
    ask: (key: string, patient: string) => wasKept(key, patient),
    use(key: string, forMs: number): boolean {
      if ((used.get(key) ?? -Infinity) > now()) return false
      used.set(key, now() + forMs)
      return true
    },
    free: (key: string) => void used.delete(key),
  }

  /** A list of finds ends a day after the last one was added to it. */
  function wasKept(key: string, patient: string): boolean {
    const list = found.filter((each) => each.key.startsWith(`${key} `))
    const fresh = list.findLastIndex(({ at }, index) => index === 0 || at - (list[index - 1]?.at ?? 0) >= day)
    const isOver = (list.at(-1)?.at ?? -Infinity) + day <= now()
    return !isOver && list.slice(fresh).some((each) => each.key === `${key} ${patient}`)
  }
}

function endOfMinute(at: number): number {
  return (Math.floor(at / minute) + 1) * minute
}

/** What each step came to, one line each, so that two ledgers can be laid side by side. */
async function told(steps: readonly Step[], ledger: Asked, clock: { now: number }): Promise<string[]> {
  const lines: string[] = []
  for (const each of steps) {
    if (each.do === 'wait') clock.now += each.ms
    else lines.push(`${each.do} ${String(await ledger(each))}`)
  }
  return lines
}

type Asked = (step: Exclude<Step, { do: 'wait' }>) => unknown

function asked(ledger: Ledger): Asked {
  return async (step) => {
    switch (step.do) {
      case 'search':
        return ledger.chargeSearch(step).then(
          () => true,
          () => false,
        )
      case 'keep':
        await ledger.keepFound(step, [step.patient])
        return 'kept'
      case 'ask':
        return ledger.wasFound(step, step.patient)
      case 'use':
        return ledger.useOnce(step.key, step.forMs)
      default:
        await ledger.free(step.key)
        return 'freed'
    }
  }
}

function askedNaively(ledger: ReturnType<typeof aNaiveLedger>): Asked {
  return (step) => {
    switch (step.do) {
      case 'search':
        return ledger.search(step.agentId, step.contactId)
      case 'keep':
        ledger.keep(`${step.agentId} ${step.contactId}`, step.patient)
        return 'kept'
      case 'ask':
        return ledger.ask(`${step.agentId} ${step.contactId}`, step.patient)
      case 'use':
        return ledger.use(step.key, step.forMs)
      default:
        ledger.free(step.key)
        return 'freed'
    }
  }
}

it('answers as a ledger that forgets nothing and counts everything anew, whatever is asked and when (R21)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 100, size: 'max' }), async (steps) => {
      const [clock, naiveClock] = [{ now: begin }, { now: begin }]
      const ledger = createMemoryLedger(budgets, () => clock.now)
      const naive = aNaiveLedger(() => naiveClock.now)
      expect(await told(steps, asked(ledger), clock)).toEqual(await told(steps, askedNaively(naive), naiveClock))
    }),
    { numRuns: 400 },
  )
})
