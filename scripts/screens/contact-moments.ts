import type { Moment } from './moment.ts'
import { accept, beginning, household, opened, playScene, press, type Stage, stands, takeCall } from './stage.ts'

/** Lines, several contacts, and contacts that are no calls. */
export const contactMoments: readonly Moment[] = [
  {
    name: 'on-hold',
    async play(stage) {
      await household(stage)
      await press(stage, 'Hold')
      await stands(stage, beginning(stage.words.contact.onHold('')))
    },
  },
  {
    name: 'two-contacts',
    async play(stage) {
      await household(stage)
      stage.sandbox.instance.ring({ number: '+14145550107' })
      await tabs(stage).waitFor()
    },
  },
  {
    name: 'three-contacts',
    async play(stage) {
      await opened(stage)
      stage.sandbox.instance.ring({ number: '+14145550107' })
      await tabs(stage).waitFor()
      await press(stage, 'Accept')
      await stands(stage, beginning(stage.words.contact.onHold('')))
      stage.sandbox.instance.ring({ scenario: 'chat' })
      await tabs(stage).getByRole('button').nth(2).waitFor()
    },
  },
  {
    name: 'transferred',
    async play(stage) {
      await playScene(stage, 'transfer-confirmed')
      await accept(stage)
      await stands(stage, stage.words.contact.confirmedEarlier)
    },
  },
  {
    name: 'calling-back',
    async play(stage) {
      const { settings } = stage.sandbox.instance
      const before = settings.pickUpAfterMs
      settings.pickUpAfterMs = null
      stage.sandbox.instance.ring({ number: '+14145550107', scenario: 'queued-callback' })
      await press(stage, 'Accept')
      await stands(stage, stage.words.contact.calledBack.title)
      settings.pickUpAfterMs = before
    },
  },
  {
    name: 'outbound',
    async play(stage) {
      stage.sandbox.instance.ring({ number: '+14145550107', scenario: 'outbound' })
      await stands(stage, stage.words.noNumberSearch.outbound)
    },
  },
  {
    name: 'chat',
    async play(stage) {
      await playScene(stage, 'chat-number')
      await accept(stage)
      await stands(stage, stage.words.noNumberSearch['not-a-call'])
    },
  },
  {
    name: 'brought-back',
    async play(stage) {
      await takeCall(stage, { number: '+14145550107' })
      await stands(stage, stage.words.shareNumber(1))
      const [shown] = stage.sandbox.instance.shownTo(stage.sandbox.instance.ccpAgent)
      if (shown !== undefined) await stage.sandbox.instance.flicker(shown.contactId)
      await stands(stage, stage.words.restored.title)
    },
  },
]

function tabs({ panel, words }: Stage) {
  return panel.getByRole('navigation', { name: words.contacts })
}
