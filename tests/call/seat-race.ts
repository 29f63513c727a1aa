import { mock } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import type { SeatPage } from './seat-page.ts'
import type { SeatParts } from './seat-parts.ts'
import { type SeatRule, seatRules } from './seat-rules.ts'
import { luck, type SeatStep, seatSteps, type WakingSign } from './seat-steps.ts'
import { Seat } from './seat.ts'

/** How much happened in all races of a property, so that none is true for want of anything happening. */
export interface SeatTally extends Record<string, number> {
  races: number
  searches: number
  answersOnScreen: number
  charts: number
  tokens: number
  /** Pages that were loaded while a call was live in Connect, and showed it again. */
  restored: number
  /** Steps in which a screen was withheld because the softphone had been silent. */
  withheld: number
  /** Tabs that took the lead from another. */
  taken: number
}

export const noSeatTally = (): SeatTally => ({
  races: 0,
  searches: 0,
  answersOnScreen: 0,
  charts: 0,
  tokens: 0,
  restored: 0,
  withheld: 0,
  taken: 0,
})

/** Random races at a seat, on a clock of their own, in which these rules hold after every step. */
export function seatRace(parts: SeatParts, rules: readonly SeatRule[], tally: SeatTally) {
  const startsOn = fc.constantFrom('accepted' as const, 'ringing' as const)
  return fc.asyncProperty(fc.scheduler(), seatSteps, luck, startsOn, async (scheduler, steps, luck, startsOn) => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse('2026-11-23T15:00:00Z') })
    try {
      const seat = new Seat(scheduler, parts, startsOn, luck)
      await seat.tabs[0]?.load()
      await settled()
      for (const step of [...steps, ...drain(steps)]) await takeAndLook(step, seat, scheduler, rules, tally)
      tally.races += 1
      tally.charts += seat.charts.length
      tally.tokens += seat.broker.issued.size
    } finally {
      mock.timers.reset()
    }
  })
}

async function takeAndLook(
  step: SeatStep,
  seat: Seat,
  scheduler: fc.Scheduler,
  rules: readonly SeatRule[],
  tally: SeatTally,
): Promise<void> {
  // Nothing is out that could be answered.
  if (step.do === 'answered' && scheduler.count() === 0) return

  const before = { sent: seat.broker.requests.length, charts: seat.charts.length, searches: searchesOf(seat) }
  await new SeatAct(seat, scheduler, tally).take(step)
  const scene = {
    seat,
    sent: seat.broker.requests.slice(before.sent),
    shown: seat.charts.slice(before.charts),
    isTold: step.do === 'post',
  }
  for (const rule of rules) if (!seatRules[rule](scene)) throw new Error(`Broken: ${rule}`)
  tally.searches += Math.max(0, searchesOf(seat) - before.searches)
  for (const { desk, isSilent } of seat.pages) {
    if (desk.screen()?.answer) tally.answersOnScreen += 1
    if (isSilent && desk.kept().length > 0) tally.withheld += 1
  }
}

function searchesOf({ pages }: Seat): number {
  return pages.reduce((sum, { searches }) => sum + searches.length, 0)
}

/** Every answer that may still be out comes in the end, and its time. */
function drain(steps: readonly SeatStep[]): SeatStep[] {
  return steps.map((_, place) => (place % 8 === 7 ? { do: 'wait', ms: 2_500, isCcpAlive: true } : { do: 'answered' }))
}

/** Lets everything run that waits for nothing but its turn. */
async function settled(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

/** What the parties and the agent do in a race. */
class SeatAct {
  readonly #seat: Seat
  readonly #scheduler: fc.Scheduler
  readonly #tally: SeatTally

  constructor(seat: Seat, scheduler: fc.Scheduler, tally: SeatTally) {
    this.#seat = seat
    this.#scheduler = scheduler
    this.#tally = tally
  }

  async take(step: SeatStep): Promise<void> {
    const { connect, tabs, posted } = this.#seat
    switch (step.do) {
      case 'move':
        connect.move(step.contactId, step.move)
        if (step.isTold) this.#tell()
        break
      case 'post':
        for (let time = 0; time < step.times; time++) this.#tell()
        break
      case 'replay':
        this.#seat.post(posted.at(-step.back) ?? [])
        break
      case 'flicker':
        this.#seat.post(connect.snapshot().filter(({ contactId }) => contactId !== step.contactId))
        if (step.backAfterMs === null) break
        await this.#wait(step.backAfterMs, true)
        this.#tell()
        break
      case 'ccp':
        for (const page of this.#seat.pages) {
          if (step.what === 'signs out') page.logOut()
          else page.acknowledge()
        }
        break
      case 'answered':
        await this.#answer()
        break
      case 'wait':
        await this.#wait(step.ms, step.isCcpAlive)
        break
      case 'sleep':
        await this.#sleep(step.ms, step.sign)
        break
      case 'tab':
        this.#tab(tabs[step.tab], step.what)
        break
      default:
        for (const page of this.#seat.pages) act(this.#seat, page, step)
    }
    await settled()
  }

  #tell(): void {
    const snapshot = this.#seat.connect.snapshot()
    const loads = this.#seat.pages.filter(({ shownLive, load }) => load > 1 && shownLive.size === 0)
    this.#seat.posted.push(snapshot)
    this.#seat.post(snapshot)
    this.#tally.restored += loads.filter(({ shownLive, desk }) => shownLive.size > 0 && desk.screen() !== null).length
  }

  async #answer(): Promise<void> {
    if (this.#scheduler.count() > 0) await this.#scheduler.waitNext(1)
  }

  async #wait(ms: number, isCcpAlive: boolean): Promise<void> {
    for (let left = ms; left > 0; left -= 5_000) {
      mock.timers.tick(Math.min(left, 5_000))
      for (const page of this.#seat.pages) {
        if (isCcpAlive) page.keepAlive()
        else page.look()
      }
      await settled()
    }
  }

  /** Nothing runs while the machine sleeps; then one sign comes first, and what was due. */
  async #sleep(ms: number, sign: WakingSign): Promise<void> {
    mock.timers.setTime(Date.now() + ms)
    for (const page of this.#seat.pages) page.look()
    if (sign === 'resume') for (const page of this.#seat.pages) page.resume()
    if (sign === 'keep-alive') for (const page of this.#seat.pages) page.keepAlive()
    if (sign === 'answer') await this.#answer()
    if (sign === 'press') {
      const open = { do: 'open', birthDate: '1980-02-29', pick: 'mother', presses: 1 } as const
      for (const page of this.#seat.pages) act(this.#seat, page, open)
    }
    await settled()
    mock.timers.tick(1)
  }

  #tab(tab: Seat['tabs'][number] | undefined, what: 'load' | 'close' | 'take'): void {
    if (tab === undefined) return
    if (what === 'close') tab.close()
    if (what === 'load') void tab.load()
    if (what === 'take' && tab.isOpen && tab.page === null) {
      this.#tally.taken += 1
      void tab.load('take')
    }
  }
}

type AgentStep = Extract<SeatStep, { do: 'select' | 'ask' | 'open' }>

/** What the agent does in a page. */
function act(seat: Seat, page: SeatPage, step: AgentStep): void {
  const { desk, truth } = page
  if (step.do === 'select') return desk.select(step.contactId)
  if (step.do === 'ask') {
    page.isAgentAsking = true
    desk.ask(step.how)
    page.isAgentAsking = false
    return
  }
  desk.type(step.birthDate)
  const screen = desk.screen()
  const patients = screen?.answer?.kind === 'found' ? screen.answer.patients : []
  const picked = patients.find(({ id }) => id.endsWith(`.${step.pick}`))
  if (picked !== undefined) desk.pick(picked.id)
  const life = screen === null ? 0 : truth.life(screen.contactId)
  seat.press = { screen, birthDate: step.birthDate, life, load: page.load }
  desk.pressOpen(step.presses)
  seat.press = null
}
