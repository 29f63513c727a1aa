import type { Page } from '@playwright/test'

/** What one moment showed: whose call the panel named, and every word of it. */
export interface Seen {
  readonly caller: string
  /** In milliseconds of the page's own clock, which no test turns. */
  readonly at: number
  readonly words: string
}

/** Notes every state of the panel from now on, however short; answers all that was seen. */
export async function watchPanel(page: Page): Promise<() => Promise<Seen[]>> {
  const notes = await page.evaluateHandle(() => {
    const seen: { caller: string; at: number; words: string }[] = []
    const look = () => {
      const call = document.querySelector<HTMLElement>('#panel main')
      const words = call?.innerText ?? ''
      const caller = call?.querySelector('h2')?.innerText ?? ''
      if (seen.at(-1)?.words !== words) seen.push({ caller, at: new Event('now').timeStamp, words })
    }
    new MutationObserver(look).observe(document.querySelector('#panel') ?? document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    look()
    return seen
  })
  return () => notes.jsonValue()
}
