/** Tells every tab of the widget that the agent signed out (R39), and hears it of the others. */
export function signedOutSignal(onElsewhere: () => void): { tellOthers(): void } {
  const channel = new BroadcastChannel('agent-widget.signed-out')
  channel.addEventListener('message', onElsewhere)
  return {
    tellOthers() {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has its own origin only
      channel.postMessage('signed-out')
    },
  }
}
