import type { Moment } from './moment.ts'
import { press, stands } from './stage.ts'

/** What the panel says in place of a call. The softphone is signed out at the end: nothing comes after it on that page. */
export const connectionMoments: readonly Moment[] = [
  {
    name: 'broken',
    async play(stage) {
      const { page, sandbox, words } = stage
      await page.evaluate(`{
        const whole = String.prototype.padStart
        String.prototype.padStart = () => { throw new Error('played') }
        window.mend = () => (String.prototype.padStart = whole)
      }`)
      sandbox.instance.ring({ number: '+16085550142' })
      await press(stage, 'Accept')
      await stands(stage, words.fault.title)
      await page.evaluate('window.mend()')
    },
  },
  {
    name: 'two-people',
    async play(stage) {
      stage.sandbox.instance.ccpAgent = 'sam.okoye'
      await stands(stage, stage.words.failures['connect-agent-mismatch'].title)
    },
  },
  {
    name: 'softphone-signed-out',
    async play(stage) {
      stage.sandbox.instance.logOutCcp()
      await stands(stage, stage.words.signedOut.title)
    },
  },
]
