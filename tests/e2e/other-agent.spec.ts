import { finish } from '../../src/sandbox/control-room/verbs.ts'
import { type Desk, expect, test } from './desk.ts'
import { freePort, openLaboratory } from './laboratory.ts'

const port = await freePort()

/** Somebody calls the softphone, which is Dana's, beside a panel that is not: nobody is looked for and nobody shown. */
async function nobodyIsLookedFor(desk: Desk): Promise<void> {
  await expect(desk.says('Two different people are signed in')).toBeVisible()
  const contactId = desk.ring('+14145550107')
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await expect(desk.softphone.getByRole('button', { name: 'Hold' })).toBeVisible()
  await desk.page.waitForTimeout(500)
  await expect(desk.says('Two different people are signed in')).toBeVisible()
  await expect(desk.page.getByText(/Nguyen|\(414\)/)).toHaveCount(0)
  const events = desk.sandbox.journal.entries().filter(({ party }) => party === 'epic' || party === 'broker')
  expect(events.filter(({ event }) => ['token', 'search'].includes(event)).map(({ event }) => event)).toEqual([])
  finish(desk.sandbox.instance, contactId)
}

test.use({ isSignedIn: false })

test('somebody else signs in at the provider than at the softphone: no token is asked for, nobody is searched (R38)', async ({
  desk,
}) => {
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.page.getByRole('button', { name: /Sam Okoye/ }).click()
  await nobodyIsLookedFor(desk)
})

test.describe('in a laboratory', () => {
  test.use({ policy: { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` } })

  test('the settings name somebody else than the softphone: nobody is searched (R38)', async ({ desk }) => {
    const closeLaboratory = await openLaboratory(desk.sandbox, port)
    await desk.page.route('**/config.json', async (route) => {
      const answer = await fetch(`${desk.sandbox.origins.widget}/config.json`)
      const config = (await answer.json()) as { direct: { agent: object } }
      config.direct.agent = { username: 'sam.okoye', name: 'Sam Okoye' }
      await route.fulfill({ json: config })
    })
    await desk.page.goto(desk.sandbox.origins.widget)
    await nobodyIsLookedFor(desk)
    await closeLaboratory()
  })
})
