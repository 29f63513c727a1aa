// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { heading, page, press, sentence } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

// React tells the console of a fault that a boundary caught.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))

it('shows one sentence and a button when something of ours breaks, and nothing of the fault (R69, R79)', async () => {
  const fault = new TypeError('cannot read Leo Kessler')
  const { call } = renderPanel({ searchPatients: () => Promise.reject(fault) })
  await call()

  await sentence('Something in this panel broke')
  expect(screen.getByText(/The softphone goes on working/)).toBeVisible()
  expect(page()).not.toMatch(/TypeError|Kessler|cannot read/)
})

it('works for the next call once the panel is started again (R69)', async () => {
  let isBroken = true
  const { call, clear } = renderPanel({
    searchPatients: async () => {
      if (isBroken) throw new TypeError('broken')
      return { kind: 'found', patients: [ana, leo], someWithheld: false }
    },
  })
  await call()
  await sentence('Something in this panel broke')

  isBroken = false
  clear()
  await press('Start the panel again')
  expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  await call({ contactId: 'contact-2' })
  await heading('2 patients share this number')
})

it('shows the sentence in place of an empty panel when a fault comes in drawing it', async () => {
  const { ring } = renderPanel()
  await ring({ attributes: null as never })
  expect(await sentence('Something in this panel broke')).toBeVisible()
})
