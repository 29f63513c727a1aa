import { type Desk, expect } from './desk.ts'
import { pressAt, signIn, take, test } from './keyboard.ts'
import { watchPanel } from './seen-words.ts'
import { outcomes, walter } from './watched-call.ts'

/** Opens the widget and signs in, and comes to where the softphone should have spoken: Streams waits for twelve seconds. */
async function openUnheard(desk: Desk): Promise<void> {
  const { page, sandbox } = desk
  await page.clock.install()
  await page.goto(sandbox.origins.widget)
  await pressAt(desk, page.getByRole('button', { name: /Dana Rivera/ }))
  await expect(desk.says('Connecting to Amazon Connect')).toBeVisible()
  await page.clock.runFor(13_000)
  await expect(desk.says('The softphone does not answer')).toBeVisible()
  await expect(desk.says(/^If you are not signed in to Amazon Connect, sign in\. If you are, load/)).toBeVisible()
  await expect(desk.panel).not.toContainText('Signed out')
  await expect(desk.button('Sign in to the softphone')).toBeVisible()
}

/** The softphone is the agent's, by keys too. */
async function softphoneHolds(desk: Desk): Promise<void> {
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Hold' }))
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
}

/** Signs in to Connect by the panel's button, in the window that opens; Streams then loads the softphone again by itself. */
async function logIn(desk: Desk): Promise<void> {
  const { page } = desk
  await pressAt(desk, desk.button('Sign in to the softphone'))
  await expect.poll(() => logIns(desk)).toHaveLength(1)
  await logIns(desk)[0]?.getByRole('button', { name: 'Sign in again' }).press('Enter')
  await page.bringToFront()
  await page.clock.runFor(13_000)
}

/** The log-in windows of the softphone that are open. */
function logIns({ page, sandbox }: Desk) {
  return page
    .context()
    .pages()
    .filter((one) => one.url().startsWith(sandbox.origins.ccp))
}

test('ccp/silent, from the start: not called signed out; the softphone takes a call that shows nobody, and loaded again has it all (R45, R65, R69)', async ({
  desk,
}) => {
  const { sandbox, page } = desk
  await sandbox.faults.turn(['ccp/silent'])
  await openUnheard(desk)
  const seen = await watchPanel(page)
  const contactId = desk.ring(walter)
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await softphoneHolds(desk)
  await expect(desk.panel).not.toContainText(/555-0107|Nguyen/)
  expect(desk.audited('token')).toEqual([])

  await sandbox.faults.turn([])
  await pressAt(desk, desk.button('Load the softphone again'))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect.poll(() => logIns(desk)).toEqual([])
  expect(outcomes(desk, contactId)).toEqual(['found'])
  for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|signed out/i)
})

test('ccp/down, from the start: not called signed out; loaded again once it is up, the next call opens its chart (R65, R69)', async ({
  desk,
}) => {
  const { sandbox, page } = desk
  await sandbox.faults.turn(['ccp/down'])
  await openUnheard(desk)
  await expect(desk.softphone.getByText('Service Unavailable')).toBeVisible()
  const seen = await watchPanel(page)

  await test.step('Streams reloads it ten times and gives up: nobody knows more then, and nothing is said that is not so', async () => {
    let askedAt = Date.now()
    page.on('request', (request) => {
      if (request.url().startsWith(sandbox.origins.ccp)) askedAt = Date.now()
    })
    await page.clock.runFor(150_000)
    // The clock runs faster than the last page is loaded, which would come up with all the rest.
    await expect.poll(() => Date.now() - askedAt).toBeGreaterThan(1_000)
    await expect(desk.says('The softphone does not answer')).toBeVisible()
    await expect(desk.button('Sign in to the softphone')).toBeVisible()
  })

  await sandbox.faults.turn([])
  await pressAt(desk, desk.button('Load the softphone again'))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  await expect.poll(() => logIns(desk)).toEqual([])
  const contactId = desk.ring(walter)
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  expect(outcomes(desk, contactId)).toEqual(['found'])
  for (const { words } of await seen()) expect(words).not.toMatch(/nobody|no patient|not found|signed out/i)
})

test('an agent who is not signed in when the page opens, and is away while Streams gives up: signs in by the button, and calls come (R43, R65)', async ({
  desk,
}) => {
  const { sandbox, page } = desk
  sandbox.instance.logOutCcp()
  await openUnheard(desk)
  await page.clock.runFor(150_000)
  await logIn(desk)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  await expect.poll(() => logIns(desk)).toEqual([])

  desk.ring(walter)
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

test('a softphone that died in mid-call and whose session is over: loaded again in vain, it offers to sign in, and the call is back (R43, R81)', async ({
  desk,
}) => {
  const { sandbox, page } = desk
  await page.clock.install()
  await signIn(desk)
  await take(desk, { number: walter })
  await expect(desk.heading('1 patient has this number')).toBeVisible()

  await sandbox.faults.turn(['ccp/down'])
  sandbox.instance.reloadCcp()
  await expect(desk.softphone.getByText('Service Unavailable')).toBeVisible()
  sandbox.instance.logOutCcp()
  await page.clock.fastForward(60_000)
  await expect(desk.says('The softphone does not answer')).toBeVisible()
  await expect(desk.button('Sign in to the softphone')).toHaveCount(0)
  await sandbox.faults.turn([])
  await pressAt(desk, desk.button('Load the softphone again'))
  await page.clock.runFor(13_000)
  await expect(desk.says(/^If you are not signed in to Amazon Connect, sign in/)).toBeVisible()
  await expect(desk.panel).not.toContainText(/555-0107|Nguyen/)

  await logIn(desk)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await softphoneHolds(desk)
})
