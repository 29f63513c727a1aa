import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { ContactTruth } from './contact-truth.ts'
import type { Desk, DeskMaker } from './desk.ts'
import { type Outcome, PlayedWorld } from './played-world.ts'
import { type RaceRule, raceRules } from './race-rules.ts'
import { type Step, steps } from './race-steps.ts'

/** How much happened in all races of a property, so that none is true for want of anything happening. */
export interface Tally {
  searches: number
  answersOnScreen: number
  charts: number
}

const outcomes = fc.array(fc.constantFrom<Outcome>('found', 'found', 'found', 'none', 'fails'), {
  minLength: 1,
  maxLength: 6,
})

/** Random races at a desk, in which these rules hold after every step. */
export function race(makeDesk: DeskMaker, rules: readonly RaceRule[], tally: Tally) {
  const startsOn = fc.constantFrom('accepted' as const, 'ringing' as const)
  return fc.asyncProperty(fc.scheduler(), steps, outcomes, startsOn, async (scheduler, steps, outcomes, startsOn) => {
    const world = new PlayedWorld(scheduler, outcomes)
    const desk = makeDesk(world, startsOn)
    const truth = new ContactTruth()
    for (const step of [...steps, ...drain(steps)]) {
      const before = world.charts.length
      await take(step, { world, desk, truth, scheduler })
      const shown = world.charts.slice(before)
      for (const rule of rules) {
        if (!raceRules[rule]({ world, desk, truth, shown })) throw new Error(`Broken: ${rule}`)
      }
      for (const { press } of shown) if (press?.screen) truth.opened(press.screen.contactId)
      if (desk.screen()?.answer) tally.answersOnScreen++
    }
    tally.searches += world.searches.length
    tally.charts += world.charts.length
  })
}

/** Every answer that may still be out comes in the end. */
function drain(steps: readonly Step[]): Step[] {
  return steps.map(() => ({ do: 'answered' }))
}

interface Stage {
  readonly world: PlayedWorld
  readonly desk: Desk
  readonly truth: ContactTruth
  readonly scheduler: fc.Scheduler
}

async function take(step: Step, { world, desk, truth, scheduler }: Stage): Promise<void> {
  switch (step.do) {
    case 'hear':
      truth.hear(step.event)
      desk.hear(step.event)
      break
    case 'answered':
      if (scheduler.count() > 0) await scheduler.waitNext(1)
      break
    case 'hint':
      desk.hint(step.contactId)
      break
    case 'select':
      desk.select(step.contactId)
      break
    case 'ask':
      world.isAgentAsking = true
      desk.ask(step.how)
      world.isAgentAsking = false
      break
    case 'open':
      press(step, { world, desk, truth })
  }
  await setImmediate()
}

function press(step: Extract<Step, { do: 'open' }>, { world, desk, truth }: Omit<Stage, 'scheduler'>): void {
  desk.type(step.birthDate)
  const screen = desk.screen()
  const patients = screen?.answer?.kind === 'found' ? screen.answer.patients : []
  const picked = patients.find(({ id }) => id.endsWith(`.${step.pick}`))
  if (picked !== undefined) desk.pick(picked.id)
  world.press = { screen, birthDate: step.birthDate, life: screen === null ? 0 : truth.life(screen.contactId) }
  desk.pressOpen(step.presses)
  world.press = null
}
