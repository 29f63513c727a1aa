// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { birthDateField, heading, type } from './reading.ts'
import { dana, renderPanel } from './render-panel.tsx'

const inSpanish = { ...dana, language: 'es_ES' }
const bothLanguages = { locales: ['es-US'], patients: [ana, leo] }

it('speaks the language the agent chose in the softphone, where the site offers it', async () => {
  renderPanel({ ...bothLanguages, softphoneOf: inSpanish })
  expect(await heading('Sin llamada')).toBeVisible()
  expect(document.documentElement.lang).toBe('es-US')
})

it('speaks the site’s language to an agent whose own is not offered', async () => {
  renderPanel({ patients: [ana], softphoneOf: inSpanish })
  expect(await heading('No call')).toBeVisible()
})

it('has dates typed in the order of the agent’s locale, by number and by name', async () => {
  const { call } = renderPanel({ ...bothLanguages, softphoneOf: inSpanish })
  await call()
  await heading('2 pacientes comparten este número')
  await type('01072015')
  expect(screen.getByText('1 de julio de 2015 · 11 años')).toBeVisible()
  expect(screen.getByRole('button', { name: /Leo Kessler/ })).toBeVisible()
})

it('changes its language between calls alone, so that half a birth date never means another day', async () => {
  const { call, connect, clear } = renderPanel(bothLanguages)
  await call()
  await heading('2 patients share this number')
  await type('0107')
  connect('ready', inSpanish)
  expect(await heading('2 patients share this number')).toBeVisible()
  await type('2015')
  expect(screen.getByText('7 January 2015 · 11 years')).toBeVisible()
  expect(birthDateField()).toHaveValue('01072015')

  clear()
  expect(await heading('Sin llamada')).toBeVisible()
})

it('takes the softphone’s language in the midst of a call once, when it first says whose it is', async () => {
  const { call, connect } = renderPanel({ ...bothLanguages, connect: 'connecting', softphoneOf: null })
  await call()
  connect('ready', inSpanish)
  expect(await heading('2 pacientes comparten este número')).toBeVisible()
})
