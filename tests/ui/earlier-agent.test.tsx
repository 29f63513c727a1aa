// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ada, ana, ida, leo } from '../fixtures/patient.ts'
import { button, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

const title = 'An earlier agent confirmed somebody on this call'
const mark = 'confirmed by an earlier agent on this call'

async function transferred(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], confirmedEarlier: ['leo'], ...facts })
  await panel.call({ initialContactId: 'contact-0' })
  await heading('2 patients share this number')
  return panel
}

it('says while it rings that an earlier agent confirmed somebody, and not whom', async () => {
  const { ring } = renderPanel({ patients: [ana, leo], confirmedEarlier: ['leo'] })
  await ring({ initialContactId: 'contact-0' })
  expect(await sentence(title)).toBeVisible()
  expect(page()).not.toContain('Kessler')
})

it('marks the row of the patient whom the earlier agent confirmed, and chooses nobody (R48)', async () => {
  const { opened } = await transferred()
  expect(screen.getByText(title)).toBeVisible()
  expect(rows().filter((row) => row.includes(mark))).toHaveLength(1)
  expect(rows().find((row) => row.includes(mark))).toContain('Leo')
  expect(screen.getAllByRole('radio').filter((radio) => (radio as HTMLInputElement).checked)).toEqual([])

  await type('{Enter}')
  expect(opened()).toEqual([])
})

it('counts it for nothing: the birth date that was typed decides (R50)', async () => {
  const { opened, book } = await transferred()
  await type('02291980')
  expect(button('Open chart of Ana Kessler')).toBeVisible()
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
  expect(book.confirmations).toEqual([expect.objectContaining({ verified: ['birth-date', 'name'] })])
})

it('does not choose between twins by it (R48)', async () => {
  const { opened } = await transferred({ patients: [ada, ida], confirmedEarlier: ['ada'] })
  await type('07012015{Enter}')
  expect(screen.getByText('2 patients born that day are here')).toBeVisible()
  expect(opened()).toEqual([])
})

it('says no more of it once this agent confirmed somebody, and again after they took it back', async () => {
  await transferred()
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  expect(screen.queryByText(title)).not.toBeInTheDocument()

  await press('Wrong patient')
  expect(await sentence(title)).toBeVisible()
})

it('says nothing of it on another call (R44)', async () => {
  const { call } = await transferred({ confirmedEarlier: undefined })
  expect(screen.queryByText(title)).not.toBeInTheDocument()
  expect(page()).not.toContain(mark)
  await call({ contactId: 'contact-2' })
  expect(screen.queryByText(title)).not.toBeInTheDocument()
})
