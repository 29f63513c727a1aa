// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Patient } from '../../src/domain/patient.ts'
import { ada, aName, ana, aPatient, aTelephone, ida } from '../fixtures/patient.ts'
import { birthDateField, button, chosenRow, heading, page, rows, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

/** Father and son: Epic writes the suffix into the text of the name alone. */
const whitfield = (id: string, suffix: string, birthDate: string): Patient =>
  aPatient({
    id,
    names: [{ use: 'official', family: 'Whitfield', given: ['James'], text: `James Whitfield ${suffix}` }],
    birthDate,
    legalSex: 'male',
  })
const senior = whitfield('senior', 'Sr.', '1950-01-15')
const junior = whitfield('junior', 'Jr.', '1978-09-30')

/** One of two who share name and birth date. */
const maria = (id: string): Patient => aPatient({ id, names: [aName('Maria', 'Garcia')], birthDate: '1990-04-04' })

/** One of those who are called Maria Garcia, with a second given name. */
const garcia = (id: string, given: string, town: string) =>
  aPatient({ id, names: [aName(given, 'Garcia')], birthDate: '1990-04-04', town })

/** One of a family, told from the others by the given name alone. */
const okafor = (given: string): Patient => aPatient({ id: given, names: [aName(given, 'Okafor')] })

it('has no default for twins: Enter opens nobody', async () => {
  const { call, opened } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')

  await type('07012015{Enter}')
  expect(screen.getByText('2 patients born that day are here')).toBeVisible()
  expect(screen.getByText(/Ask: “What is the patient’s first name\?”/)).toBeVisible()
  expect(button('Choose one: ↑ ↓')).toBeVisible()
  expect(chosenRow()).toBeNull()
  expect(opened()).toEqual([])
})

it('marks what tells twins apart', async () => {
  const { call } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')

  await type('07012015')
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Ada', 'Ida'])
})

it('opens the twin that the agent chose with the arrow keys', async () => {
  const { call, opened } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')
  await type('07012015')

  await type('{ArrowDown}')
  expect(screen.getAllByRole('radio')[0]).toHaveFocus()
  await type('{ArrowDown}')
  expect(chosenRow()).toContain('Ida')

  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ida'])
})

it('takes Enter on a row for the choice of that row, and opens by the next', async () => {
  const { call, opened } = renderPanel({ patients: [senior, junior] })
  await call()
  await heading('2 patients share this number')
  await type('09301978{ArrowDown}')

  await type('{Enter}')
  expect(chosenRow()).toContain('Jr.')
  expect(opened()).toEqual([])
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=junior'])
})

it('goes back from the rows to the birth date with Escape, and lets go of the choice', async () => {
  const { call, opened } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')
  await type('07012015')
  await userEvent.click(screen.getAllByRole('radio')[1] ?? document.body)
  expect(chosenRow()).toContain('Ida')

  await type('{Escape}')
  expect(chosenRow()).toBeNull()
  expect(birthDateField()).toHaveFocus()
  expect(opened()).toEqual([])
})

it('leads the arrow keys from the birth date to the row that is chosen', async () => {
  const { call } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')
  await type('07012015')
  const second = screen.getByRole('radio', { name: /Okafor, Ida/ })
  await userEvent.click(second)
  birthDateField().focus()
  await type('{ArrowDown}')
  expect(second).toHaveFocus()
  expect(chosenRow()).toContain('Ida')
})

it('lets go of a chosen row when the birth date is typed on', async () => {
  const { call } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')
  await type('0701201')
  await userEvent.click(screen.getAllByRole('radio')[1] ?? document.body)

  await userEvent.type(birthDateField(), '5')
  expect(chosenRow()).toBeNull()
})

it('does not open a chosen row that was born on another day', async () => {
  const { call, opened } = renderPanel({ patients: [senior, junior] })
  await call()
  await heading('2 patients share this number')
  await type('01151950')
  await userEvent.click(screen.getByRole('radio', { name: /Jr\./ }))

  await type('{Enter}')
  expect(screen.getByText(/James Whitfield Jr\. was not born on that date/)).toBeVisible()
  expect(opened()).toEqual([])
})

it('tells father from son by name and by a warning on both (R51)', async () => {
  const { call, opened } = renderPanel({ patients: [senior, junior] })
  await call()
  await heading('2 patients share this number')
  expect(rows().filter((row) => row.includes('same name as another here'))).toHaveLength(2)

  await type('09301978')
  expect(button('Open chart of James Whitfield Jr.')).toBeVisible()
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=junior'])
})

it('asks namesakes born on one day for what tells them apart (R51)', async () => {
  const numbered = {
    ...maria('other'),
    recordNumbers: ana.recordNumbers.map(({ system }) => ({ system, value: '000077' })),
  }
  const { call, opened } = renderPanel({ patients: [maria('one'), numbered] })
  await call()
  await heading('2 patients share this number')

  await type('04041990{Enter}')
  expect(screen.getByText(/“What are the last four digits of the patient’s record number\?”/)).toBeVisible()
  expect(opened()).toEqual([])
})

it('says so where nothing tells two patients apart (R51)', async () => {
  const { call, opened } = renderPanel({ patients: [maria('one'), maria('other')] })
  await call()
  await heading('2 patients share this number')

  await type('04041990{Enter}')
  expect(screen.getByText(/Nothing here tells them apart/)).toBeVisible()
  expect(opened()).toEqual([])
})

it.each([
  ['one letter', 'Ada', 'Ida', 'one letter from Ida'],
  ['the sound', 'Stephanie', 'Stefany', 'sounds like Stefany'],
  ['a short form', 'William', 'Bill', 'short or long form of Bill'],
])('warns at both, and says so, where %s tells two names apart (R51)', async (_what, one, other, words) => {
  const { call } = renderPanel({ patients: [okafor(one), okafor(other)] })
  await call()
  await heading('2 patients share this number')
  expect(rows().filter((row) => row.includes('⚠ similar name here'))).toHaveLength(2)
  expect(rows().find((row) => row.includes(`Okafor, ${one}`))).toContain(words)
})

it.each([
  ['the family name', ['Jon', 'Smith'], ['Jon', 'Smyth'], 'similar name here: one letter from Smyth'],
  ['both names', ['Jon', 'Smith'], ['John', 'Smyth'], 'similar name here: John Smyth'],
] as const)('warns at both where %s are alike, and says whom by (R51)', async (_what, one, other, words) => {
  const patients = [one, other].map(([given, family]) =>
    aPatient({ id: `${given}-${family}`, names: [aName(given, family)] }),
  )
  const { call } = renderPanel({ patients })
  await call()
  await heading('2 patients share this number')
  expect(rows().filter((row) => row.includes('⚠ similar name here'))).toHaveLength(2)
  expect(rows().find((row) => row.includes('Smith, Jon'))).toContain(words)
})

it('says what tells namesakes apart, and nothing of a town that may be asked (R51)', async () => {
  const { call } = renderPanel({
    patients: [garcia('one', 'Maria Rosa', 'Madison'), garcia('other', 'Maria Ines', 'Verona')],
  })
  await call()
  await heading('2 patients share this number')
  expect(rows().filter((row) => row.includes('same name as another here: the middle name differs'))).toHaveLength(2)
  expect(rows().join()).not.toMatch(/Madison|Verona|town/)
})

it('takes a number with more patients than a household has for a facility’s, and goes to the name search', async () => {
  const { call } = renderPanel({ epic: () => ({ kind: 'too-many' }) })
  await call()
  await sentence('More than 10 patients share this number (a facility?)')
  expect(screen.getByText('Search with first name, last name, and birth date.')).toBeVisible()
  expect(screen.getByLabelText('First name')).toBeVisible()
})

it('does not speak of a facility where a name fits too many', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused' }, epic: () => ({ kind: 'too-many' }) })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Mary')
  await userEvent.type(screen.getByLabelText('Last name'), 'Smith')
  await userEvent.type(birthDateField(), '04041990{Enter}')
  await sentence('More than 10 patients fit')
  await sentence('Add: legal sex.')
  expect(screen.queryByText(/facility/)).not.toBeInTheDocument()
})

it.each([
  ['deceased', { isDeceased: true }],
  ['inactive record', { isActive: false }],
  ['restricted record', { isRestricted: true }],
  ['merged into another record', { replacedBy: 'survivor' }],
  ['merged: shown is the surviving record', { replaces: ['merged'] }],
  ['number marked old', { telephones: [aTelephone({ isOld: true })] }],
  ['minor', { birthDate: '2015-07-01' }],
] as const)('warns of a patient who is: %s (R51)', async (warning, facts) => {
  const { call } = renderPanel({ patients: [aPatient(facts)] })
  await call()
  await heading('1 patient has this number')
  expect(rows()[0]).toContain(warning)
})

it('puts those who agree first once the date is typed, and never before', async () => {
  const { call } = renderPanel({ patients: [junior, senior] })
  await call()
  await heading('2 patients share this number')
  expect(rows()[0]).toContain('Jr.')

  await type('01151950')
  expect(rows()[0]).toContain('Sr.')
})

it('says that a birth date Epic knows in part neither agrees nor differs', async () => {
  const { call, opened } = renderPanel({ patients: [aPatient({ birthDate: '1984-03' })] })
  await call()
  await heading('1 patient has this number')

  await type('03121984{Enter}')
  expect(rows()[0]).toContain('birth date not known whole')
  await heading('0 of 1 born that day, not known of 1')
  expect(page()).not.toContain('Nobody here was born')
  expect(opened()).toEqual([])

  await userEvent.click(screen.getByRole('radio'))
  await type('{Enter}')
  expect(screen.getByText(/Epic does not know the whole birth date of Ada Example/)).toBeVisible()
  expect(opened()).toEqual([])
})
