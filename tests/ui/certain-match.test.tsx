// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { CertainMatchAnswer } from '../../src/domain/certain-match.ts'
import { aName, aPatient } from '../fixtures/patient.ts'
import { held } from './held.ts'
import { searchFailure } from './played-broker.ts'
import { birthDateField, button, chosenRow, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

/** Two who share name and birth date. */
const maria = (id: string) => aPatient({ id, names: [aName('Maria', 'Garcia')], birthDate: '1990-04-04' })
const namesakes: PanelFacts = { patients: [maria('one'), maria('other')], policy: { phoneSearch: 'refused' } }
const certainOfOther = (): CertainMatchAnswer => ({ kind: 'certain', patient: 'other' })

async function fillIn() {
  await userEvent.type(screen.getByLabelText('First name'), 'Maria')
  await userEvent.type(screen.getByLabelText('Last name'), 'Garcia')
  await userEvent.type(birthDateField(), '04041990{Enter}')
}

/** A panel whose agent searched for Maria by name. */
async function afterSearch(facts: PanelFacts) {
  const panel = renderPanel({ ...namesakes, ...facts })
  const contactId = await panel.call()
  await fillIn()
  await heading('2 of 2 born that day')
  return { panel, contactId }
}

const marked = () => rows().map((row) => row.includes('★ Epic is certain'))

describe('the row Epic is certain of', () => {
  it('is marked with a sign and words, and keeps its place; nothing is chosen, and Enter opens nobody (R48, R49)', async () => {
    const { panel } = await afterSearch({ match: certainOfOther })
    await waitFor(() => expect(marked()).toEqual([false, true]))
    expect(await sentence('Epic is certain of the marked row. The choice is yours.')).toBeVisible()
    expect(chosenRow()).toBeNull()
    expect(button('Choose one: ↑ ↓')).toBeVisible()

    await type('{Enter}')
    expect(panel.opened()).toEqual([])
    expect(panel.book.confirmations).toEqual([])
  })

  it('counts as no identifier: what was verified is said as before (R50)', async () => {
    const { panel } = await afterSearch({ match: certainOfOther })
    await waitFor(() => expect(marked()).toEqual([false, true]))
    await userEvent.click(screen.getAllByRole('radio')[1] ?? document.body)
    await press(/Open chart of Maria Garcia/)
    await sentence(/opened/)
    expect(panel.book.confirmations).toEqual([
      expect.objectContaining({ patient: 'other', verified: ['birth-date', 'name'] }),
    ])
  })

  it('is asked for with the facts of the search and the number of the call, once', async () => {
    const { panel, contactId } = await afterSearch({ match: certainOfOther })
    await waitFor(() => expect(marked()).toEqual([false, true]))
    const facts = { given: 'Maria', family: 'Garcia', birthDate: '1990-04-04', telephone: '+16085550142' }
    expect(panel.book.matches).toEqual([{ contactId, question: { ...facts, legalSex: null } }])
  })

  it('comes after the list and never holds it up; no line of a row comes with it', async () => {
    const answer = held<CertainMatchAnswer>()
    await afterSearch({ match: () => answer.promise })
    expect(await sentence('Asking Epic whether it is certain.')).toBeVisible()
    const lines = document.querySelectorAll('.candidate .one-line').length
    const before = rows()

    answer.give({ kind: 'certain', patient: 'one' })
    await waitFor(() => expect(marked()).toEqual([true, false]))
    expect(document.querySelectorAll('.candidate .one-line')).toHaveLength(lines)
    expect(rows().map((row) => row.replace('★ Epic is certain', ''))).toEqual(before)
  })
})

describe('what else Epic says is one quiet sentence, and no failure', () => {
  it.each([
    ['nobody', 'Epic is certain of nobody.'],
    ['not-certain', 'Epic is not certain: it wants more than was said.'],
    ['several', 'Epic finds several who fit equally well.'],
    ['not-understood', 'Epic did not take the question whether it is certain.'],
    ['not-offered', 'Epic here does not answer whether it is certain.'],
  ] as const)('%s', async (kind, said) => {
    await afterSearch({ match: () => ({ kind }) })
    expect(await sentence(said)).toBeVisible()
    expect(marked()).toEqual([false, false])
    expect(screen.getByTitle('Epic: answering')).toBeInTheDocument()
  })

  it('a failure too: the list stands, and Epic counts as answering', async () => {
    await afterSearch({ match: () => searchFailure('epic-unreachable', 503) })
    expect(await sentence('Epic did not say whether it is certain.')).toBeVisible()
    expect(screen.getByTitle('Epic: answering')).toBeInTheDocument()
  })

  it('somebody who is not in the list is nobody here', async () => {
    await afterSearch({ match: () => ({ kind: 'certain', patient: 'stranger' }) })
    expect(await sentence('Epic is certain of nobody.')).toBeVisible()
    expect(page()).not.toContain('stranger')
  })

  it('speaks Spanish where the site does', async () => {
    const panel = renderPanel({ ...namesakes, match: certainOfOther, locale: 'es-US' })
    await panel.call()
    await userEvent.type(screen.getByLabelText('Nombre'), 'Maria')
    await userEvent.type(screen.getByLabelText('Apellido'), 'Garcia')
    await userEvent.type(screen.getByLabelText(/^fecha de nacimiento/i), '04041990{Enter}')
    expect(await sentence('★ Epic está seguro')).toBeVisible()
    expect(await sentence('Epic está seguro de la fila marcada. La elección es suya.')).toBeVisible()
  })
})

describe('Epic is not asked', () => {
  const byNameAlone = { policy: { phoneSearch: 'refused' } as const }

  it('at a site that does not want it', async () => {
    const { panel } = await afterSearch({})
    expect(panel.book.matches).toEqual([])
    expect(page()).not.toContain('whether it is certain')
  })

  it.each([
    ['beside a search by number', { patients: [maria('one'), maria('other')] }, '2 patients share this number'],
    ['where nobody was found', { ...byNameAlone, patients: [] }, /Epic shows nobody/],
    [
      'where too many were found',
      { ...byNameAlone, epic: () => ({ kind: 'too-many' as const }) },
      /More than 10 patients/,
    ],
  ])('%s', async (_, facts, title) => {
    const panel = renderPanel({ match: certainOfOther, ...facts })
    await panel.call()
    if ('policy' in facts) await fillIn()
    await screen.findAllByText(title)
    await waitFor(() => expect(panel.queries.isFetching()).toBe(0))
    expect(panel.book.matches).toEqual([])
  })
})

describe('when the contact or the question goes', () => {
  it('nothing of it stays, and what is under way is dropped (R45, R55)', async () => {
    const answer = held<CertainMatchAnswer>()
    const { panel } = await afterSearch({ match: () => answer.promise })
    await waitFor(() => expect(panel.book.matches).toHaveLength(1))
    panel.clear()
    expect(panel.queries.getQueryCache().getAll()).toEqual([])

    answer.give({ kind: 'certain', patient: 'one' })
    await heading('No call')
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    expect(panel.queries.getQueryCache().getAll()).toEqual([])
  })

  it('a late answer to an old question marks nobody of the new one (R44)', async () => {
    const first = held<CertainMatchAnswer>()
    const answers: Promise<CertainMatchAnswer>[] = [first.promise, Promise.resolve({ kind: 'nobody' })]
    const { panel } = await afterSearch({ match: () => answers.shift() ?? { kind: 'nobody' } })
    await waitFor(() => expect(panel.book.matches).toHaveLength(1))
    await press(/Search by name/)
    await userEvent.click(button('Search'))
    await sentence('Epic is certain of nobody.')

    first.give({ kind: 'certain', patient: 'one' })
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    expect(marked()).toEqual([false, false])
    expect(panel.book.matches).toHaveLength(2)
  })
})
