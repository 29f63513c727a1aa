// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { held } from './held.ts'
import { type Answer, found } from './played-broker.ts'
import { birthDateField, button, heading, page, press, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

/** Whatever of the household, the number or the date could be left behind. */
const traces = /Kessler|Ana|Leo|Madison|555|0142|0229|1980|2015|0001|contact-1/

it.each(['hangUp', 'clear', 'miss', 'vanish'] as const)(
  'leaves nothing on the page or in memory within the event: %s (R45, R55)',
  async (end) => {
    const panel = renderPanel({ patients: [ana, leo] })
    await panel.call()
    await heading('2 patients share this number')
    await type('02291980')

    panel[end]()
    expect(page()).not.toMatch(traces)
    expect(panel.queries.getQueryCache().getAll()).toEqual([])
    expect(panel.sessions().current.size).toBe(0)
    expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  },
)

it('leaves nothing of an open chart once the contact is cleared (R55)', async () => {
  const { call, hangUp, clear, queries } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')

  hangUp()
  clear()
  expect(page()).not.toMatch(traces)
  expect(queries.getQueryCache().getAll()).toEqual([])
})

it('leaves nothing of a search by name (R55)', async () => {
  const { call, clear, queries } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await press('Search by name')
  screen.getByLabelText('First name').focus()
  await type('Ana')

  clear()
  expect(page()).not.toMatch(traces)
  expect(queries.getQueryCache().getAll()).toEqual([])
})

it('keeps nothing where a browser keeps things (R53, R54)', async () => {
  const { call, clear } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  clear()

  expect([localStorage.length, sessionStorage.length, document.cookie, document.title]).toEqual([0, 0, '', ''])
  expect(window.location.href).not.toMatch(traces)
})

it('ends the search that is under way, and drops an answer that comes after the end (R45)', async () => {
  const answer = held<Answer>()
  const { call, clear, book, queries } = renderPanel({ epic: () => answer.promise })
  await call()
  await waitFor(() => expect(book.searches).toHaveLength(1))

  clear()
  answer.give(found(ana))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(page()).not.toMatch(traces)
  expect(queries.getQueryCache().getAll()).toEqual([])
})

it('begins the next call with nothing of the last', async () => {
  const { call, clear } = renderPanel({ patients: [ana] })
  await call()
  await heading('1 patient has this number')
  await type('02291980')
  clear()

  await call({ contactId: 'contact-2' })
  await heading('1 patient has this number')
  expect(birthDateField()).toHaveValue('')
  expect(birthDateField()).toHaveFocus()
})

it('waits for the agent when Connect lost a call and brought it back (R46)', async () => {
  const { call, vanish, comeBack, book } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  vanish()
  comeBack()
  await sentence('Connect lost this call and brought it back')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(book.searches).toHaveLength(1)
  expect(page()).not.toContain('Kessler')

  await press('Search again')
  await heading('2 patients share this number')
  expect(book.searches).toHaveLength(2)
})

it('does not search again for a call that is announced twice (R46)', async () => {
  const { call, comeBack, book } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('02291980')

  comeBack()
  expect(book.searches).toHaveLength(1)
  expect(button('Open chart of Ana Kessler')).toBeVisible()
})

it('stays empty when a call that ended is announced once more (R46)', async () => {
  const { call, clear, comeBack, book } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  clear()
  comeBack()
  expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  expect(book.searches).toHaveLength(1)
})
