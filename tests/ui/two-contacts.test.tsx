// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { aName, ana, aPatient, aTelephone, leo } from '../fixtures/patient.ts'
import { aNumber } from '../fixtures/contact.ts'
import { type Answer, found } from './played-broker.ts'
import { birthDateField, button, heading, page, press, sentence, type, typedTexts } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const walter = aPatient({
  id: 'walter',
  names: [aName('Walter', 'Nguyen')],
  birthDate: '1951-12-09',
  telephones: [aTelephone({ e164: '+14145550107' })],
})
const second = { contactId: 'contact-2', ani: aNumber('+14145550107'), queue: 'Billing' }

it('shows tabs from the second contact on, with the one that rings marked', async () => {
  const { call, ring } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  expect(screen.queryByRole('navigation')).not.toBeInTheDocument()

  await ring(second)
  expect(button('(608) 555-0142 Call')).toHaveAttribute('aria-current', 'true')
  expect(button('(414) 555-0107 Ringing')).toHaveAttribute('aria-current', 'false')
})

it('moves nothing under an agent who types when another call rings and is accepted', async () => {
  const { call, ring, accept } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await heading('2 patients share this number')
  await type('0229')

  await ring(second)
  await type('19')
  await accept('contact-2')
  await type('80')
  expect(birthDateField()).toHaveFocus()
  expect(birthDateField()).toHaveValue('02291980')
  expect(screen.getByRole('heading', { name: '(608) 555-0142' })).toBeVisible()
})

it('keeps what was typed for each contact', async () => {
  const { call } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await heading('2 patients share this number')
  await type('0229')
  await call(second)

  await press(/\(414\)/)
  await heading('1 patient has this number')
  expect(birthDateField()).toHaveValue('')
  await userEvent.type(birthDateField(), '12')

  await press(/\(608\)/)
  expect(birthDateField()).toHaveValue('0229')
  await press(/\(414\)/)
  expect(birthDateField()).toHaveValue('12')
})

it('keeps a half-filled form for each contact', async () => {
  const { call } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await heading('2 patients share this number')
  await press('Search by name')
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await call(second)

  await press(/\(414\)/)
  expect(page()).not.toContain('Ana')
  await press(/\(608\)/)
  expect(typedTexts()).toEqual(['Ana', '', ''])
})

it('searches once a contact, however often the agent changes between them (R46)', async () => {
  const { call, book } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await call(second)
  await heading('2 patients share this number')
  for (const tab of [/\(414\)/, /\(608\)/, /\(414\)/]) await press(tab)

  await heading('1 patient has this number')
  expect(book.searches.map(({ contactId }) => contactId)).toEqual(['contact-1', 'contact-2'])
})

it('never shows the answer of one contact under another, in whatever order they come (R44)', async () => {
  const answers = new Map<string, (answer: Answer) => void>()
  const { call } = renderPanel({
    epic: (_search, contactId) => new Promise((resolve) => answers.set(contactId, resolve)),
  })
  await call()
  await call(second)
  await waitFor(() => expect(answers.size).toBe(2))

  await act(async () => answers.get('contact-2')?.(found(walter)))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(page()).not.toContain('Nguyen')

  await press(/\(414\)/)
  await heading('1 patient has this number')
  expect(page()).toContain('Nguyen')

  await act(async () => answers.get('contact-1')?.(found(ana, leo)))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(page()).not.toContain('Kessler')
  await press(/\(608\)/)
  await heading('2 patients share this number')
  expect(page()).not.toContain('Nguyen')
})

it('opens for the contact in sight, by the searches of that contact', async () => {
  const { call, opened, book } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await call(second)
  await press(/\(414\)/)
  await heading('1 patient has this number')

  await userEvent.type(birthDateField(), '12091951{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=walter'])
  expect(book.confirmations).toEqual([expect.objectContaining({ patient: 'walter', contactId: 'contact-2' })])
})

it('stays with the other contact when one is cleared', async () => {
  const { call, clear } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await call(second)
  await heading('2 patients share this number')

  clear('contact-1')
  await heading('1 patient has this number')
  expect(page()).not.toContain('Kessler')
  expect(page()).not.toContain('555-0142')
})
