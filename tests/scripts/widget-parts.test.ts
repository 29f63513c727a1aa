import { expect, it, vi } from 'vitest'
import { widgetParts } from '../../scripts/bench/widget-parts.ts'

it('loads no part that is heavier than it may be: 60 KB before the softphone, Streams apart, and the others by budgets of their own', async () => {
  // Else Vite builds React as it is for developers.
  vi.stubEnv('NODE_ENV', 'production')
  const parts = await widgetParts()

  expect(parts.map(({ part }) => part)).toEqual([
    'JavaScript before the softphone, Streams apart',
    'JavaScript of the panel, React with it',
    'JavaScript of the launch mode',
    'JavaScript of the laboratory’s mode',
    'style sheets',
  ])
  expect(parts[0]?.budget).toBe(60_000)
  expect(parts.filter(({ gz, budget }) => gz > budget)).toEqual([])
  expect(
    parts.filter(({ gz }) => gz < 500),
    'something was counted in each',
  ).toEqual([])
}, 60_000)
