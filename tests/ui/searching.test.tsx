// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IntegrationError } from '../../src/domain/errors.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { found } from './played-broker.ts'
import { birthDateField } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** An accepted call whose search is never answered. */
async function whileEpicIsSilent() {
  const panel = renderPanel({ searchPatients: () => new Promise(() => undefined) })
  await panel.call()
  return panel
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const placeholders = () => document.querySelectorAll('.placeholder').length
const said = () => screen.queryByText(/searching/i)?.textContent ?? ''

it('shows nothing at first, because most answers come before anything would help', async () => {
  await whileEpicIsSilent()
  await pass(299)
  expect([placeholders(), said()]).toEqual([0, ''])
  expect(birthDateField()).toBeVisible()
})

it('shows a quiet placeholder after 300 ms', async () => {
  await whileEpicIsSilent()
  await pass(300)
  expect(placeholders()).toBeGreaterThan(0)
  expect(said()).toBe('')
})

it('says that it searches after 1 s, and that it still does after 3 s', async () => {
  await whileEpicIsSilent()
  await pass(1_000)
  expect(said()).toBe('Searching Epic')
  await pass(2_000)
  expect(said()).toBe('Still searching Epic')
})

it('lets the agent go to the search by name meanwhile', async () => {
  await whileEpicIsSilent()
  await pass(300)
  act(() => screen.getByRole('button', { name: 'Search by name' }).click())
  expect(screen.getByLabelText('First name')).toBeVisible()
})

it('says that it waits for Connect while Connect has not said whose the call is', async () => {
  let isOurs = false
  const { call } = renderPanel({
    searchPatients: async () => {
      if (!isOurs) throw new IntegrationError('contact-not-yet-yours')
      return found(ana, leo)
    },
  })
  await call()
  await pass(100)
  expect(screen.getByText('Waiting for Connect to confirm that this call is yours')).toBeVisible()

  isOurs = true
  await pass(500)
  expect(screen.getByRole('heading', { name: '2 patients share this number' })).toBeVisible()
})

it('ends the wait when Connect never says so, with a way to try again', async () => {
  const { call } = renderPanel({
    searchPatients: () => Promise.reject(new IntegrationError('contact-not-yet-yours')),
  })
  await call()
  await pass(60_000)
  expect(screen.getByText('Connect has not confirmed yet that this call is yours')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
})
