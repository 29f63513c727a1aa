// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ana, aPatient, leo } from '../fixtures/patient.ts'
import { recordNumberSystem } from '../fixtures/fhir/patient.ts'
import { birthDateField, button, heading, press, sentence, type, typedTexts } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

/** What the form says it has and still needs. */
const needed = () => document.querySelector('.needed')?.textContent

it.each([
  ['withheld', { kind: 'withheld', reason: 'anonymous' }, 'The caller withheld the number.'],
  ['unreadable', { kind: 'withheld', reason: 'unreadable' }, 'What came as the number is no telephone number.'],
  ['missing', { kind: 'withheld', reason: 'none' }, 'This contact has no telephone number.'],
] as const)('shows the search form at once, and why, where the number is %s', async (_why, ani, reason) => {
  const { call, book } = renderPanel({ patients: [ana] })
  await call({ ani })

  expect(screen.getByText(reason)).toBeVisible()
  expect(screen.getByLabelText('First name')).toBeVisible()
  expect(book.searches).toEqual([])
})

it.each([
  ['the agent dialled', { direction: 'outbound' }, /You placed this call/],
  [
    'is no call',
    { channel: 'chat', ani: { kind: 'withheld', reason: 'none' } },
    /Patients are searched for calls alone/,
  ],
] as const)('searches for nobody, and says why, for a contact that %s (R11, R13)', async (_what, contact, reason) => {
  const { call, book } = renderPanel({ patients: [ana] })
  await call(contact)

  expect(screen.getByText(reason)).toBeVisible()
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  expect(book.searches).toEqual([])
})

it('searches for a call the agent dialled where the site allows it (R13)', async () => {
  const { call } = renderPanel({ patients: [ana, leo], policy: { outboundLookup: 'allowed' } })
  await call({ direction: 'outbound' })
  expect(await heading('2 patients share this number')).toBeVisible()
})

it('shows the search form at once where Epic does not search by number alone', async () => {
  const { call, book } = renderPanel({ patients: [ana], policy: { phoneSearch: 'refused' } })
  await call()

  expect(screen.getByText('Epic here does not search by number alone.')).toBeVisible()
  expect(book.searches).toEqual([])
})

it('says what is still needed as the form fills', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused' } })
  await call()
  expect(button('Search')).toBeDisabled()

  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  expect(needed()).toBe('✓ first name Still needed: last name, birth date (or the legal sex)')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  expect(needed()).toBe('✓ first name ✓ last name Still needed: birth date (or the legal sex)')
  await userEvent.type(birthDateField(), '02291980')
  expect(needed()).toBe('✓ first name ✓ last name ✓ birth date Ready to search by name and birth date.')
  expect(button('Search')).toBeEnabled()
})

it('asks for no legal sex where no number goes with it', async () => {
  const { call } = renderPanel()
  await call({ ani: { kind: 'withheld', reason: 'anonymous' } })

  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  expect(document.querySelector('.needed')).toHaveTextContent('Still needed: last name, birth date')
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
})

it('searches by name and birth date with Enter, from any field', async () => {
  const { call, book, opened } = renderPanel({ patients: [ana] })
  await call({ ani: { kind: 'withheld', reason: 'anonymous' } })
  await userEvent.type(birthDateField(), '02291980')
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler{Enter}')

  await heading('1 of 1 born that day')
  expect(book.searches.map(({ search }) => search)).toEqual([
    { by: 'name-and-birth-date', given: 'Ana', family: 'Kessler', birthDate: '1980-02-29' },
  ])
  expect(opened()).toEqual([])
  expect(button('Open chart of Ana Kessler')).toBeVisible()
})

it('does not open by the very Enter that searched', async () => {
  const { call, opened } = renderPanel({ patients: [ana], policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '02291980{Enter}')

  await heading('1 of 1 born that day')
  expect(opened()).toEqual([])
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it('goes on to the next set that is whole where the first found nobody', async () => {
  const { call, book } = renderPanel({ policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.selectOptions(screen.getByRole('combobox'), 'female')
  await userEvent.type(birthDateField(), '02291980')
  expect(needed()).toContain('Ready to search by name and birth date.')
  await press('Search')

  await sentence('Epic shows nobody')
  expect(needed()).toContain('Ready to search by name, legal sex and this call’s number.')
  await press('Search')
  await expect
    .poll(() => book.searches.map(({ search }) => search.by))
    .toEqual(['name-and-birth-date', 'name-sex-and-telephone'])
})

it('offers the legal sex once name and birth date found nobody, with the date left standing', async () => {
  const { call, book } = renderPanel({ policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '02291980')
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
  await type('{Enter}')

  await sentence('Epic shows nobody')
  await userEvent.selectOptions(screen.getByRole('combobox'), 'female')
  expect(birthDateField()).toHaveValue('02291980')
  await press('Search')
  await expect
    .poll(() => book.searches.map(({ search }) => search.by))
    .toEqual(['name-and-birth-date', 'name-sex-and-telephone'])
})

it.each([
  ['the site has no set with it', { searchSets: ['name-and-birth-date', 'record-number'] }, {}],
  ['the call has no number', {}, { ani: { kind: 'withheld', reason: 'anonymous' } }],
] as const)('offers no legal sex after nobody was found where %s', async (_why, policy, contact) => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused', ...policy } })
  await call(contact)
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '02291980{Enter}')
  await sentence('Epic shows nobody')
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
})

it('has the form for a record number first where the site asks for that first, and the name one press away', async () => {
  const searchSets = ['record-number', 'name-and-birth-date'] as const
  const { call } = renderPanel({ patients: [ana, leo], policy: { searchSets } })
  await call()
  await heading('2 patients share this number')
  await press('Search by record number')
  expect(screen.getByLabelText('MRN')).toBeVisible()
  expect(screen.queryByLabelText('First name')).not.toBeInTheDocument()
  await press('Name instead')
  expect(screen.getByLabelText('First name')).toBeVisible()
})

it('leads to the form by name from those whom a record number found, and not to the number again', async () => {
  const { call } = renderPanel({ patients: [ana, leo], policy: { phoneSearch: 'refused' } })
  await call()
  await press('Record number instead')
  await userEvent.type(screen.getByLabelText('MRN'), '000001{Enter}')
  await heading('2 patients found')
  await press('Search by name')
  expect(screen.getByLabelText('First name')).toBeVisible()
  expect(screen.queryByLabelText('MRN')).not.toBeInTheDocument()
})

it('asks for no legal sex where the number is of somebody who calls for the patient: it would lead nowhere', async () => {
  const { call } = renderPanel({ patients: [], policy: { phoneSearch: 'refused' } })
  await call()
  await press('Calling for someone else')
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(screen.getByLabelText('Birth date'), '02291980{Enter}')
  await sentence('Epic shows nobody')
  expect(screen.queryByText(/Legal sex/)).not.toBeInTheDocument()
})

it('offers no set that the site refuses: neither a switch nor a field of it', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused', searchSets: ['record-number'] } })
  await call()
  expect(screen.getByLabelText('MRN')).toBeVisible()
  expect(screen.queryByLabelText('First name')).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Name instead' })).not.toBeInTheDocument()
})

it('says that this call gives too little where the one set of the site needs a number', async () => {
  const { call } = renderPanel({ policy: { searchSets: ['name-sex-and-telephone'] } })
  await call({ ani: { kind: 'withheld', reason: 'anonymous' } })
  expect(needed()).toContain('Without a number, this call gives too little to search with here.')
})

it('searches by name, legal sex and this number', async () => {
  const { call, book } = renderPanel({ patients: [ana, leo], policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.selectOptions(screen.getByRole('combobox'), 'female')
  await press('Search')

  await heading('1 patient found')
  expect(book.searches.map(({ search }) => search)).toEqual([
    { by: 'name-sex-and-telephone', given: 'Ana', family: 'Kessler', legalSex: 'female', telephone: '+16085550142' },
  ])
})

it('searches by record number, and still wants the birth date before it opens', async () => {
  const { call, book, opened } = renderPanel({ patients: [ana], policy: { phoneSearch: 'refused' } })
  await call()
  await press('Record number instead')
  await userEvent.type(screen.getByLabelText('MRN'), '000001{Enter}')

  await heading('1 patient found')
  expect(book.searches.map(({ search }) => search)).toEqual([
    { by: 'record-number', system: recordNumberSystem, value: '000001' },
  ])
  await userEvent.type(birthDateField(), '{Enter}')
  expect(await sentence(/Type the birth date the caller gives\./)).toBeVisible()
  expect(opened()).toEqual([])
})

it('asks which kind of record number where a site has several', async () => {
  const recordNumberSystems = [
    { system: recordNumberSystem, label: 'MRN' },
    { system: 'urn:oid:1.2.3', label: 'Clinic number' },
  ]
  const { call, book } = renderPanel({ policy: { phoneSearch: 'refused', recordNumberSystems } })
  await call()
  await press('Record number instead')
  await userEvent.selectOptions(screen.getByRole('combobox'), 'Clinic number')
  await userEvent.type(screen.getByLabelText('record number'), '77{Enter}')

  await sentence('Epic shows nobody')
  expect(book.searches.map(({ search }) => search)).toEqual([
    { by: 'record-number', system: 'urn:oid:1.2.3', value: '77' },
  ])
})

it('searches by nothing that stands out of sight', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '02291980')
  expect(button('Search')).toBeEnabled()

  await press('Record number instead')
  expect(document.querySelector('.needed')).toHaveTextContent('Still needed: record number')
  expect(button('Search')).toBeDisabled()
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
})

it('offers no record number where a site named none', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused', recordNumberSystems: [] } })
  await call()
  expect(screen.queryByText('Record number instead')).not.toBeInTheDocument()
})

it('goes to the search by name and back to the household, with all that was typed', async () => {
  const { call } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('0229')

  await press('Search by name')
  await userEvent.type(screen.getByLabelText('First name'), 'An')
  await press('Back to the patients found')
  await heading('2 patients share this number')
  expect(birthDateField()).toHaveValue('0229')

  await press('Search by name')
  expect(typedTexts()).toEqual(['An', '', '0229'])
})

it('wants the row chosen where the one born that day is called otherwise', async () => {
  const anna = aPatient({
    id: 'anna',
    names: [{ ...aPatient().names[0], use: 'official', family: 'Kesler', given: ['Anna'], text: null }],
  })
  const { call, opened } = renderPanel({
    policy: { phoneSearch: 'refused' },
    epic: () => ({ kind: 'found', patients: [anna], someWithheld: false }),
  })
  await call()
  await userEvent.type(birthDateField(), '02291980')
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler{Enter}')
  await heading('1 of 1 born that day')

  await userEvent.type(birthDateField(), '{Enter}')
  expect(screen.getByText(/Born that day, but the name is not quite the one said/)).toBeVisible()
  expect(opened()).toEqual([])

  await userEvent.click(screen.getByRole('radio'))
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=anna'])
})
