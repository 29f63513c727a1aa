const key = 'agent-widget.signed-out'

/**
 * Remembers, across tabs and loads of the page, that the agent was signed out, by a press or for being away, until somebody
 * shows the provider who they are (R39): its own session would let whoever sits down next in by one press.
 */
export const signedOutMark = {
  set: () => localStorage.setItem(key, 'yes'),
  isSet: () => localStorage.getItem(key) === 'yes',
  clear: () => localStorage.removeItem(key),
}
