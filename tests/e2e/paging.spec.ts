import { expect, test } from './desk.ts'
import { household, mend, shareDesk } from './faulty-desk.ts'
import { nursingHome, takeWatchedCall } from './watched-call.ts'

test.describe('an Epic that answers in pages', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())
  const epicWas = (event: string) =>
    desk()
      .sandbox.journal.entries()
      .filter((entry) => entry.party === 'epic' && entry.event === event).length

  test.afterEach(() => {
    desk().sandbox.epic.site.pages = 'whole'
  })

  for (const [pages, how] of [
    ['of-two', 'pages of two'],
    ['with-gaps', 'short pages and empty ones, which have a next one all the same'],
  ] as const) {
    test(`a household on ${how} is shown whole, and whoever stands on the last page opens`, async () => {
      desk().sandbox.epic.site.pages = pages
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().heading('4 patients share this number'),
        audited: ['found'],
        async also() {
          await expect(desk().rows).toHaveCount(4)
          await expect(desk().panel).not.toContainText('left some results out')
        },
        goesOn: () => desk().openBy('05201974', 'Tom Brandt'),
      })
    })

    test(`more than ten on ${how} are too many, and nobody of them is shown`, async () => {
      desk().sandbox.epic.site.pages = pages
      await takeWatchedCall(desk(), {
        number: nursingHome,
        sees: desk().says('More than 10 patients share this number (a facility?)'),
        audited: ['too-many'],
        isUnshown: true,
        async also() {
          await expect(desk().rows).toHaveCount(0)
          await expect(desk().panel.getByLabel('Last name')).toBeVisible()
        },
      })
    })
  }

  for (const [on, how] of [
    ['epic/paging-lost-once', 'Epic forgets its place between two pages (4113)'],
    ['epic/page-lost-once', 'the second page is given, and lost on the way'],
  ] as const) {
    test(`${how}: the search begins anew by itself, and the household is whole`, async () => {
      await desk().sandbox.faults.turn([on])
      const before = epicWas('search')
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().heading('4 patients share this number'),
        audited: ['found'],
        async also() {
          await expect(desk().says('Epic left some results out.')).toBeHidden()
          // Two formats, and one of them a second time.
          expect(epicWas('search') - before).toBe(3)
        },
        goesOn: () => desk().openBy('07012015', 'Leo Kessler'),
      })
    })
  }

  for (const [on, how] of [
    ['epic/paging-lost', 'Epic forgets its place again and again'],
    ['epic/empty-then-foreign', 'an empty page leads to another host'],
  ] as const) {
    test(`${how}: the answer could not be read, which is not "nobody"; trying again finds all (R28, R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().says('Epic’s answer could not be read'),
        audited: ['epic-invalid-answer'],
        isUnshown: true,
        also: () => expect(desk().rows).toHaveCount(0),
        goesOn: () => mend(desk(), '4 patients share this number'),
      })
    })
  }

  test('a household’s second page leads to another host: the first is shown, and that some are left out (R28)', async () => {
    desk().sandbox.epic.site.pages = 'of-two'
    await desk().sandbox.faults.turn(['epic/foreign-next'])
    await takeWatchedCall(desk(), {
      number: household,
      sees: desk().heading('2 patients share this number'),
      audited: ['found'],
      also: () => expect(desk().says('Epic left some results out.')).toBeVisible(),
    })
  })
})
