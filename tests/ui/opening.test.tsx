// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { held } from './held.ts'
import { problem } from './played-broker.ts'
import { birthDateField, button, heading, page, press, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

/** The household is here, and Ana's birth date is typed. */
async function withAnasDate(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], ...facts })
  await panel.call()
  await heading('2 patients share this number')
  await type('02291980')
  return panel
}

const written = () => new Response(null, { status: 204 })
const refused = () => problem('audit-unavailable', 500)

it('opens once, however long the key is held (R42)', async () => {
  const { opened, book } = await withAnasDate()
  fireEvent.keyDown(birthDateField(), { key: 'Enter' })
  for (let count = 0; count < 5; count += 1) fireEvent.keyDown(document.body, { key: 'Enter', repeat: true })

  await sentence('Wrong patient')
  expect(book.confirmations).toHaveLength(1)
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it('opens nothing for a key that was held before the date was whole (R42)', async () => {
  const { opened, reserved } = await withAnasDate()
  fireEvent.keyDown(birthDateField(), { key: 'Enter', repeat: true })
  expect(reserved()).toBe(0)
  expect(opened()).toEqual([])
})

it('opens once for a double press (R42)', async () => {
  const { opened, book } = await withAnasDate()
  await userEvent.dblClick(button('Open chart of Ana Kessler'))

  await sentence('Wrong patient')
  expect(book.confirmations).toHaveLength(1)
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it('has the decision written down before the chart shows, by names and no values (R24)', async () => {
  const record = held<Response>()
  const { opened, reserved, book } = await withAnasDate({ confirmation: () => record.promise })
  await type('{Enter}')
  expect(screen.getByText('Opening the chart of Ana Kessler')).toBeVisible()
  await waitFor(() => expect(book.confirmations).toHaveLength(1))
  expect(reserved()).toBe(1)
  expect(opened()).toEqual([])

  record.give(written())
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
  expect(book.confirmations).toEqual([{ patient: 'ana', contactId: 'contact-1', verified: ['birth-date', 'name'] }])
})

it('opens nothing and gives the window back when the decision cannot be written (R24)', async () => {
  const { opened, reserved, closed } = await withAnasDate({ confirmation: refused })
  await type('{Enter}')

  await sentence('Nothing can be recorded just now')
  expect([opened(), reserved(), closed()]).toEqual([[], 0, 1])
  expect(birthDateField()).toHaveValue('02291980')
})

it('opens it after all when the agent tries again', async () => {
  let isWell = false
  const confirmation = () => (isWell ? written() : refused())
  const { opened } = await withAnasDate({ confirmation })
  await type('{Enter}')
  await sentence('Nothing can be recorded just now')

  isWell = true
  await userEvent.click(button('Open chart of Ana Kessler'))
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
})

it('opens nothing when the call ended meanwhile (R47)', async () => {
  const record = held<Response>()
  const { clear, opened, reserved, closed, book } = await withAnasDate({ confirmation: () => record.promise })
  await type('{Enter}')
  await waitFor(() => expect(book.confirmations).toHaveLength(1))

  clear()
  record.give(written())
  await waitFor(() => expect(closed()).toBe(1))
  expect([opened(), reserved()]).toEqual([[], 0])
  expect(page()).not.toContain('Kessler')
})

it('says so where Epic did not send the number that the address needs', async () => {
  const nameless = { ...ana, recordNumbers: [] }
  const { opened, reserved } = await withAnasDate({
    patients: [nameless, leo],
    template: 'https://epic.example.org/chart?mrn={recordNumber}',
  })
  await type('{Enter}')

  await sentence('The chart cannot be opened from here')
  expect([opened(), reserved()]).toEqual([[], 0])
})

it('gives the link itself when the browser blocks the window (R42)', async () => {
  const { opened } = await withAnasDate({ windows: 'blocked' })
  await type('{Enter}')

  await sentence('The browser blocked the chart’s window')
  const link = screen.getByRole('link', { name: 'Open the chart' })
  expect(link).toHaveAttribute('href', 'https://epic.example.org/chart?id=ana')
  expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'))
  expect(opened()).toEqual([])
})

it('gives the link where the browser blocks the window only the second time, and takes it back once one opens (R42)', async () => {
  const { opened, setWindows } = await withAnasDate({})
  await type('{Enter}')
  await waitFor(() => expect(opened()).toHaveLength(1))
  setWindows('blocked')
  await press('Open again')
  await sentence('The browser blocked the chart’s window')
  expect(screen.getByRole('link', { name: 'Open the chart' })).toBeVisible()

  setWindows('allowed')
  await press('Open again')
  expect(screen.queryByText('The browser blocked the chart’s window')).not.toBeInTheDocument()
  expect(opened()).toHaveLength(2)
})

it('says that nobody is signed in any more, and opens by Enter once the agent has signed in beside the call', async () => {
  let isOver = true
  const { opened } = await withAnasDate({
    confirmation: () => (isOver ? problem('agent-not-signed-in', 403) : new Response(null, { status: 204 })),
    signInAgain: vi.fn(async () => {
      isOver = false
      return 'signed-in'
    }),
  })
  await type('{Enter}')
  await sentence('Your sign-in is over')

  await userEvent.click(button('Sign in'))
  await expect.poll(() => screen.queryByText('Your sign-in is over')).toBeNull()
  expect(opened()).toEqual([])
  await userEvent.click(button(/Open chart of Ana/))
  await expect.poll(opened).toEqual(['https://epic.example.org/chart?id=ana'])
})
