import { expect, it } from 'vitest'
import { javaScriptBeforeSoftphone, softphoneBudget } from '../../scripts/bench/before-softphone.ts'

it('needs at most 60 KB of JavaScript before the softphone, Streams apart', async () => {
  const bytes = await javaScriptBeforeSoftphone()

  expect(bytes, 'something was counted').toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(softphoneBudget)
}, 60_000)
