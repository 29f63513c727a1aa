/** Words for the time before the panel exists: no library has been loaded, and settings may be missing. */

/** What stands where the panel will, each sentence in a paragraph of its own. */
export interface StartNotice {
  readonly title: string
  readonly sentences: readonly string[]
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

/** Shows a notice where the panel will stand, with a button where there is something the agent can do. */
export function showStartNotice(element: HTMLElement, { title, sentences, action }: StartNotice): void {
  const notice = document.createElement('main')
  notice.className = 'start'
  notice.tabIndex = -1
  const said = document.createElement('div')
  said.role = 'alert'
  said.append(withText('h1', title), ...sentences.map((sentence) => withText('p', sentence)))
  notice.append(said)
  if (action !== undefined) {
    const button = withText('button', action.label)
    button.addEventListener('click', action.run)
    notice.append(button)
  }
  element.replaceChildren(notice)
}

function withText(name: 'h1' | 'p' | 'button', text: string): HTMLElement {
  const element = document.createElement(name)
  element.textContent = text
  return element
}
