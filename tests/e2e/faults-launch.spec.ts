import { expect, test } from './desk.ts'
import { type FaultRow, shareDesk, takeCallWhile, walter } from './faulty-desk.ts'

// Where agents have Epic log-ins there is no broker that asks again, hides what is restricted, or writes an audit.
const audited = [] as const
const restricted = { sees: 'Restricted: search in Epic itself', audited }
const refused = { sees: 'Epic did not allow this search', audited }

const rows: readonly FaultRow[] = [
  { on: 'epic/restricted-4130', ...restricted, asked: 2 },
  { on: 'epic/restricted-4131', ...restricted, asked: 2 },
  { on: 'epic/only-restricted', ...restricted, asked: 2 },
  { on: 'epic/forbidden', ...refused, asked: 2 },
  { on: 'epic/forbidden-4118', ...refused, asked: 2 },
  // Not counted: a browser asks again by itself where a connection that it kept was reset.
  { on: 'epic/reset', sees: 'Epic cannot be reached', audited, isMended: true },
  { on: 'epic/half-body', sees: 'Epic cannot be reached', audited, asked: 6, isMended: true },
  { on: 'epic/truncated', sees: 'Epic’s answer could not be read', audited, asked: 4, isMended: true },
  { on: 'epic/busy', sees: 'Epic is busy', audited, asked: 6, isMended: true },
]

test.describe('what goes wrong at Epic is said as it is to an agent who signed in there', () => {
  const { desk } = shareDesk({ mode: 'launch' }, async (desk) => {
    await desk.page.goto(`${desk.sandbox.origins.epic}/hyperspace/launch?user=dana.rivera`)
    await expect(desk.says('No call', { exact: true })).toBeVisible()
  })

  for (const row of rows) {
    test(`${row.on}: “${row.sees}” (R65, R66, R68, R69, R79)`, () => takeCallWhile(desk(), row))
  }

  for (const [cors, fault] of [
    ['none', 'none'],
    ['not-errors', 'down'],
  ] as const) {
    test(`Epic lets this page read ${cors === 'none' ? 'nothing' : 'no errors, and is down'}: it cannot be reached (R65, R69)`, async () => {
      const { sandbox } = desk()
      sandbox.epic.site.cors = cors
      sandbox.epic.site.fault = fault
      await desk().takeCall(walter)
      await expect(desk().says('Epic cannot be reached')).toBeVisible()
      await desk().press('Hold')
      sandbox.epic.site.cors = 'all'
      await sandbox.faults.turn([])
      await desk().button('Try again').click()
      await expect(desk().heading('1 patient has this number')).toBeVisible()
      await desk().endCall()
    })
  }

  // The last one: afterwards the agent has to sign in anew.
  test('epic/unauthorized: “Your sign-in is over” (R65, R68, R69, R79)', () =>
    takeCallWhile(desk(), { on: 'epic/unauthorized', sees: 'Your sign-in is over', audited }))
})
