// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { held } from './held.ts'
import { problem } from './played-broker.ts'
import { birthDateField, button, heading, page, press, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

/** Ana's chart is open. */
async function withAnaOpen(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], ...facts })
  await panel.call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  return panel
}

it('shows whose chart is open, and by what, and nobody else (R52)', async () => {
  await withAnaOpen()

  expect(screen.getByText('Kessler, Ana Maria')).toBeVisible()
  expect(screen.getByText(/born 29 February 1980/)).toBeVisible()
  expect(screen.getByText(/record ··0001/)).toBeVisible()
  expect(screen.getByText(/opened 10:02\sAM, by birth date and name/)).toBeVisible()
  expect(page()).not.toContain('Leo')
})

it('keeps it through after-call work, until the contact is cleared (R52)', async () => {
  const { hangUp, clear } = await withAnaOpen()
  hangUp()
  expect(screen.getByText('Call ended')).toBeVisible()
  expect(screen.getByText('Kessler, Ana Maria')).toBeVisible()

  clear()
  expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  expect(page()).not.toContain('Kessler')
})

it('opens the same chart again', async () => {
  const { opened } = await withAnaOpen()
  await press('Open again')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana', 'https://epic.example.org/chart?id=ana'])
})

it('copies the whole record number', async () => {
  const user = userEvent.setup()
  const panel = renderPanel({ patients: [ana, leo] })
  await panel.call()
  await heading('2 patients share this number')
  await user.keyboard('02291980{Enter}')
  await sentence('Wrong patient')

  await user.click(button('Copy record no.'))
  await sentence('Copied')
  expect(await navigator.clipboard.readText()).toBe('000001')
})

it('says so when the browser does not let it copy', async () => {
  const user = userEvent.setup()
  await withAnaOpen()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))

  await user.click(button('Copy record no.'))
  expect(await sentence('The browser did not copy it: the record number is 000001.')).toBeVisible()
})

it('takes the wrong patient back, has it written down, and says that Epic still shows the chart', async () => {
  const { book } = await withAnaOpen()
  await press('Wrong patient')

  await sentence('Taken back')
  expect(screen.getByText(/Close the chart of .* in Epic too/)).toBeVisible()
  expect(book.withdrawals).toEqual([{ patient: 'ana' }])
  expect(birthDateField()).toHaveValue('')
  await heading('2 patients share this number')
  expect(book.searches).toHaveLength(1)
})

it('lets the agent open the right one after it', async () => {
  const { opened } = await withAnaOpen()
  await press('Wrong patient')
  await heading('2 patients share this number')

  await userEvent.type(birthDateField(), '07012015{Enter}')
  await sentence('Kessler, Leo')
  expect(opened().at(-1)).toBe('https://epic.example.org/chart?id=leo')
})

it('says so when taking it back could not be written down', async () => {
  await withAnaOpen({ withdrawal: () => problem('audit-unavailable', 500) })
  await press('Wrong patient')

  await sentence('Taking the chart back could not be recorded')
  expect(screen.getByText(/tell your supervisor/)).toBeVisible()
  // Whose chart is to be closed has to be known all the same.
  expect(screen.getByText('Close the chart of Ana Kessler in Epic too: nothing outside Epic can.')).toBeVisible()
})

it('still says whose chart is to be closed while the next birth date is typed', async () => {
  await withAnaOpen({ withdrawal: () => problem('audit-unavailable', 500) })
  await press('Wrong patient')
  await sentence('Taking the chart back could not be recorded')
  await userEvent.type(birthDateField(), '0701')
  expect(screen.getByText(/Close the chart of Ana Kessler/)).toBeVisible()
})

it('says it beside the next chart too, where the record failed only then', async () => {
  const record = held<Response>()
  await withAnaOpen({ withdrawal: () => record.promise })
  await press('Wrong patient')
  await heading('2 patients share this number')
  await userEvent.type(birthDateField(), '07012015{Enter}')
  await sentence('Kessler, Leo')
  record.give(problem('audit-unavailable', 500))
  await sentence('Taking the chart back could not be recorded')
  expect(screen.getByText('Kessler, Leo')).toBeVisible()
})

it('takes down who called when the chart is open already, as for a child opened by its birth date', async () => {
  await withAnaOpen()
  await press('Calling for someone else')
  await userEvent.type(screen.getByLabelText('Caller’s name'), 'Mara Lind')
  expect(screen.getByText('Caller: Mara Lind (relation not asked).')).toBeVisible()
  expect(screen.getByText('Kessler, Ana Maria')).toBeVisible()
})

it('still warns of what the agent must know of this patient (R51)', async () => {
  await withAnaOpen({ patients: [{ ...ana, isDeceased: true }, leo] })
  expect(screen.getByText(/⚠ deceased/)).toBeVisible()
})
