import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'

test.use({ isSignedIn: false })

test('a whole call by ear: one polite region from the start on, and what it says, in its order', async ({
  desk,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.sandbox.origins.widget })
  await page.addInitScript(listen)
  await desk.signIn()
  desk.sandbox.epic.site.latencyMs = 800
  await desk.takeCall('+16085550142')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  desk.sandbox.epic.site.latencyMs = 0
  await desk.birthDate.fill('12091951')
  await expect(desk.says('Nobody here was born on that date')).toBeVisible()
  await desk.openBy('07012015', 'Leo Kessler')
  await page.bringToFront()
  await desk.button('Copy note').click()
  await expect(desk.button('Copied')).toBeVisible()
  desk.ring('+14145550107')
  await expect(desk.panel.getByRole('navigation', { name: 'Contacts' })).toBeVisible()
  await desk.button('Wrong patient').click()
  await expect(desk.says('Taken back')).toBeVisible()

  const heard = await heardOn(page)
  // Whether the softphone is there before the panel depends on the day.
  expect(heard.texts.filter((text) => text !== 'Connecting to Amazon Connect')).toEqual([
    'Ringing: (608) 555-0142',
    'Searching Epic',
    '4 patients share this number',
    'Nobody here was born on that date. 0 of 4 born that day',
    'Birth date agrees with Leo Kessler',
    'Opening the chart of Leo Kessler',
    expect.stringMatching(/^opened \d+:\d\d\s[AP]M, by birth date and name$/),
    'Copied',
    'Ringing: (414) 555-0107',
    'Taken back. 4 patients share this number',
  ])
  expect(heard.otherRegions).toEqual([])
})

test('what fails is said once by the same voice, a fault of our own too, and nothing of it after the call', async ({
  desk,
  page,
}) => {
  await page.addInitScript(listen)
  await desk.signIn()
  desk.sandbox.epic.site.fault = 'html'
  const contactId = await desk.takeCall('+16085550142')
  await expect(desk.says('Epic’s answer could not be read')).toBeVisible()
  await page.evaluate(`String.prototype.padStart = () => { throw new Error('played') }`)
  await expect(desk.says('Something in this panel broke')).toBeVisible()
  desk.sandbox.instance.hangUp(contactId)
  desk.sandbox.instance.clear(contactId)

  const { texts, otherRegions } = await heardOn(page)
  expect(texts.slice(-2)).toEqual(['Epic’s answer could not be read', 'Something in this panel broke'])
  expect(otherRegions).toEqual([])
})

interface Heard {
  readonly texts: readonly string[]
  /** Regions that were read aloud beside the one, at any time while the panel stood there. */
  readonly otherRegions: readonly string[]
}

function heardOn(page: Page): Promise<Heard> {
  return page.evaluate<Heard>('window.heard')
}

/** Notes in the page all that the one region says, and each other region, however short it is there. */
const listen = `{
  const heard = window.heard = { texts: [], otherRegions: [] }
  let last = ''
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output'
  new MutationObserver(() => {
    if (document.querySelector('.panel') === null) return
    const regions = [...document.querySelectorAll(live)].filter((region) => region.closest('#ccp') === null)
    const own = regions.find((region) => region.matches('.panel > output'))
    for (const region of regions) if (region !== own) heard.otherRegions.push(region.outerHTML)
    if (own === undefined) heard.otherRegions.push('none of its own')
    const text = own?.textContent ?? ''
    if (text !== last && text !== '') heard.texts.push(text)
    last = text
  }).observe(document, { subtree: true, childList: true, characterData: true })
}`
