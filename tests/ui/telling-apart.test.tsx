// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Patient } from '../../src/domain/patient.ts'
import { ada, aName, ana, aPatient, ida, leo } from '../fixtures/patient.ts'
import { birthDateField, button, heading, page, rows, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const system = 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14'

/** One of two who share name and birth date. */
const maria = (id: string, facts: Partial<Patient>) =>
  aPatient({ id, names: [aName('Maria', 'Garcia')], birthDate: '1990-04-04', recordNumbers: [], ...facts })

it('opens the twin whose first name was typed, and takes no wrong row for it', async () => {
  const { call, opened } = renderPanel({ patients: [ada, ida] })
  await call()
  await heading('2 patients share this number')
  await type('07012015')

  const answer = screen.getByLabelText('First name the caller gives')
  await userEvent.type(answer, 'ida')
  expect(rows()[0]).toContain('Okafor, Ida')
  expect(rows()[0]).toContain('✓ first name agrees')
  expect(rows()[1]).toContain('✕ first name differs')
  expect(button('Open chart of Ida Okafor')).toBeVisible()

  await userEvent.click(screen.getByRole('radio', { name: /Okafor, Ada/ }))
  expect(screen.getByText(/Ada Okafor does not agree with what the caller answered/)).toBeVisible()
  await type('{Enter}')
  expect(opened()).toEqual([])

  await userEvent.click(screen.getByRole('radio', { name: /Okafor, Ida/ }))
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ida'])
})

it.each([
  ['Street number', 'street-number', { streetNumber: '4711' }, { streetNumber: '87' }, '4711'],
  [
    'Last digits',
    'record-number',
    { recordNumbers: [{ system, value: '004711' }] },
    { recordNumbers: [{ system, value: '200087' }] },
    '4711',
  ],
  ['Town', 'town', { town: 'MONONA' }, { town: 'Verona' }, 'Monona'],
] as const)(
  'shows no trace of the %s that tells two apart before it is typed (R48)',
  async (field, _q, one, two, typed) => {
    const { call } = renderPanel({ patients: [maria('one', one), maria('two', two)] })
    await call()
    await heading('2 patients share this number')
    await type('04041990')
    expect(page()).not.toMatch(/4711|0087|monona|verona/i)

    const answer = screen.getByLabelText(`${field} the caller gives`)
    await userEvent.type(answer, typed.slice(0, -1))
    expect(screen.getByText('Nobody here agrees with this answer.')).toBeVisible()
    expect(rows().join()).not.toMatch(/differs?\b.*(number|digits|town)/)

    await userEvent.type(answer, typed.slice(-1))
    expect(button('Open chart of Maria Garcia')).toBeVisible()
    expect(rows()[1]).not.toMatch(/0087|verona|··/i)
  },
)

it.each([
  ['a household whose first names tell all apart', [ana, leo], true],
  ['namesakes', [maria('one', {}), maria('two', {})], false],
] as const)('shows the town of %s: %#', async (_who, patients, isShown) => {
  const { call } = renderPanel({ patients })
  await call()
  await heading('2 patients share this number')
  expect(page().includes('Madison')).toBe(isShown)
})

it('keeps every row where it is while the focus is in the list', async () => {
  const { call } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('0701201{ArrowDown}')
  expect(screen.getAllByRole('radio')[0]).toHaveFocus()

  // As a scanner or dictation would, which types into a field without taking the focus there.
  fireEvent.change(birthDateField(), { target: { value: '07012015' } })
  expect(screen.getByText('1 of 2 born that day')).toBeVisible()
  expect(rows()[0]).toContain('Ana')

  await type('{Escape}')
  expect(rows()[0]).toContain('Leo')
})

const swapped = aPatient({ id: 'swapped', birthDate: '1970-04-03' })

it.each([
  ['03041970', 'nobody born on the other day', ana, 1],
  ['03041970', 'somebody born on the other day', swapped, 1],
  ['03311970', 'somebody', swapped, 0],
] as const)(
  'speaks of swapped day and month for %s with %s in the list, and so tells nothing of them',
  async (digits, _who, patient, times) => {
    const { call } = renderPanel({ patients: [patient] })
    await call()
    await heading('1 patient has this number')
    await type(digits)
    expect(screen.getByText(/Check the date, or search by name/)).toBeVisible()
    expect(screen.queryAllByText(/day and month may be swapped/)).toHaveLength(times)
  },
)

it.each([
  [{ language: 'es' }, 'Spanish · interpreter?'],
  [{ language: 'es', interpreter: 'needed' }, 'Spanish · interpreter needed'],
  [{ language: 'Hmong', interpreter: 'not-needed' }, 'Hmong'],
  [{ language: 'en-GB', interpreter: 'needed' }, 'interpreter needed'],
] as const)('says at the row and at the call which language is spoken: %o', async (facts, words) => {
  const { call } = renderPanel({ patients: [aPatient(facts)] })
  await call()
  await heading('1 patient has this number')
  expect([...document.querySelectorAll('.language')].map((chip) => chip.textContent)).toEqual([words, words])
})

it('says nothing of the site’s own language, nor at the call where a household has several', async () => {
  const { call } = renderPanel({
    patients: [
      { ...ana, language: 'es' },
      { ...leo, language: 'English' },
    ],
  })
  await call()
  await heading('2 patients share this number')
  expect([...document.querySelectorAll('.language')].map((chip) => chip.textContent)).toEqual([
    'Spanish · interpreter?',
  ])
})

it('says how many share a facility’s number, where Epic listed them all', async () => {
  const { call } = renderPanel({ epic: () => ({ kind: 'too-many', count: 31 }) })
  await call()
  expect(await sentence('31 patients share this number (a facility?)')).toBeVisible()
})

it('names a former name, a short form and a likeness for what they are', async () => {
  const helen = aPatient({
    id: 'helen',
    names: [aName('William', 'Sorensen'), aName('William', 'Kowalski', 'old')],
    birthDate: '1969-08-21',
  })
  const { call } = renderPanel({
    policy: { phoneSearch: 'refused' },
    epic: () => ({ kind: 'found', patients: [helen], someWithheld: false }),
  })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Bill')
  await userEvent.type(screen.getByLabelText('Last name'), 'kowalski')
  await userEvent.type(birthDateField(), '08211969{Enter}')
  await heading('1 of 1 born that day')
  expect(rows()[0]).toContain('✓ agrees with a former name: Kowalski')
  expect(rows()[0]).toContain('≈ first name is a short or long form of William')
  expect(button('Open chart of William Sorensen')).toBeVisible()
})
