import { Component, type ReactNode } from 'react'
import { MessagesContext } from './messages.ts'
import { Notice } from './notice.tsx'

/**
 * Catches a fault of our own, so that the softphone beside it goes on (R69). React demands a class for this.
 * The browser's console has the fault already; the agent gets one sentence and a button.
 */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  static override contextType = MessagesContext
  declare context: React.ContextType<typeof MessagesContext>
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    const { panel, fault } = this.context
    const { title, body, again } = fault
    const restart = { label: again, run: () => this.setState({ isBroken: false }) }
    return (
      <main aria-label={panel} tabIndex={-1}>
        <Notice kind="error" title={title} body={body} action={restart} />
      </main>
    )
  }
}
