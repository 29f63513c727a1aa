// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { aName, ana, aPatient, aTelephone, leo } from '../fixtures/patient.ts'
import { birthDateField, button, chosenRow, heading, page, press, rows, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const rosa = aPatient({
  id: 'rosa',
  names: [aName('Rosa', 'Kessler')],
  birthDate: '1948-03-12',
  telephones: [aTelephone({ use: 'home' })],
  town: 'Verona',
})

it('opens the chart of the one who was born on the date the caller gave, and only then', async () => {
  const { ring, accept, opened } = renderPanel({ patients: [ana, leo] })
  await ring('+16085550142').then(accept)
  await heading('2 patients share this number')
  expect(opened()).toEqual([])

  await type('02291980{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it('says of each who it is and why they are here, but no birth date before one is typed', async () => {
  const { call } = renderPanel({ patients: [ana, leo, rosa] })
  await call()
  await heading('3 patients share this number')

  const [first, second, third] = rows()
  for (const fact of ['Kessler, Ana Maria', '46, female', 'Madison', 'mobile']) expect(first).toContain(fact)
  for (const fact of ['Kessler, Leo', '11, male', '⚠ minor', 'home']) expect(second).toContain(fact)
  for (const fact of ['Kessler, Rosa', '78, female', 'Verona', 'home']) expect(third).toContain(fact)
  expect(page()).not.toMatch(/1980|2015|1948|0229|0701|0312|february|july 1|march/i)
})

it('says that a number of many last names may be a facility’s, and goes on letting the agent identify', async () => {
  const families = ['Kessler', 'Brandt', 'Nguyen', 'Garcia', 'Larsen', 'Okafor']
  const patients = families.map((family, at) => aPatient({ id: `p${at}`, names: [aName('Mary', family)] }))
  const { call } = renderPanel({ patients })
  await call()
  await heading('6 patients share this number')
  expect(screen.getAllByText(/Many last names/)[0]).toBeVisible()
  expect(birthDateField()).toBeVisible()
})

it('says, and reads aloud, that Epic left results out beside those it shows', async () => {
  const { call } = renderPanel({ epic: () => ({ kind: 'found', patients: [ana, leo], someWithheld: true }) })
  await call()
  await heading('2 patients share this number')
  expect(screen.getAllByText('Epic left some results out.')[0]).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent(/2 patients share this number.*Epic left some results out/)
})

it('shows no record number before the date agrees, and its last digits after', async () => {
  const { call } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  expect(page()).not.toContain('0001')

  await type('02291980')
  expect(rows()[0]).toContain('record ··0001')
  expect(rows()[1]).not.toContain('record')
})

it.each([
  ['a household', [ana, leo]],
  ['the only one with this number', [ana]],
])('chooses nobody by itself for %s (R48)', async (_who, patients) => {
  const { call, opened } = renderPanel({ patients })
  await call()
  await heading(/this number/)

  expect(chosenRow()).toBeNull()
  expect(button('Open chart')).toBeVisible()
  expect(page()).not.toContain('Open chart of')
  expect(opened()).toEqual([])
})

it('names on the button the one whose birth date agrees, and asks for the name too', async () => {
  const { call, opened } = renderPanel({ patients: [leo, ana] })
  await call()
  await heading('2 patients share this number')

  await type('2/29/1980')
  expect(button('Open chart of Ana Kessler')).toBeVisible()
  expect(screen.getByText(/Has the caller said the name Ana Kessler\?/)).toBeVisible()
  expect(screen.getByText('29 February 1980 · 46 years')).toBeVisible()
  expect(rows()[0]).toContain('✓ birth date agrees')
  expect(rows()[1]).toContain('✕ birth date differs')
  expect(opened()).toEqual([])

  await press('Open chart of Ana Kessler')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it("opens the child by the child's date, never the mother who calls", async () => {
  const { call, opened } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  await type('07012015{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=leo'])
})

it('says that nobody here was born that day, and takes the date along to the search by name', async () => {
  const { call, opened } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  await type('03031999{Enter}')
  expect(screen.getByText('Nobody here was born on that date')).toBeVisible()
  expect(opened()).toEqual([])

  await press('Search by name')
  expect(birthDateField()).toHaveValue('03031999')
  expect(screen.getByLabelText('First name')).toBeVisible()
})

it('asks for the birth date when Enter comes before it', async () => {
  const { call, opened } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  await type('{Enter}')
  expect(await sentence(/Type the birth date the caller gives\./)).toBeVisible()
  expect(opened()).toEqual([])

  await type('02291980')
  expect(screen.queryByText(/Type the birth date the caller gives/)).not.toBeInTheDocument()
})

it.each([
  ['02301980', 'No calendar has this day.'],
  ['02282100', 'This day is still to come.'],
  ['02291880', 'Nobody alive is that old.'],
  ['feb', 'Digits only, such as'],
])('says at once what is wrong with the date %s', async (typed, why) => {
  const { call, opened } = renderPanel({ patients: [ana] })
  await call()
  await heading('1 patient has this number')

  await type(`${typed}{Enter}`)
  expect(screen.getByText(new RegExp(why))).toBeVisible()
  expect(opened()).toEqual([])
})

it('says when Epic left some results out', async () => {
  const { call } = renderPanel({ epic: () => ({ kind: 'found', patients: [ana], someWithheld: true }) })
  await call()
  expect(await sentence('Epic left some results out.')).toBeVisible()
})

it("reads dates in the order of the site's locale", async () => {
  const { call } = renderPanel({ patients: [ana], locale: 'en-GB' })
  await call()
  await heading('1 patient has this number')

  await type('29021980')
  expect(button('Open chart of Ana Kessler')).toBeVisible()
})
