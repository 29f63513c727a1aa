// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { expect, it } from 'vitest'
import { ada, ana, ida, leo } from '../fixtures/patient.ts'
import { searchFailure } from './played-broker.ts'
import { birthDateField, heading, press, sentence, type } from './reading.ts'
import { renderPanel, type RenderedPanel } from './render-panel.tsx'

/** The moments of a shift, each with the way into it. */
const moments: [string, () => Promise<unknown>][] = [
  ['no call', async () => renderPanel({ isSandbox: true })],
  ['connecting', async () => renderPanel({ connect: 'connecting' })],
  ['two people signed in', async () => renderPanel({ softphoneOf: { username: 'sam.okoye', name: 'Sam Okoye' } })],
  ['ringing', () => renderPanel().ring({ attributes: { reason: 'Refill' } })],
  ['searching', () => renderPanel({ searchPatients: () => new Promise(() => undefined) }).call()],
  ['a household', () => household()],
  ['a birth date that agrees', () => household().then(() => type('02291980'))],
  ['a birth date that does not exist', () => household().then(() => type('02301980'))],
  ['Enter before the birth date', () => household().then(() => type('{Enter}'))],
  ['nobody born that day', () => household().then(() => type('03031999'))],
  ['twins', () => twins()],
  ['the search form', () => renderPanel({ policy: { phoneSearch: 'refused' } }).call()],
  ['a record number', () => recordNumber()],
  ['a call for someone else', () => household().then(() => press('Calling for someone else'))],
  ['nobody with this number', () => withAnswer('none', 'Epic shows nobody with this number')],
  ['too many', () => withAnswer('too-many', /More than 10 patients share/)],
  ['a failure', () => failure()],
  ['an open chart', () => openChart()],
  ['a blocked window', () => openChart({ windows: 'blocked' })],
  ['a chart that was taken back', () => openChart().then(() => press('Wrong patient'))],
  ['two contacts', () => twoContacts()],
  ['the list of keys', () => household().then(() => press('List of keys'))],
]

it.each(moments)('has no barrier that axe can find: %s (R59)', async (_moment, enter) => {
  await enter()
  const { violations } = await act(() =>
    // jsdom draws nothing, so it has no colours to compare; the page around the panel is the door's.
    axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } }),
  )
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
})

it('reads aloud how many share the number, and whose birth date agrees', async () => {
  await household()
  await waitFor(() => expect(announcements()).toContain('2 patients share this number'))

  await type('02291980')
  await waitFor(() => expect(announcements()).toContain('Birth date agrees with Ana Kessler'))
})

it('reads aloud what failed, and what the search form stands there for', async () => {
  await failure()
  await waitFor(() => expect(announcements()).toContain('Epic cannot be reached'))
  cleanup()

  await withAnswer('none', 'Epic shows nobody with this number')
  await waitFor(() => expect(announcements()).toContain('Epic shows nobody with this number'))
  await userEvent.type(screen.getByLabelText('First name'), 'A')
  await waitFor(() => expect(announcements().join()).toContain('Still needed'))
})

it('reads aloud from a region that stood there before its text', async () => {
  const { call } = renderPanel({ patients: [ana, leo] })
  const [region] = screen.getAllByRole('status')
  await call()
  await waitFor(() => expect(region).toHaveTextContent('2 patients share this number'))
})

it('is used by keyboard alone, in the reading order', async () => {
  await household()
  expect(birthDateField()).toHaveFocus()
  const reached: string[] = []
  for (let count = 0; count < 4; count += 1) {
    await userEvent.tab()
    reached.push(document.activeElement?.closest('label')?.textContent ?? document.activeElement?.textContent ?? '')
  }
  expect(reached).toEqual([
    expect.stringContaining('Kessler'),
    expect.stringContaining('Open chart'),
    'Calling for someone else',
    'Search by name',
  ])
})

function announcements(): string[] {
  return screen.queryAllByRole('status').map((region) => region.textContent)
}

async function household(): Promise<RenderedPanel> {
  const panel = renderPanel({ patients: [ana, leo] })
  await panel.call()
  await heading('2 patients share this number')
  return panel
}

async function twins() {
  await renderPanel({ patients: [ada, ida] }).call()
  await heading('2 patients share this number')
  await type('07012015{ArrowDown}')
}

async function recordNumber() {
  await renderPanel({ policy: { phoneSearch: 'refused' } }).call()
  await press('Record number instead')
}

async function withAnswer(kind: 'none' | 'too-many', title: string | RegExp) {
  await renderPanel({ epic: () => ({ kind }) }).call()
  await sentence(title)
}

async function failure() {
  await renderPanel({ epic: () => searchFailure('epic-unreachable') }).call()
  await sentence('Epic cannot be reached')
}

async function openChart(facts: { windows?: 'blocked' } = {}) {
  await renderPanel({ patients: [ana, leo], ...facts }).call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
}

async function twoContacts() {
  const { ring } = await household()
  await ring({ contactId: 'contact-2' })
}
