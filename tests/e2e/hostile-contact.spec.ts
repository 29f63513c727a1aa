import { hostileTexts } from '../fixtures/hostile-texts.ts'
import { type Desk, expect, test } from './desk.ts'
import { isPlain, noteInjections } from './plain-text.ts'

/** Beside what tries to run: what tries to be taken for something else that stands there. */
const texts = Object.entries({
  ...hostileTexts,
  'letters that look alike': 'Nо саll',
  'a sentence of ours': 'Birth date agrees with Ana Kessler',
  'a link': 'https://epic.hospital.example/chart?patient=1',
})
const groups = Array.from({ length: Math.ceil(texts.length / 9) }, (_empty, index) =>
  texts.slice(index * 9, index * 9 + 9),
)

test.describe('in the narrowest pane', () => {
  test.use({ viewport: { width: 360, height: 1_100 } })

  for (const group of groups) {
    test(`a queue, the language, the reason and the number of a contact that hold ${group.map(([what]) => what).join(', ')} show as plain text, ringing and on the line (R33)`, async ({
      desk,
    }) => {
      await noteInjections(desk)
      for (const [what, text] of group) await test.step(what, () => takesPlainly(desk, text))
    })
  }
})

/** A caller without a number, so that the one that was written shows too: it rings, is taken, and goes. */
async function takesPlainly(desk: Desk, text: string): Promise<void> {
  desk.sandbox.instance.renameQueue('Billing', `Billing ${text}`)
  const attributes = { language: text, reason: text, customerNumber: text }
  desk.ring(undefined, { scenario: 'withheld', queue: 'Billing', attributes })
  await expect(desk.heading('Number withheld')).toBeVisible()
  await showsAsWritten(desk, text)

  await desk.accept()
  await expect(desk.says(/Still needed: first name, last name, birth date/)).toBeVisible()
  await showsAsWritten(desk, text)
  expect(desk.searches()).toEqual([])
  await desk.endCall()
}

/** Each of the four in its own place, word for word where it is short and harmless; none of them as more than a word. */
async function showsAsWritten(desk: Desk, text: string): Promise<void> {
  const words = /^[\x21-\x7E][\x20-\x7E]{0,40}$/.test(text) ? text : ''
  const queue = desk.call.locator('header .fact').first()
  await expect(queue).toContainText(`Billing ${words}`.trim())
  for (const label of ['Language chosen in the menu: ', 'Reason given: ', 'Number written by the customer: '])
    await expect(desk.call.getByText(label).first()).toContainText(words === '' ? label.trim() : words)
  await expect(desk.call.getByRole('link')).toHaveCount(0)
  await expect(desk.button(/^Open chart/)).toHaveCount(0)
  await expect(desk.panel.getByRole('status').filter({ hasText: 'agrees' })).toHaveCount(0)
  // The sandbox's softphone shows the queue too, and its buttons have to stay within reach.
  const isWider = await desk.softphone.getByRole('article').evaluate((card) => card.scrollWidth > window.innerWidth)
  expect(isWider).toBe(false)
  await isPlain(desk)
}

test.describe('an agent whom the hospital’s provider calls by a hostile name', () => {
  test.use({ viewport: { width: 360, height: 1_100 }, isSignedIn: false })

  for (const [what, text] of texts.filter(([what]) => /image|script$|turned|five thousand|bells|towers/.test(what))) {
    test(`that holds ${what}: plain text in the bottom line, and in the note of a call from a queue that holds it too (R33)`, async ({
      desk,
    }) => {
      await nameAgent(desk, `Dana ${text}`)
      await desk.signIn()
      await noteInjections(desk)
      await expect(desk.panel.getByRole('contentinfo')).toContainText(/Dana .*Sandbox/)
      await isPlain(desk)

      desk.sandbox.instance.renameQueue('Billing', `Billing ${text}`)
      await desk.takeCall('+14145550107', { queue: 'Billing' })
      await expect(desk.heading('1 patient has this number')).toBeVisible()
      await desk.openBy('12091951', 'Walter Nguyen')
      await desk.page.bringToFront()
      await desk.page.evaluate(() =>
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }),
      )
      await desk.button('Copy note').click()
      // One fact a line, whatever the names hold: nobody writes a line of their own into the note.
      const note = await desk.panel.locator('pre.note').innerText()
      expect(note.split('\n').map((line) => line.split(':')[0])).toEqual([
        'Call',
        'Number',
        'Queue',
        'Caller',
        'Verified by',
        'Patient',
        'Agent',
      ])
      expect(note).toMatch(/^Queue: Billing \S/m)
      await isPlain(desk)
    })
  }
})

/** Has the provider say this name of whoever signs in: the widget reads it to show it, and only the broker checks signatures. */
async function nameAgent({ page, sandbox }: Desk, name: string): Promise<void> {
  await page.route(`${sandbox.origins.idp}/token`, async (route) => {
    // Playwright's own fetch does not know the names below localhost.
    const request = route.request()
    const headers = { 'content-type': request.headers()['content-type'] ?? '', origin: sandbox.origins.widget }
    const answer = await fetch(request.url(), { method: 'POST', headers, body: request.postData() })
    const tokens = (await answer.json()) as { readonly id_token: string }

    const [head = '', payload = '', signature = ''] = tokens.id_token.split('.')
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const renamed = Buffer.from(JSON.stringify({ ...claims, name })).toString('base64url')
    const json = { ...tokens, id_token: `${head}.${renamed}.${signature}` }
    await route.fulfill({ headers: { 'access-control-allow-origin': sandbox.origins.widget }, json })
  })
}
