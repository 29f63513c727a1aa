// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { birthDateField, button, chosenRow, heading, press, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const list = () => screen.queryByRole('region', { name: 'List of keys' })

async function household() {
  const panel = renderPanel({ patients: [ana, leo] })
  await panel.call()
  await heading('2 patients share this number')
  return panel
}

it('shows the keys on ? and closes the list on a second ?, without a word about a mouse', async () => {
  renderPanel()
  expect(list()).toBeNull()
  await userEvent.keyboard('?')
  expect(list()).toBeVisible()
  for (const key of ['Enter', 'Esc', 'Space', 'Tab', '?']) expect(list()).toHaveTextContent(key)
  await userEvent.keyboard('?')
  expect(list()).toBeNull()
})

it('has a button for those who do not know of ?, and says whether the list is shown', async () => {
  renderPanel()
  expect(button('List of keys')).toHaveAttribute('aria-expanded', 'false')
  await press('List of keys')
  expect(button('List of keys')).toHaveAttribute('aria-expanded', 'true')
  await press('Close')
  expect(list()).toBeNull()
})

it('takes neither the focus nor a digit from an agent who is typing the birth date', async () => {
  await household()
  await type('0229?1980')
  expect(list()).toBeVisible()
  expect(birthDateField()).toHaveValue('02291980')
  expect(birthDateField()).toHaveFocus()
})

it('closes on Escape and leaves the choice as it is; the next Escape drops the choice', async () => {
  await household()
  await userEvent.keyboard('{ArrowDown} ')
  expect(chosenRow()).not.toBeNull()
  await userEvent.keyboard('?{Escape}')
  expect(list()).toBeNull()
  expect(chosenRow()).not.toBeNull()
  await userEvent.keyboard('{Escape}')
  expect(chosenRow()).toBeNull()
})

it('leaves ? alone in a field for words, and with a key of the browser or of Hyperspace held', async () => {
  await household()
  await press('Search by name')
  await userEvent.type(screen.getByLabelText('First name'), 'An?')
  expect(screen.getByLabelText('First name')).toHaveValue('An?')
  await userEvent.keyboard('{Control>}?{/Control}')
  expect(list()).toBeNull()
})

it('reads the list aloud when it opens', async () => {
  renderPanel()
  await userEvent.keyboard('?')
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Keys: .*Enter, Open the chart/))
})
