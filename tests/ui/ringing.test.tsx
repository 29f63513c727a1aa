// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { found, searchFailure } from './played-broker.ts'
import { birthDateField, heading, page } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const shortly = () => new Promise((resolve) => setTimeout(resolve, 100))

it('shows the number as people write it and the queue, and nobody while it rings', async () => {
  const { ring, book } = renderPanel({ patients: [ana, leo] })
  await ring('+16085550142')
  await shortly()

  expect(screen.getByRole('heading', { name: '(608) 555-0142' })).toBeVisible()
  expect(screen.getByText('Scheduling')).toBeVisible()
  expect(screen.getByText('Ringing')).toBeVisible()
  expect(screen.getByText('Answer to see who this may be about')).toBeVisible()
  expect(page()).not.toContain('Kessler')
  expect(book.searches).toEqual([])
})

it('asks for the permission to search ahead, so that the answer comes sooner', async () => {
  const { ring, book } = renderPanel({ patients: [ana] })
  await ring()
  await shortly()
  expect(book.tokens).toEqual(['contact-1'])
})

it('tells what the caller chose in the menu', async () => {
  const { ring } = renderPanel()
  await ring({ attributes: { language: 'Spanish', reason: 'Refill' } })

  expect(screen.getByText('Language chosen in the menu: Spanish')).toBeVisible()
  expect(screen.getByText('Reason given: Refill')).toBeVisible()
})

it('still tells it once the agent has answered, who may never have seen it ring', async () => {
  const { ring, accept } = renderPanel({ patients: [ana] })
  await ring({ attributes: { language: 'Spanish', reason: 'Refill' } }).then(accept)
  await heading('1 patient has this number')
  expect(screen.getByText('Language chosen in the menu: Spanish · Reason given: Refill')).toBeVisible()
})

it.each([
  [{ kind: 'withheld', reason: 'anonymous' }, 'Number withheld'],
  [{ kind: 'withheld', reason: 'unreadable' }, 'Not a telephone number'],
  [{ kind: 'withheld', reason: 'none' }, 'No telephone number'],
] as const)('says why there is no number: %o', async (ani, why) => {
  const { ring } = renderPanel()
  await ring({ ani })
  expect(screen.getByRole('heading', { name: why })).toBeVisible()
})

it('searches while it rings where the site wants it so, and has the answer when the agent accepts', async () => {
  const { ring, accept, book } = renderPanel({ patients: [ana, leo], startsOn: 'ringing' })
  await ring()
  await shortly()
  expect(book.searches).toHaveLength(1)
  expect(page()).not.toContain('Kessler')

  await accept()
  await heading('2 patients share this number')
  expect(book.searches).toHaveLength(1)
})

it('shows nobody and no failure while the broker waits for Connect to say whose the ringing call is, then the household', async () => {
  let isAccepted = false
  const { ring, accept, book } = renderPanel({
    patients: [ana, leo],
    startsOn: 'ringing',
    epic: () => (isAccepted ? found(ana, leo) : searchFailure('contact-not-yet-yours', 409)),
  })
  await ring()
  await shortly()
  expect(book.searches.length).toBeGreaterThan(0)
  expect(screen.getByText('Answer to see who this may be about')).toBeVisible()
  expect(page()).not.toMatch(/Kessler|cannot|not allow|Waiting for Connect/)

  isAccepted = true
  await accept()
  expect(await heading('2 patients share this number')).toBeVisible()
})

it('goes back to no call when the call was missed', async () => {
  const { ring, miss } = renderPanel()
  await ring()
  miss()
  expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  expect(page()).not.toContain('555-0142')
})

it('puts the agent into the birth date when the call is accepted', async () => {
  const { call } = renderPanel({ patients: [ana] })
  await call()
  expect(birthDateField()).toHaveFocus()
})

it('takes no focus from another program', async () => {
  const { call } = renderPanel({ patients: [ana], isInFront: false })
  await call()
  expect(birthDateField()).not.toHaveFocus()
})

it('says of a call that the agent dialled that it is dialling, and that nobody is searched for it', async () => {
  const { ring } = renderPanel({ patients: [ana] })
  await ring({ direction: 'outbound' })
  expect(screen.getByText('Dialling')).toBeVisible()
  expect(screen.getByText(/patients are not searched for a dialled number/)).toBeVisible()
  expect(page()).not.toContain('Answer to see')
})
