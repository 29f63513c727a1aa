import { once } from 'node:events'
import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { aRoad } from './road.ts'

it('waits no longer than the real broker for a body that drips (R76)', { timeout: 30_000 }, async () => {
  const { sandbox, dana } = await aRoad()
  const authorization = `Bearer ${dana}`
  const headers = { Origin: sandbox.origins.widget, 'Content-Type': 'application/json', Authorization: authorization }
  const dripping = request(`${sandbox.origins.broker}/token`, { method: 'POST', headers, agent: false })
  dripping.on('error', () => undefined)
  const drops = setInterval(() => dripping.write(' '), 500)
  onTestFinished(() => {
    clearInterval(drops)
    dripping.destroy()
  })

  const begun = performance.now()
  const [answer] = await once(dripping, 'response')
  expect(answer.statusCode).toBe(408)
  expect(performance.now() - begun).toBeLessThan(15_000)
})
