import type { Page } from '@playwright/test'

/** How long nothing of the page runs, in milliseconds. */
const frozenMs = 1_500

/**
 * Freezes the tab while something happens outside of it, and thaws it: all that was sent to the page and to the softphone in
 * its frame meanwhile stands in line then, behind the event by which a browser tells of the thaw.
 *
 * The browser's own way (`Page.setWebLifecycleState`) does nothing to a page that Playwright holds visible. To the page it is
 * the same: none of its code runs, and its timers and messages wait.
 *
 * Answers the moment of the thaw, in milliseconds of the page's own clock.
 */
export async function whileFrozen(page: Page, happens: () => void): Promise<number> {
  let isFrozen = true
  const thaw = page
    .evaluate((ms) => {
      // The moment of an event is real, where the clock is played.
      const until = new Event('now').timeStamp + ms
      while (new Event('now').timeStamp < until);
      const thawedAt = new Event('now').timeStamp
      document.dispatchEvent(new Event('resume'))
      return thawedAt
    }, frozenMs)
    .finally(() => (isFrozen = false))
  await new Promise((resolve) => setTimeout(resolve, frozenMs / 3))
  happens()
  await new Promise((resolve) => setTimeout(resolve, frozenMs / 3))
  if (!isFrozen) throw new Error('The tab thawed too early')
  return thaw
}
