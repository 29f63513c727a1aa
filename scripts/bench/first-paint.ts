import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { buildWidget } from '../built-widget.ts'
import { openChromium } from '../open-chromium.ts'
import { type Bench, percentile, type Row, rounded } from './bench.ts'
import { afterPaint, openWidget } from './open-widget.ts'

/** What a tab told of one start (watch-start.js), the times in milliseconds since its navigation. */
interface WatchedStart {
  readonly ccpFrame: number
  readonly ccpPaint: number
  readonly panel: number
  readonly longTasks: readonly number[]
}

const watch = fileURLToPath(new URL('watch-start.js', import.meta.url))
const starts = 15
const warmUps = 2

/**
 * From the navigation to the widget to the softphone's frame in the document (`ccpFrameMs`), its first contentful paint
 * (`ccpPaintMs`) and the panel's first painted content (`panelMs`): an agent whom the provider knows already, with an empty
 * cache and both ways to the provider in it. `cpu` slows the widget's page; the softphone's frame, which in Chromium is a
 * process of its own and at work Amazon's, keeps its speed. `longTasks` are the main thread's tasks of more than 50 ms until
 * frame and panel stand, of all starts together.
 */
export const firstPaint: Bench = {
  name: 'first-paint',
  says: `${starts} starts in Chromium, signed in, nothing cached: to the softphone's frame, its paint, and the panel's; medians`,
  async *run() {
    const widget = await buildWidget()
    const sandbox = await startSandbox({ ports: 'free', people: { size: 2_000 }, widget })
    const browser = await openChromium()
    try {
      const signedIn = await signInOnce(sandbox, browser)
      for (const cpu of [1, 4]) {
        const watched: WatchedStart[] = []
        for (let made = -warmUps; made < starts; made += 1) {
          const start = await watchStart(sandbox, browser, signedIn, cpu)
          if (made >= 0) watched.push(start)
        }
        yield rowOf(cpu, watched)
      }
    } finally {
      await browser.close()
      await sandbox.close()
      await widget.remove()
    }
  },
}

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>

/** What a browser keeps of an agent who signed in at the provider. */
async function signInOnce(sandbox: Sandbox, browser: Browser): Promise<Kept> {
  const page = await openWidget(sandbox, browser)
  const kept = await page.context().storageState()
  await page.context().close()
  return kept
}

async function watchStart(sandbox: Sandbox, browser: Browser, kept: Kept, cpu: number): Promise<WatchedStart> {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, storageState: kept })
  try {
    const page = await context.newPage()
    await page.addInitScript({ path: afterPaint })
    await page.addInitScript({ path: watch })
    const devTools = await context.newCDPSession(page)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: cpu })
    await page.goto(sandbox.origins.widget)
    await page.getByText('No call', { exact: true }).waitFor()
    return await outcomeOf(page, sandbox.origins.ccp)
  } finally {
    await context.close()
  }
}

interface Outcome {
  readonly begunAt: number
  readonly ccpFrameAt: number
  readonly panelAt: number
  readonly longTasks: readonly number[]
}

/** Asked once frame and panel are painted, and a little later, because Chromium tells of a long task after it. */
async function outcomeOf(page: Page, ccpOrigin: string): Promise<WatchedStart> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(100)) {
    const outcome: Outcome | null = await page.evaluate('watchedStart.outcome()')
    const ccpPaintAt: number | undefined = await page
      .frames()
      .find((frame) => frame !== page.mainFrame() && frame.url().startsWith(ccpOrigin))
      ?.evaluate(`performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0]?.startTime`)
    if (outcome === null || ccpPaintAt === undefined || Number.isNaN(ccpPaintAt)) continue

    await pause(200)
    const { begunAt, ccpFrameAt, panelAt, longTasks }: Outcome = await page.evaluate('watchedStart.outcome()')
    return { ccpFrame: ccpFrameAt - begunAt, ccpPaint: ccpPaintAt - begunAt, panel: panelAt - begunAt, longTasks }
  }
  throw new Error('The softphone and the panel were not painted in 20 s.')
}

function rowOf(cpu: number, watched: readonly WatchedStart[]): Row {
  const median = (name: 'ccpFrame' | 'ccpPaint' | 'panel') =>
    rounded(
      percentile(
        watched.map((start) => start[name]),
        0.5,
      ),
      0,
    )
  const longTasks = watched.flatMap((start) => start.longTasks)
  return {
    bench: 'first-paint',
    cpu,
    ccpFrameMs: median('ccpFrame'),
    ccpPaintMs: median('ccpPaint'),
    panelMs: median('panel'),
    longTasks: longTasks.length,
    longTaskMs: rounded(
      longTasks.reduce((sum, ms) => sum + ms, 0),
      0,
    ),
    n: watched.length,
  }
}
