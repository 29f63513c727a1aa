// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ordinaryVerification, type VerificationPolicy } from '../../src/domain/verification-policy.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { aNumber } from '../fixtures/contact.ts'
import { held } from './held.ts'
import { problem } from './played-broker.ts'
import { birthDateField, button, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

const one = { ...leo, recordNumbers: leo.recordNumbers.map(({ system }) => ({ system, value: '0000456' })) }
const reasonField = 'Reason, without names, dates or numbers'
const strict: VerificationPolicy = { required: ['birth-date', 'name'], atLeast: 1, of: ['record-number-tail', 'town'] }

async function household(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, one], ...facts })
  await panel.call()
  await heading(/2 (patients share this number|pacientes comparten este número)/)
  return panel
}

it('asks for what the site asks for, and opens by Enter once it agrees', async () => {
  const { opened, book } = await household({ policy: { verification: strict } })
  await type('07012015{Enter}')
  expect(screen.getByText('Needs: 1 of: last 4 of the record number, town')).toBeVisible()
  expect(opened()).toEqual([])

  await userEvent.type(screen.getByLabelText('Record no., last 4'), '0456{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=leo'])
  expect(book.confirmations).toEqual([
    { patient: 'leo', contactId: 'contact-1', verified: ['birth-date', 'name', 'record-number-tail'] },
  ])
  expect(screen.getByText(/opened .*, by birth date, name, and last 4 of the record number/)).toBeVisible()
})

it('shows neither town nor record number where the site verifies by them, until they are entered (R50)', async () => {
  await household({ policy: { verification: strict } })
  await type('07012015')
  expect(rows().join()).not.toMatch(/Madison|record ··/)

  await userEvent.type(screen.getByLabelText('Record no., last 4'), '0456')
  expect(rows()[0]).toContain('record ··0456')
  expect(rows().join()).not.toContain('Madison')
})

it('compares a town when it is whole, and not letter by letter', async () => {
  const { opened } = await household({ policy: { verification: strict } })
  await type('07012015')
  await userEvent.type(screen.getByLabelText('Town'), 'Mad')
  expect(screen.queryByText('Nobody here agrees with all that was entered')).not.toBeInTheDocument()
  await type('{Enter}')
  expect(screen.getByText('Nobody here agrees with all that was entered')).toBeVisible()

  await type('ison')
  expect(screen.queryByText('Nobody here agrees with all that was entered')).not.toBeInTheDocument()
  await type('{Enter}')
  expect(button('Open chart of Leo Kessler')).toBeVisible()
  expect(opened()).toEqual([])
  await type('{Enter}')
  await sentence('Wrong patient')
})

it('says in each row how it agrees with what the site asks for, and marks the row that differs', async () => {
  const verona = { ...ana, birthDate: leo.birthDate, town: 'Verona' }
  const panel = renderPanel({ patients: [verona, one], policy: { verification: strict } })
  await panel.call()
  await heading('2 patients share this number')
  await type('07012015')
  await userEvent.type(screen.getByLabelText('Town'), 'Madison{Enter}')
  const [leos, anas] = ['Leo', 'Ana'].map((name) => rows().find((row) => row.includes(name)))
  expect(leos).toContain('✓ town agrees')
  expect(anas).toContain('✕ town differs')
  expect(button('Open chart of Leo Kessler')).toBeVisible()
})

it('keeps a picked row while more is entered for it', async () => {
  await household({ policy: { verification: strict } })
  await type('07012015')
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await userEvent.type(screen.getByLabelText('Record no., last 4'), '9999')
  expect(screen.getByText(/The last 4 of the record number of Leo Kessler is another/)).toBeVisible()
})

it('asks for no field that the ordinary site does not need', async () => {
  await household()
  expect(screen.getAllByRole('textbox')).toEqual([birthDateField()])
})

it('has the row picked first where the site wants that, and opens by Enter then', async () => {
  const { opened } = await household({ policy: { verification: { ...ordinaryVerification, pick: 'row' } } })
  await type('07012015{Enter}')
  expect(screen.getByText('Choose the row of the person the caller named.')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('1 of 2 born that day. Choose the row')
  expect(button(/Choose one/)).toBeVisible()
  expect(opened()).toEqual([])

  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=leo'])
})

it('has the first letters of the name typed where the site wants that: at the third, the button names the person', async () => {
  const letters: VerificationPolicy = { required: ['birth-date', 'name-letters'], atLeast: 0, of: [] }
  const { opened, book } = await household({ policy: { verification: letters } })
  await type('07012015')
  expect(screen.getByText('Needs: first letters of the last name')).toBeVisible()
  await userEvent.type(screen.getByLabelText('First letters of the last name'), 'ke')
  expect(screen.queryByRole('button', { name: /Open chart of/ })).not.toBeInTheDocument()
  await type('s')
  expect(button(/Open chart of Leo Kessler/)).toBeVisible()
  await type('{Enter}')
  await sentence('Wrong patient')
  expect(opened()).toEqual(['https://epic.example.org/chart?id=leo'])
  expect(book.confirmations).toMatchObject([{ verified: ['birth-date', 'name', 'name-letters'] }])
})

it('says so where the broker asks for more than the panel', async () => {
  const { opened } = await household({ confirmation: () => problem('verification-insufficient', 403) })
  await type('07012015{Enter}')
  await sentence('The chart was not opened: more identifiers are needed')
  expect(opened()).toEqual([])
})

it('lets the agent think better of it before the chart is there, by Escape, and opens nothing', async () => {
  const confirmation = held<Response>()
  const { opened, book } = await household({ confirmation: () => confirmation.promise })
  await type('07012015{Enter}')
  await sentence(/Opening the chart of Leo Kessler/)
  expect(button('Stop: do not open it')).toBeVisible()
  await type('{Escape}')
  expect(birthDateField()).toHaveValue('07012015')

  confirmation.give(new Response(null, { status: 204 }))
  await expect.poll(() => book.withdrawals).toEqual([{ patient: 'leo' }])
  expect(opened()).toEqual([])
  expect(screen.queryByText('Wrong patient')).not.toBeInTheDocument()
})

it('has no emergency at a site that did not allow it', async () => {
  await household()
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  expect(screen.queryByRole('button', { name: /Emergency/ })).not.toBeInTheDocument()
})

it('opens in an emergency by the picked row and a reason, marked in the banner and in the note', async () => {
  const { book } = await household({ policy: { emergency: 'allowed' } })
  expect(screen.queryByRole('button', { name: /Emergency/ })).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await press('Emergency: open with less')
  expect(button('Open in an emergency: Leo Kessler')).toBeDisabled()
  await type('fell, not responding{Enter}')
  expect(book.confirmations).toEqual([])

  await press('Open in an emergency: Leo Kessler')
  expect(await sentence(/⚠ opened .* in an emergency, by name alone/)).toBeVisible()
  expect(book.confirmations).toEqual([
    { patient: 'leo', contactId: 'contact-1', verified: ['name'], emergencyReason: 'fell, not responding' },
  ])
})

it('takes the reason back with Escape, and another row starts without it', async () => {
  await household({ policy: { emergency: 'allowed' } })
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await press('Emergency: open with less')
  await type('fell, not responding')
  await userEvent.click(screen.getByRole('radio', { name: /Ana/ }))
  await press('Emergency: open with less')
  expect(screen.getByLabelText(reasonField)).toHaveValue('')
  await type('{Escape}')
  expect(button('Emergency: open with less')).toBeVisible()
  expect(screen.getByRole('radio', { name: /Ana/ })).toBeChecked()
})

it('keeps half an answer and the reason begun while the agent looks at another contact, and lets them go with it', async () => {
  const { ring, clear, sessions } = await household({ policy: { verification: strict, emergency: 'allowed' } })
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await press('Emergency: open with less')
  await type('fell, not')
  await userEvent.type(screen.getByLabelText('Record no., last 4'), '04')

  await ring({ contactId: 'contact-2', ani: aNumber('+14145550107') })
  await press(/\(414\)/)
  await heading('Answer to see who this may be about')
  await press(/\(608\)/)
  expect(screen.getByLabelText('Record no., last 4')).toHaveValue('04')
  expect(screen.getByRole('radio', { name: /Leo/ })).toBeChecked()
  expect(screen.getByLabelText(reasonField)).toHaveValue('fell, not')
  expect(screen.getByLabelText(reasonField)).not.toHaveFocus()

  clear()
  expect(sessions().current.has('contact-1')).toBe(false)
  expect(JSON.stringify([...sessions().current.values()])).not.toContain('fell, not')
  expect(page()).not.toContain('fell, not')
})

it('keeps the picked row and the reason where the emergency could not be written down, for the next press', async () => {
  let isDown = true
  const { book } = await household({
    policy: { emergency: 'allowed' },
    confirmation: () => (isDown ? problem('audit-unavailable', 503) : new Response(null, { status: 204 })),
  })
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await press('Emergency: open with less')
  await type('fell, not responding')
  await press('Open in an emergency: Leo Kessler')
  expect(await screen.findByLabelText(reasonField)).toHaveValue('fell, not responding')
  expect(screen.getByRole('radio', { name: /Leo/ })).toBeChecked()

  isDown = false
  await press('Open in an emergency: Leo Kessler')
  await sentence(/in an emergency, by name alone/)
  expect(book.confirmations.at(-1)).toMatchObject({ emergencyReason: 'fell, not responding' })
  await press('Wrong patient')
  await userEvent.click(await screen.findByRole('radio', { name: /Leo/ }))
  expect(button('Emergency: open with less')).toBeVisible()
})

it('keeps the picked row where the agent stops the opening by Escape', async () => {
  const confirmation = held<Response>()
  await household({ confirmation: () => confirmation.promise })
  await type('07012015')
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await type('{Enter}')
  await sentence(/Opening the chart of Leo Kessler/)
  await type('{Escape}')
  expect(screen.getByRole('radio', { name: /Leo/ })).toBeChecked()
  confirmation.give(new Response(null, { status: 204 }))
})

it('speaks Spanish of identifiers and emergencies', async () => {
  await household({ locale: 'es-US', policy: { verification: strict, emergency: 'allowed' } })
  await type('01072015')
  expect(screen.getByText('Falta: 1 de: últimas 4 cifras del número de expediente, ciudad')).toBeVisible()
  await userEvent.click(screen.getByRole('radio', { name: /Leo/ }))
  await press('Emergencia: abrir con menos datos')
  await type('nació 2015')
  // A form field says its error twice after a moment: for the eye and for the ear.
  expect(await screen.findAllByText('Ni fechas ni números: quite las cifras.')).not.toHaveLength(0)
})

it('does not open by the Enter that checked the answer, however long the key is held', async () => {
  const { opened, book } = await household({ policy: { verification: strict } })
  await type('07012015')
  const town = screen.getByLabelText('Town')
  await userEvent.type(town, 'Madison')
  fireEvent.keyDown(town, { key: 'Enter' })
  expect(button('Open chart of Leo Kessler')).toBeVisible()

  fireEvent.keyDown(town, { key: 'Enter', repeat: true })
  expect(button('Open chart of Leo Kessler')).toBeVisible()
  expect(book.confirmations).toEqual([])
  expect(opened()).toEqual([])
})
