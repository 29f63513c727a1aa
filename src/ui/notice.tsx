import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showTime } from './show-date.ts'

/**
 * Props of a notice; `code` is shown to support alone, never a technical text. `afterMs` is how long a party asked us to
 * wait, null where it did not say. `otherAction` stands below `action`, for where nobody can know which of two will help.
 */
export interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error'
  readonly title: string
  readonly body?: string
  readonly code?: string
  readonly afterMs?: number | null
  readonly action?: Action
  readonly otherAction?: Action
}

interface Action {
  readonly label: string
  readonly run: () => void
}

/** One honest state: what is the matter, what it does not mean, and the next step. */
export function Notice({ kind, title, body, code, afterMs = null, action, otherAction }: NoticeProps) {
  const words = useMessages()
  const { now } = usePanelParts()
  const [since] = useState(now)
  const isWorthSaying = afterMs !== null && afterMs > shortMs && afterMs < longMs
  return (
    <div className="stack">
      <Announce text={title} />
      <Alert type={kind} header={title}>
        {body}
        {isWorthSaying && (
          <div className="fact">{words.waitUntil(showTime(nextMinute(since + afterMs), words.locale))}</div>
        )}
        {code !== undefined && (
          <div className="fact">
            {words.detailsForSupport}: {code} · {showTime(since, words.locale)}
          </div>
        )}
      </Alert>
      {action !== undefined && (
        <Button variant="primary" fullWidth onClick={action.run}>
          {action.label}
        </Button>
      )}
      {otherAction !== undefined && (
        <Button fullWidth onClick={otherAction.run}>
          {otherAction.label}
        </Button>
      )}
    </div>
  )
}

/** What is over before the agent has read the sentence. */
const shortMs = 10_000
/** Within half a day a time of the clock means one moment. A party that asks for more has lost its clock, or the day is over. */
const longMs = 12 * 60 * 60_000

/** Shown are whole minutes, and no moment that is too early. */
function nextMinute(at: number): number {
  return Math.ceil(at / 60_000) * 60_000
}
