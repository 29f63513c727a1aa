import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { type Bench, percentile, rounded } from './bench.ts'
import { openStage } from './open-stage.ts'
import { openWidget } from './open-widget.ts'

const times = 60
const warmUps = 10
const watch = fileURLToPath(new URL('watch-digit.js', import.meta.url))

/** From the last digit of the birth date to the frame in which its row is marked, at full speed and with the CPU slowed. */
export const lastDigit: Bench = {
  name: 'last-digit',
  says: `${times} times in Chromium: the key of the last digit to the row marked; cpu: how many times slower`,
  async *run() {
    const { sandbox, browser, close } = await openStage()
    try {
      const page = await openWidget(sandbox, browser, watch)
      const { contactId } = sandbox.instance.ring({ number: '+16085550142' })
      await pause(1_000)
      sandbox.instance.accept(contactId)
      await page.getByRole('heading', { name: '4 patients share this number' }).waitFor()
      await page.getByPlaceholder('MM DD YYYY').pressSequentially('0229198')

      const cpu = await page.context().newCDPSession(page)
      for (const rate of [1, 4]) {
        await cpu.send('Emulation.setCPUThrottlingRate', { rate })
        await typeTimes(page, warmUps)
        const took = await typeTimes(page, times)
        const figures = { median: rounded(percentile(took, 0.5)), p95: rounded(percentile(took, 0.95)) }
        yield { bench: 'last-digit', cpu: rate, ...figures, n: took.length }
      }
    } finally {
      await close()
    }
  },
}

async function typeTimes(page: Page, count: number): Promise<number[]> {
  const took: number[] = []
  while (took.length < count) {
    await page.evaluate('watchedDigit.begin()')
    await page.keyboard.press('0')
    took.push(await outcomeOf(page))
    await page.keyboard.press('Backspace')
    await page.locator('#panel .candidate.agrees').first().waitFor({ state: 'detached' })
  }
  return took
}

async function outcomeOf(page: Page): Promise<number> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(20)) {
    const took: number | null = await page.evaluate('watchedDigit.outcome()')
    if (took !== null) return took
  }
  throw new Error('No row was marked in 20 s.')
}
