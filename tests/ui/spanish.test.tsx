// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ada, ana, ida, leo } from '../fixtures/patient.ts'
import { searchFailure } from './played-broker.ts'
import { button, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

/** Words that would betray an English sentence; names of people and products are none of them. */
const english = /\b(the|patients?|birth|date|record|chart|search|caller|number|born|open|agrees|differs|call)\b/i

/** All that an agent sees or hears, without the markup around it. */
const words = () => document.body.textContent

async function household(facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], locale: 'es-US', ...facts })
  await panel.call({ queue: 'Citas' })
  await heading('2 pacientes comparten este número')
  return panel
}

it('is in Spanish from the first moment, for eyes and for screen readers', async () => {
  renderPanel({ locale: 'es-US' })
  expect(await heading('Sin llamada')).toBeVisible()
  expect(document.documentElement).toHaveAttribute('lang', 'es-US')
  expect(words()).not.toMatch(english)
})

it('is in English again at a site that speaks English', async () => {
  renderPanel()
  expect(await heading('No call')).toBeVisible()
  expect(document.documentElement).toHaveAttribute('lang', 'en-US')
})

it('shows a household in Spanish, still without a birth date', async () => {
  await household()
  expect(screen.getByLabelText('Fecha de nacimiento que da quien llama')).toHaveFocus()
  expect(screen.getByPlaceholderText('DD MM AAAA')).toBeVisible()
  for (const fact of ['Kessler, Ana Maria', '46 años, femenino', 'Madison', 'celular'])
    expect(rows()[0]).toContain(fact)
  expect(rows()[1]).toContain('⚠ menor de edad')
  expect(words()).not.toMatch(english)
  expect(page()).not.toMatch(/1980|2015|febrero|julio/i)
})

it('reads the date the Spanish way, day first, and shows it back in words', async () => {
  const { opened } = await household()
  await type('29021980')
  expect(screen.getByText('29 de febrero de 1980 · 46 años')).toBeVisible()
  expect(await heading('1 de 2 nació ese día')).toBeVisible()
  expect(rows()[0]).toContain('✓ la fecha de nacimiento coincide')
  expect(rows()[1]).toContain('✕ la fecha de nacimiento difiere')
  expect(button('Abrir expediente de Ana Kessler')).toBeVisible()
  expect(words()).not.toMatch(english)

  await type('{Enter}')
  await sentence('Paciente equivocado')
  expect(screen.getByText(/fecha de nacimiento: 29 de febrero de 1980 · expediente ··0001/)).toBeVisible()
  expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
  expect(words()).not.toMatch(english)
})

it('tells twins apart, and searches by name, in Spanish', async () => {
  await household({ patients: [ada, ida] })
  await type('01072015{Enter}')
  expect(screen.getByText('Hay 2 pacientes nacidos ese día')).toBeVisible()
  expect(words()).not.toMatch(english)

  await press('Buscar por nombre')
  await userEvent.type(screen.getByLabelText('Nombre'), 'Ada')
  expect(screen.getByText(/Falta: apellido/)).toBeVisible()
  expect(words()).not.toMatch(english)
})

it('says in Spanish what failed, and keeps the code for support', async () => {
  await renderPanel({ locale: 'es-US', epic: () => searchFailure('epic-unreachable') }).call({ queue: 'Citas' })
  await sentence('No hay conexión con Epic')
  expect(words().replace('epic-unreachable', '')).not.toMatch(english)
})
