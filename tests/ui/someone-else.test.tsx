// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { birthDateField, button, heading, page, press, sentence, type, typedTexts } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

/** A grandmother calls from the household's number about Leo. */
async function callForSomeoneElse(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], ...facts })
  await panel.call()
  await heading('2 patients share this number')
  await type('0701')
  await press('Calling for someone else')
  return panel
}

const relation = () => screen.getByRole('combobox', { name: 'Relation to the patient' })

it('keeps the household and what was typed, because a parent calls from its number', async () => {
  await callForSomeoneElse()

  expect(await heading('2 patients share this number')).toBeVisible()
  expect(screen.getByLabelText('Caller’s name')).toHaveFocus()
  expect(birthDateField()).toHaveValue('0701')
  expect(screen.queryByRole('button', { name: 'Calling for someone else' })).not.toBeInTheDocument()
})

it('asks for the birth date of the patient, not of the caller', async () => {
  await callForSomeoneElse()
  expect(screen.getByLabelText('Birth date of the patient')).toHaveValue('0701')
  expect(screen.queryByText('Birth date the caller gives')).not.toBeInTheDocument()
})

it('names caller and authority on two lines beside the chart, and searches for the patient alone', async () => {
  const { book, opened } = await callForSomeoneElse()
  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara Lind')
  await userEvent.selectOptions(relation(), 'other family')
  await press('Search by name')
  await userEvent.type(screen.getByLabelText('First name'), 'Leo')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '2015{Enter}')
  await press(/^Open chart of Leo Kessler/)

  await sentence('Wrong patient')
  expect(screen.getByText('Caller: Mara Lind (other family).')).toBeVisible()
  expect(screen.getByText('Authority to speak for the patient: check in Epic.')).toBeVisible()
  expect(opened()).toEqual(['https://epic.example.org/chart?id=leo'])
  expect(book.searches.at(-1)?.search).toEqual({
    by: 'name-and-birth-date',
    given: 'Leo',
    family: 'Kessler',
    birthDate: '2015-07-01',
  })
  expect(JSON.stringify(book)).not.toMatch(/Mara|Lind|other family|relation/)
})

it('opens nobody by Enter in the name of the caller', async () => {
  const { opened, book } = await callForSomeoneElse()
  await userEvent.type(birthDateField(), '2015')
  expect(button('Open chart of Leo Kessler')).toBeVisible()

  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara{Enter}')
  expect(opened()).toEqual([])
  expect(book.confirmations).toEqual([])
  expect(screen.getByLabelText('Caller’s name')).toHaveValue('Mara')
})

it('goes one step back by Escape in the name of the caller, as in any other field', async () => {
  await callForSomeoneElse()
  await type('Mara{Escape}')
  await heading('2 patients share this number')
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))

  screen.getByLabelText('Caller’s name').focus()
  await type('{Escape}')
  expect(screen.getByRole('radio', { name: /Leo/ })).not.toBeChecked()
  expect(birthDateField()).toHaveFocus()
  expect(screen.getByLabelText('Caller’s name')).toHaveValue('Mara')
})

it('says so where neither name nor relation was asked', async () => {
  await callForSomeoneElse()
  await userEvent.type(birthDateField(), '2015{Enter}')
  await sentence('Wrong patient')
  expect(screen.getByText('Caller: name not asked (relation not asked).')).toBeVisible()
})

it('is taken back by one press, and nothing of the other caller stays', async () => {
  await callForSomeoneElse()
  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara Lind')
  await press('The caller is the patient')

  expect(page()).not.toContain('Mara')
  await press('Calling for someone else')
  expect(typedTexts()).toEqual(['', '0701'])
})

it('goes with the call', async () => {
  const { clear } = await callForSomeoneElse()
  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara Lind')
  clear()
  expect(page()).not.toContain('Mara')
})

it('belongs to its own call, and waits while the agent looks at another', async () => {
  const { ring } = await callForSomeoneElse()
  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara Lind')
  await ring({ contactId: 'contact-2' })
  await userEvent.click(screen.getByRole('button', { name: /Ringing/ }))
  expect(page()).not.toContain('Mara')

  await userEvent.click(screen.getByRole('button', { name: /Call$/ }))
  expect(screen.getByLabelText('Caller’s name')).toHaveValue('Mara Lind')
})

it.each<[string, PanelFacts]>([
  ['the number is not searched by', { policy: { phoneSearch: 'refused' } }],
  ['Epic shows nobody', { epic: () => ({ kind: 'none' }) }],
])('is offered where %s', async (_where, facts) => {
  const { call } = renderPanel(facts)
  await call()
  expect(await screen.findByRole('button', { name: 'Calling for someone else' })).toBeVisible()
})

it('is in Spanish too', async () => {
  const { call } = renderPanel({ patients: [ana, leo], locale: 'es-US' })
  await call()
  await heading('2 pacientes comparten este número')
  await press('Llama por otra persona')
  await userEvent.selectOptions(screen.getByLabelText('Relación con el paciente'), 'madre o padre')
  await userEvent.type(screen.getByLabelText('Fecha de nacimiento del paciente'), '01072015{Enter}')
  await sentence('Paciente equivocado')
  expect(screen.getByText('Llama: nombre sin preguntar (madre o padre).')).toBeVisible()
  expect(screen.getByText('Autorización para hablar por el paciente: compruébela en Epic.')).toBeVisible()
})
