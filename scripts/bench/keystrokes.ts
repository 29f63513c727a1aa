import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Bench } from './bench.ts'
import { openStage } from './open-stage.ts'
import { endCall, openWidget } from './open-widget.ts'

/** What the agent does next: types a text, presses a key, or reads what must stand there first (which costs no key). */
type Step = { readonly type: string } | { readonly press: 'Enter' | 'Tab' } | { readonly read: string | RegExp }

interface UsualCall {
  readonly call: string
  /** E.164; null for a caller who withheld it. */
  readonly number: string | null
  readonly steps: readonly Step[]
}

const enter = { press: 'Enter' } as const
const tab = { press: 'Tab' } as const

const usualCalls: readonly UsualCall[] = [
  byDate('one patient has the number', '+14145550107', '12091951', 'Walter Nguyen'),
  byDate('a household, the mother', '+16085550142', '02291980', 'Ana Kessler'),
  byDate('a household, the child', '+16085550142', '07012015', 'Leo Kessler'),
  byDate('father and son of one name', '+16085550123', '09301978', 'James Whitfield Jr.'),
  byDate('the number was once somebody else’s', '+16085550180', '05051999', 'Jun Park'),
  {
    call: 'twins',
    number: '+16085550117',
    steps: [
      { read: '3 patients share this number' },
      { type: '07012015' },
      { read: 'First name the caller gives' },
      tab,
      { type: 'ida' },
      { read: 'Open chart of Ida Okafor' },
      enter,
    ],
  },
  byName('the number is withheld', null, ['walter', 'nguyen', '12091951'], 'Walter Nguyen'),
  byName(
    'nobody has the number, and the name is a former one',
    '+16085550199',
    ['helen', 'dahl', '08211969'],
    'Helen Sorensen',
  ),
  byName('a nursing home', '+16085550190', ['agnes', 'abbott', '01011928'], 'Agnes Abbott'),
  {
    call: 'two of one name, born on one day',
    number: null,
    steps: [
      ...formSteps(['maria', 'garcia', '04041990']),
      { read: 'Street number the caller gives' },
      tab,
      { type: '12' },
      { read: 'Open chart of Maria Garcia' },
      enter,
    ],
  },
]

/** Keys from the accepted call to the open chart, counted while the calls are played in Chromium. */
export const keystrokes: Bench = {
  name: 'keystrokes',
  says: 'keys pressed from the accepted call to the open chart, in ten usual calls played in Chromium',
  async *run() {
    const { sandbox, browser, close } = await openStage()
    try {
      const page = await openWidget(sandbox, browser)
      for (const usual of usualCalls) {
        yield { bench: 'keystrokes', call: usual.call, keys: await play(usual, sandbox, page) }
      }
    } finally {
      await close()
    }
  },
}

async function play({ number, steps }: UsualCall, sandbox: Sandbox, page: Page): Promise<number> {
  const { contactId } = sandbox.instance.ring({ number })
  await page.bringToFront()
  await pause(1_000)
  sandbox.instance.accept(contactId)
  await page
    .getByText(/^On call/)
    .first()
    .waitFor()

  let keys = 0
  for (const step of steps) {
    if ('read' in step) await page.locator('#panel').getByText(step.read).locator('visible=true').first().waitFor()
    else if ('press' in step) await page.keyboard.press(step.press)
    else await page.keyboard.type(step.type)
    keys += 'read' in step ? 0 : 'press' in step ? 1 : step.type.length
  }
  await page.getByRole('button', { name: 'Wrong patient' }).waitFor()
  for (const chart of page.context().pages()) if (chart !== page) await chart.close()
  await endCall(sandbox, page, contactId)
  return keys
}

function byDate(call: string, number: string, digits: string, name: string): UsualCall {
  const steps = [{ read: /this number/ }, { type: digits }, { read: `Open chart of ${name}` }, enter]
  return { call, number, steps }
}

function byName(call: string, number: string | null, typed: readonly string[], name: string): UsualCall {
  const steps = number === null ? formSteps(typed) : formStepsFromTheDate(typed)
  return { call, number, steps: [...steps, { read: `Open chart of ${name}` }, enter] }
}

/** Where a number was searched in vain, the focus is in the birth date, where it was while Epic was asked; the name stands below. */
function formStepsFromTheDate([given = '', family = '', digits = '']: readonly string[]): Step[] {
  return [{ read: 'Search Epic' }, { type: digits }, tab, { type: given }, tab, { type: family }, enter]
}

/** Where no number is searched, the focus is in the form's first field; Enter in the last one searches. */
function formSteps([given = '', family = '', digits = '']: readonly string[]): Step[] {
  return [{ read: 'Search Epic' }, { type: given }, tab, { type: family }, tab, { type: digits }, enter]
}
