import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showTime } from './show-date.ts'

/** Props of a notice; `code` is shown to support alone, never a technical text. */
export interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error'
  readonly title: string
  readonly body?: string
  readonly code?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** One honest state: what is the matter, what it does not mean, and the next step. */
export function Notice({ kind, title, body, code, action }: NoticeProps) {
  const words = useMessages()
  const { now } = usePanelParts()
  const [since] = useState(now)
  return (
    <div className="stack">
      <Announce text={title} />
      <Alert type={kind} header={title}>
        {body}
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
    </div>
  )
}
