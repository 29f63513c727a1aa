// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { held } from './held.ts'
import type { Answer } from './played-broker.ts'
import { birthDateField, heading, page, sentence, type, typedTexts } from './reading.ts'
import { renderPanel, startOfShift } from './render-panel.tsx'

/** A panel whose one search is answered when the test says so. */
async function waitingPanel() {
  const answer = held<Answer>()
  const panel = renderPanel({ epic: () => answer.promise })
  await panel.call()
  await waitFor(() => expect(panel.book.searches).toHaveLength(1))
  return { ...panel, answer: (value: Answer) => act(async () => answer.give(value)) }
}

const formAnswers: [string, PatientSearchAnswer, string][] = [
  ['nobody', { kind: 'none' }, 'Epic shows nobody with this number'],
  ['too little to search with', { kind: 'too-little' }, 'Epic needs more to search with'],
  ['too many', { kind: 'too-many' }, 'More than 10 patients share this number (a facility?)'],
]

it.each(formAnswers)(
  'shows the search form with the date already in it when the answer is: %s',
  async (_what, answer, title) => {
    const { answer: give } = await waitingPanel()
    await type('02291980')

    await give(answer)
    await sentence(title)
    expect(birthDateField()).toHaveValue('02291980')
    expect(screen.getByLabelText('First name')).toBeVisible()
  },
)

it.each(formAnswers)(
  'takes neither focus nor a digit from an agent who types when the answer comes: %s',
  async (_what, answer, title) => {
    const { answer: give } = await waitingPanel()
    await type('0229')
    const field = birthDateField()

    await give(answer)
    await sentence(title)
    expect(birthDateField()).toBe(field)
    expect(field).toHaveFocus()

    await type('1980')
    expect(field).toHaveValue('02291980')
  },
)

it('takes neither focus nor a digit when the household comes while the agent types', async () => {
  const { answer } = await waitingPanel()
  await type('0229')
  const field = birthDateField()

  await answer({ kind: 'found', patients: [ana, leo], someWithheld: false })
  await heading('2 patients share this number')
  await type('1980')
  expect(birthDateField()).toBe(field)
  expect(field).toHaveValue('02291980')
})

it('leaves an agent who began to search by name where they are when the household comes', async () => {
  const { answer } = await waitingPanel()
  await userEvent.click(await screen.findByRole('button', { name: 'Search by name' }))
  await userEvent.type(screen.getByLabelText('First name'), 'An')

  await answer({ kind: 'found', patients: [ana, leo], someWithheld: false })
  await screen.findByRole('button', { name: 'Back to the patients found' })
  await type('a')
  expect(typedTexts()[0]).toBe('Ana')
  expect(page()).not.toContain('Kessler')
})

it('says "nobody" of a search by name in words that fit it', async () => {
  const { call } = renderPanel({ policy: { phoneSearch: 'refused' } })
  await call()
  await userEvent.type(birthDateField(), '02291980')
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler{Enter}')

  await sentence('Epic shows nobody')
  expect(typedTexts()).toEqual(['Ana', 'Kessler', '02291980'])
})

it('never offers to create a patient (R67)', async () => {
  const { answer } = await waitingPanel()
  await answer({ kind: 'none' })
  await sentence('Epic shows nobody with this number')
  expect(page()).not.toMatch(/creat|regist|new patient/i)
})

it('leaves the focus in the softphone when the answer comes while the agent dials there', async () => {
  let clock = startOfShift
  const answer = held<Answer>()
  const { call, book } = renderPanel({ epic: () => answer.promise, now: () => clock })
  const softphone = document.body.appendChild(document.createElement('iframe'))
  await call()
  await waitFor(() => expect(book.searches).toHaveLength(1))
  clock += 60_000
  softphone.focus()

  await act(async () => answer.give({ kind: 'none' }))
  await sentence('Epic shows nobody with this number')
  expect(softphone).toHaveFocus()
  softphone.remove()
})
