// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { aName, aPatient, aTelephone } from '../fixtures/patient.ts'
import { birthDateField, heading, press, rows, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const switchboard = '+16085550100'
const policy = { ownNumbers: [switchboard] }
/** Somebody at whose record the hospital’s own number was once written down. */
const ana = aPatient({ names: [aName('Ana', 'Kessler')], telephones: [aTelephone({ e164: switchboard })] })

it('shows the form at once, why, and the number as written, and searches for nobody (R64)', async () => {
  const { call, book } = renderPanel({ patients: [ana], policy })
  await call(switchboard)

  expect(await heading('(608) 555-0100')).toBeVisible()
  expect(screen.getByText('This number is one of the hospital’s own, and says nothing of a patient.')).toBeVisible()
  expect(screen.getByLabelText('First name')).toHaveFocus()
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
  expect(book.searches).toEqual([])
})

it('says so in Spanish', async () => {
  const { call } = renderPanel({ policy, locale: 'es-US' })
  await call(switchboard)
  expect(screen.getByText('Este número es del propio hospital y no dice nada de ningún paciente.')).toBeVisible()
})

it('marks nobody as having that number, asks no certain match with it, and opens by name and birth date (R49, R64)', async () => {
  const match = () => ({ kind: 'certain', patient: ana.id }) as const
  const { call, book, opened } = renderPanel({ patients: [ana], policy, match })
  await call(switchboard)
  await userEvent.type(screen.getByLabelText('First name'), 'Ana')
  await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
  await userEvent.type(birthDateField(), '02291980{Enter}')
  await heading('1 of 1 born that day')

  expect(rows()[0]).not.toContain('mobile')
  expect(book.matches).toEqual([])
  expect(book.searches.map(({ search }) => search.by)).toEqual(['name-and-birth-date'])
  await press('Open chart of Ana Kessler')
  expect(opened()).toHaveLength(1)
})

it('is searched as any other number where the site does not list it', async () => {
  const { call } = renderPanel({ patients: [ana] })
  await call(switchboard)
  expect(await heading('1 patient has this number')).toBeVisible()
  await type('02291980')
  expect(rows()[0]).toContain('mobile')
})
