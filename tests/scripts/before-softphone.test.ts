import { expect, it } from 'vitest'
import { javaScriptBeforeSoftphone, softphoneBudget } from '../../scripts/bench/before-softphone.ts'

it('needs at most 60 KB of JavaScript before the softphone in all modes but launch, Streams apart', async () => {
  const bytes = await javaScriptBeforeSoftphone()

  expect(bytes['call-scoped'], 'something was counted').toBeGreaterThan(10_000)
  expect(bytes['call-scoped']).toBeLessThanOrEqual(softphoneBudget)
  expect(bytes.direct).toBeLessThanOrEqual(softphoneBudget)
}, 60_000)
