import { hostileTexts } from '../fixtures/hostile-texts.ts'
import { writePatient } from '../../src/sandbox/epic/people/epic-patient.ts'
import { ordinary } from '../../src/sandbox/epic/people/person.ts'
import { expect, test } from './desk.ts'
import { isPlain, noteInjections } from './plain-text.ts'

const texts = Object.entries(hostileTexts)
/** As many as the broker shows of one number. */
const households = Array.from({ length: Math.ceil(texts.length / 8) }, (_empty, index) =>
  texts.slice(index * 8, index * 8 + 8),
)

/** By whom the text comes into the page: the broker, which keeps what it allows, or Epic itself. */
const modes = ['call-scoped', 'launch'] as const
const all = modes.flatMap((mode) => [...households.entries()].map(([index, household]) => ({ mode, index, household })))

for (const { mode, index, household } of all) {
  const people = household.map(([, text], place) => aHostilePatient(index * 8 + place, text))

  test.describe(`in the mode ${mode}, people of whom every field holds ${household.map(([what]) => what).join(', ')}`, () => {
    test.use({ people: { all: people }, policy: { mode } })

    test('show as plain text, and one of them opens like anybody else (R33)', async ({ desk }) => {
      await noteInjections(desk)
      await desk.takeCall('+16085550142', { attributes: attributesOf(household) })
      await expect(desk.rows).toHaveCount(household.length)
      await isPlain(desk)

      await desk.birthDate.fill('02291980')
      await isPlain(desk)
      await desk.rows.first().click()
      await desk.birthDate.press('Enter')
      await expect(desk.says(/opened \d/)).toBeVisible()
      await isPlain(desk)
      const [chart] = desk.charts()
      await expect(chart ?? desk.page).toHaveURL(/\/hyperspace\/chart\?patient=eHostile\d+$/)
    })
  })
}

test('a number that is no number is shown as unreadable, and is not searched for (R33, R64)', async ({ desk }) => {
  await noteInjections(desk)
  await desk.takeCall(`<img src=x onerror="window.pwned='1'">@\u202E555`)
  await expect(desk.says('Not a telephone number')).toBeVisible()
  await isPlain(desk)
  expect(desk.searches()).toEqual([])
})

/** A patient as Epic writes one, with a text in the place of everything that somebody once typed. */
function aHostilePatient(number: number, text: string): fhir4.Patient {
  const patient = writePatient({
    ...ordinary,
    id: `eHostile${number}`,
    number,
    given: [text],
    family: text,
    suffix: text,
    nickname: text,
    formerFamily: text,
    sex: 'female',
    birthDate: '1980-02-29',
    telephones: [{ number: '608-555-0142', use: 'mobile' }],
    email: text,
    home: { street: text, city: text, state: text, postalCode: text },
    recordNumber: text,
    partner: { prefix: text, family: text },
  })
  return {
    ...patient,
    telecom: [...(patient.telecom ?? []), { system: 'phone', value: text, use: 'home' }],
    communication: [{ language: { coding: [{ code: text, display: text }], text }, preferred: true }],
    maritalStatus: { text },
    generalPractitioner: [{ display: text }],
    contact: [{ name: { text }, relationship: [{ text }] }],
  }
}

/** The hints of the contract, and a name that nobody agreed on. */
function attributesOf(household: readonly (readonly [string, string])[]): Record<string, string> {
  const [language = '', reason = '', customerNumber = ''] = household.map(([, text]) => text)
  return { language, reason, customerNumber, [language]: reason }
}
