import { expect, test } from './desk.ts'
import { household, shareDesk } from './faulty-desk.ts'
import { oddAnswers } from './odd-answers.ts'
import { takeWatchedCall } from './watched-call.ts'

test.describe('an odd answer loses nobody without a word, and counts nobody twice', () => {
  const { desk } = shareDesk({}, (desk) => desk.signIn())

  for (const { on, heading, isRemarked } of oddAnswers) {
    test(`${on}: “${heading}”${isRemarked ? ', and that some are left out' : ''} (R28, R33, R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().heading(heading),
        audited: ['found'],
        also: () => expect(desk().says('Epic left some results out.')).toBeVisible({ visible: isRemarked }),
        goesOn: () => desk().openBy('07012015', 'Leo Kessler'),
      })
    })
  }

  for (const [on, sentence, outcome] of [
    ['epic/only-59133', 'Epic needs more to search with', 'too-little'],
    ['epic/over-a-hundred', '120 patients share this number (a facility?)', 'too-many'],
  ] as const) {
    test(`${on}: “${sentence}”, and the form (R65)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().says(sentence),
        audited: [outcome],
        isUnshown: true,
        also: () => expect(desk().panel.getByLabel('Last name')).toBeVisible(),
      })
    })
  }

  // Who may not be seen is answered like who is not there, byte for byte: the one exception to "never nobody".
  for (const on of ['epic/restricted-4130', 'epic/restricted-4131', 'epic/only-restricted']) {
    test(`${on}: as if nobody had the number, and the audit knows better (R23)`, async () => {
      await desk().sandbox.faults.turn([on])
      await takeWatchedCall(desk(), {
        number: household,
        sees: desk().says('Epic shows nobody with this number'),
        audited: ['restricted'],
        isUnshown: true,
        isCalledNobody: true,
      })
    })
  }
})
