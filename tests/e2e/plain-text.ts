import { unsafeSigns } from '../fixtures/hostile-texts.ts'
import { type Desk, expect } from './desk.ts'

/** From now on: what is put into the page that runs, frames, or loads. */
export function noteInjections({ page }: Desk): Promise<void> {
  return page.evaluate(() => {
    const injected: string[] = []
    Reflect.set(window, 'injected', injected)
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof Element)) continue
        for (const element of [node, ...node.querySelectorAll('*')]) {
          const runs = element.matches('script, iframe, img, object, embed, style, link, base, meta')
          const handles = element.getAttributeNames().some((name) => /^on|^srcdoc$/.test(name))
          if (runs || handles) injected.push(element.outerHTML.slice(0, 200))
        }
      }
    }).observe(document.documentElement, { childList: true, subtree: true })
  })
}

/**
 * Whether all that others wrote is plain text where it shows: since `noteInjections` nothing of it ran or became an element, no
 * line of the panel is turned around, and nothing of it is wider than the window.
 */
export async function isPlain({ page, panel }: Desk): Promise<void> {
  const state = await page.evaluate(() => ({
    pwned: Reflect.get(window, 'pwned') ?? null,
    injected: Reflect.get(window, 'injected'),
    title: document.title,
    scrolls: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    wider: [...document.querySelectorAll('#panel *')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((element) => `${element.getAttribute('class')}: ${element.textContent.slice(0, 40)}`),
  }))
  expect(state).toEqual({ pwned: null, injected: [], title: 'Agent widget', scrolls: false, wider: [] })
  expect(await panel.textContent()).not.toMatch(unsafeSigns)
}
