import type { CDPSession } from '@playwright/test'
import { expect, test } from './desk.ts'

/** What the page holds once its garbage is collected: nodes, listeners, and bytes of JavaScript. */
async function heldBy(session: CDPSession) {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { nodes: value('Nodes'), listeners: value('JSEventListeners'), heap: value('JSHeapUsedSize') }
}

test('forty calls leave nothing behind that grows: no nodes, no listeners, hardly any memory (R78)', async ({
  desk,
}) => {
  test.setTimeout(240_000)
  const session = await desk.page.context().newCDPSession(desk.page)
  await session.send('Performance.enable')
  const takeCalls = async (calls: number) => {
    for (let call = 0; call < calls; call += 1) {
      await desk.takeCall('+14145550107')
      await desk.openBy('12091951', 'Walter Nguyen')
      await desk.endCall()
      await Promise.all(desk.charts().map((chart) => chart.close()))
    }
  }
  await takeCalls(10)
  const before = await heldBy(session)
  await takeCalls(40)
  const after = await heldBy(session)

  // `npm run bench -- shift` measures six hundred; a leak of one node or listener a call shows in forty.
  expect(after.nodes - before.nodes).toBeLessThan(40)
  expect(after.listeners - before.listeners).toBeLessThan(40)
  expect(after.heap / before.heap).toBeLessThan(1.15)
})
