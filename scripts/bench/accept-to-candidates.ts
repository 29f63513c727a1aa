import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { buildWidget } from '../built-widget.ts'
import { openChromium } from '../open-chromium.ts'
import { type Bench, percentile, type Row, rounded } from './bench.ts'
import { naiveFlow } from './naive-flow.ts'
import { endCall, openWidget } from './open-widget.ts'

/** What the page in the browser told of one call, in milliseconds (watch-call.js). */
interface WatchedCall {
  readonly sent: number
  readonly inDocument: number
  readonly painted: number
  readonly bare: number
  readonly longTasks: readonly number[]
}

const watch = fileURLToPath(new URL('watch-call.js', import.meta.url))
const calls = 30
const warmUps = 5
const defaultLagMs = 150
/** The broker gives one agent at most 60 tokens a minute, and each call wants one. */
const betweenCallsMs = 1_500
/** Nobody accepts at the first ring; in this time the widget has fetched the call's token. */
const ringsForMs = 600
/** Until the appointments of the candidates are there too, by which a bare search would be held up. */
const untilQuietMs = 500

/** `cpu`: how many times slower than this computer the page's is made. */
const rounds = [
  { epicMs: 0, lagMs: 0, cpu: 1 },
  { epicMs: 200, lagMs: 0, cpu: 1 },
  { epicMs: 800, lagMs: 0, cpu: 1 },
  { epicMs: 0, lagMs: defaultLagMs, cpu: 1 },
  { epicMs: 0, lagMs: 0, cpu: 4 },
  { epicMs: 200, lagMs: 0, cpu: 4 },
]

/**
 * From the moment the softphone shows the call connected to the frame with its candidates, beside a bare search from the
 * same page with the same token. `sent` is when the widget's search left, `inDocument` when its rows were there. Where
 * Connect names the agent late (`lagMs`), the first line holds that wait, and the bare search does not. `naive` is what
 * the common examples do at the accept (naive-flow.ts), painted as well; `overNaive` compares the medians. `longTasks` are
 * the tasks of more than 50 ms of all `calls` together, and `longTaskMs` all that they took.
 */
export const acceptToCandidates: Bench = {
  name: 'accept-to-candidates',
  says: `${calls} calls in Chromium: connected to candidates painted, beside a bare search; medians but for p95`,
  async *run() {
    const widget = await buildWidget()
    const policy = { budgetPerContact: 100, budgetPerHour: 10_000, budgetPerDay: 100_000 }
    const sandbox = await startSandbox({ ports: 'free', people: { size: 2_000 }, widget, policy })
    const browser = await openChromium()
    try {
      const page = await openWidget(sandbox, browser, watch)
      sandbox.instance.settings.agentInfoLagMs = 0
      await playCalls(sandbox, page, warmUps)
      const devTools = await page.context().newCDPSession(page)
      for (const round of rounds) {
        sandbox.epic.site.latencyMs = round.epicMs
        sandbox.instance.settings.agentInfoLagMs = round.lagMs
        await devTools.send('Emulation.setCPUThrottlingRate', { rate: round.cpu })
        const watched = await playCalls(sandbox, page, calls)
        yield rowOf(round, watched, await naiveFlow(sandbox, browser, { calls, cpu: round.cpu }))
      }
    } finally {
      await browser.close()
      await sandbox.close()
      await widget.remove()
    }
  },
}

async function playCalls(sandbox: Sandbox, page: Page, count: number): Promise<WatchedCall[]> {
  const watched: WatchedCall[] = []
  while (watched.length < count) watched.push(await playCall(sandbox, page))
  return watched
}

async function playCall(sandbox: Sandbox, page: Page): Promise<WatchedCall> {
  const nextAt = performance.now() + betweenCallsMs
  await page.evaluate('watchedCall.begin()')
  const { instance } = sandbox
  const { contactId } = instance.ring({ number: '+16085550142' })
  await pause(ringsForMs)

  const outcome = outcomeOf(page)
  await page.evaluate('0') // By then the page waits for the outcome.
  instance.accept(contactId)
  const watched = await outcome
  await pause(untilQuietMs)
  const longTasks: readonly number[] = await page.evaluate('watchedCall.longTasks()')
  const bare: number = await page.evaluate('watchedCall.askBare()')

  await endCall(sandbox, page, contactId)
  await pause(Math.max(0, nextAt - performance.now()))
  return { ...watched, bare, longTasks }
}

type Painted = Pick<WatchedCall, 'sent' | 'inDocument' | 'painted'>

async function outcomeOf(page: Page): Promise<Painted> {
  const outcome = await Promise.race([page.evaluate<Painted>('watchedCall.outcome()'), pause(20_000, null)])
  if (outcome === null) throw new Error('No candidates were painted in 20 s.')
  return outcome
}

function rowOf(round: (typeof rounds)[number], watched: readonly WatchedCall[], naive: readonly number[]): Row {
  const of = (name: keyof Painted | 'bare', p: number) =>
    percentile(
      watched.map((call) => call[name]),
      p,
    )
  const median = of('painted', 0.5)
  const bareMedian = of('bare', 0.5)
  const longTasks = watched.flatMap((call) => call.longTasks)
  return {
    bench: 'accept-to-candidates',
    ...round,
    calls: watched.length,
    median: rounded(median),
    p95: rounded(of('painted', 0.95)),
    bareMedian: rounded(bareMedian),
    ratio: rounded(median / bareMedian, 2),
    naive: rounded(percentile(naive, 0.5)),
    overNaive: rounded(median / percentile(naive, 0.5), 2),
    sent: rounded(of('sent', 0.5)),
    inDocument: rounded(of('inDocument', 0.5)),
    longTasks: longTasks.length,
    longTaskMs: rounded(
      longTasks.reduce((sum, ms) => sum + ms, 0),
      0,
    ),
  }
}
