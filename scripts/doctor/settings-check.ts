import { type Check, mend, ok } from './check.ts'
import type { SetUp } from './facts.ts'

/** The settings themselves: every one to mend is named. */
export function settingsCheck({ kind, faults }: SetUp): Check {
  const whole = kind === 'site' ? 'The site file can be deployed.' : 'The settings can be used.'
  return {
    name: 'settings',
    guide: 'docs/settings.md',
    run: async () => (faults.length === 0 ? ok(whole) : mend(`Mend these settings: ${faults.join('; ')}.`)),
  }
}
