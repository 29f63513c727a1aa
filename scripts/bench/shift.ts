import type { Browser, CDPSession, Page } from '@playwright/test'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { buildWidget } from '../built-widget.ts'
import { openChromium } from '../open-chromium.ts'
import { type Bench, rounded } from './bench.ts'

const contacts = 600
/** Code is compiled, caches are filled: what grows after these grows for ever. */
const warmUps = 150
/** Streams keeps its log for half an hour to an hour, of some 40 contacts each half; these contacts pass in a few seconds. */
const logRolledAfterMs = 15_000
/** The broker gives an agent 60 tokens a minute; the parties' clock runs ahead so that a shift takes minutes. */
const skippedPerCallMs = 1_000

/**
 * A shift in one page: each contact rings, is taken, searched, opened by a birth date, ended and cleared. Heap after a forced
 * collection, event listeners and nodes, as Chromium counts them, beside those after the warm-up.
 */
export const shift: Bench = {
  name: 'shift',
  says: `${contacts} calls in one page of Chromium, each to the open chart: what is left over, as a share of the start`,
  async *run() {
    const stopClock = runAhead()
    const widget = await buildWidget()
    const policy = { budgetPerHour: 10_000, budgetPerDay: 100_000 }
    const sandbox = await startSandbox({ ports: 'free', people: { size: 2_000 }, widget, policy })
    sandbox.instance.settings.agentInfoLagMs = 0
    const browser = await openChromium()
    try {
      const page = await openWidget(sandbox, browser)
      await page.evaluate(`connect.getLog().setLogRollInterval(${logRolledAfterMs})`)
      const devTools = await page.context().newCDPSession(page)
      await playCalls(sandbox, page, warmUps)
      const before = await measure(devTools)
      await playCalls(sandbox, page, contacts)
      const after = await measure(devTools)
      yield {
        bench: 'shift',
        contacts,
        heapMb: rounded(before.heap / 1_048_576, 2),
        heapGrowth: rounded(after.heap / before.heap - 1, 3),
        listenersGrowth: after.listeners - before.listeners,
        nodesGrowth: after.nodes - before.nodes,
      }
    } finally {
      stopClock()
      await browser.close()
      await sandbox.close()
      await widget.remove()
    }
  },
}

let skippedMs = 0

/**
 * Lets the clock of all played parties and of the broker, which live in this process, run ahead by `skippedMs`; of those
 * that start after this, because each keeps the clock it was born with.
 */
function runAhead(): () => void {
  const real = Date.now
  Date.now = () => real() + skippedMs
  return () => {
    Date.now = real
  }
}

async function openWidget({ origins }: Sandbox, browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 400, height: 900 }, locale: 'en-US' })
  await page.goto(origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  await page.getByText('No call', { exact: true }).first().waitFor()
  page.context().on('page', (chart) => void chart.close())
  return page
}

async function playCalls({ instance }: Sandbox, page: Page, count: number): Promise<void> {
  const panel = page.locator('#panel')
  for (let played = 0; played < count; played += 1) {
    skippedMs += skippedPerCallMs
    const { contactId } = instance.ring({ number: '+16085550142' })
    instance.accept(contactId)
    await panel.locator('.candidate').first().waitFor()
    await panel.getByPlaceholder('MM DD YYYY').fill('07012015')
    await panel.getByRole('button', { name: /Open chart of Leo/ }).click()
    await panel
      .getByText(/opened \d/)
      .first()
      .waitFor()
    instance.hangUp(contactId)
    instance.clear(contactId)
    await panel.getByText('No call', { exact: true }).first().waitFor()
  }
}

async function measure(devTools: CDPSession): Promise<{ heap: number; listeners: number; nodes: number }> {
  await devTools.send('HeapProfiler.enable')
  // The first collection frees what the second can then see to be alone.
  await devTools.send('HeapProfiler.collectGarbage')
  await devTools.send('HeapProfiler.collectGarbage')
  await devTools.send('Performance.enable')
  const { metrics } = await devTools.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') }
}
