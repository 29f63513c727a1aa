// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import { IntegrationError, type IntegrationErrorCode, integrationErrorCodes } from '../../src/domain/errors.ts'
import { failuresEn } from '../../src/ui/failures-en.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { problem, proxyPage, searchFailure } from './played-broker.ts'
import { birthDateField, heading, page, press, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

/** Whatever would tell an agent that the caller is no patient. */
const denials = /nobody|no patient|not a patient|none found|0 patients|not found/i

/** Codes that a search can end with; the others belong to other moments, or are waited out. */
const codes = integrationErrorCodes.filter((code) => code !== 'contact-not-yet-yours')

it.each(codes)('has a sentence of its own for %s, which never says that there is no patient (R65)', async (code) => {
  const { call } = renderPanel({
    searchPatients: () => Promise.reject(new IntegrationError(code)),
    signInBeside: false,
  })
  await call()

  await sentence(failuresEn[code].title)
  expect(page()).toContain(failuresEn[code].body.split('.')[0])
  expect(screen.getByText(new RegExp(`Details for support: ${code} · 10:02`))).toBeVisible()
  expect(page()).not.toMatch(denials)
})

it('has another title for each failure', () => {
  const titles = integrationErrorCodes.map((code) => failuresEn[code].title)
  expect(new Set(titles).size).toBe(titles.length)
})

it.each<[string, () => Response, IntegrationErrorCode]>([
  ['Epic that cannot be reached', () => searchFailure('epic-unreachable'), 'epic-unreachable'],
  ['Epic that was too slow', () => searchFailure('epic-too-slow', 504), 'epic-too-slow'],
  ['a login page of a proxy', proxyPage, 'broker-unreachable'],
  ['an empty answer', () => new HttpResponse(null, { status: 200 }), 'broker-unreachable'],
  ['half an answer', () => jsonText('{"resourceType":"Bundle","type":"sea'), 'broker-unreachable'],
  ['an answer of another kind', () => jsonText('{"resourceType":"Patient"}'), 'broker-unreachable'],
  ['a dead line', () => HttpResponse.error(), 'broker-unreachable'],
  ['a spent budget', () => searchFailure('budget-spent', 429), 'budget-spent'],
])('tells %s from "none" (R66)', async (_what, epic, code) => {
  const { call } = renderPanel({ epic })
  await call()

  await sentence(failuresEn[code].title)
  expect(page()).not.toMatch(denials)
})

it('shows nothing of what a failing party sent (R79)', async () => {
  const { call } = renderPanel({
    epic: () => jsonText('{"error":"at Epic.Search (patient Leo Kessler, +16085550142)"}', 500),
  })
  await call()

  await sentence('The search service cannot be reached')
  expect(page()).not.toMatch(/Kessler|\+1608|Epic\.Search|example\.org/)
})

it('asks again when the agent says so', async () => {
  let isWell = false
  const { call, book } = renderPanel({
    epic: () => (isWell ? { kind: 'found', patients: [ana, leo], someWithheld: false } : searchFailure('epic-set-up')),
  })
  await call()
  await sentence('Searching is not set up correctly')
  expect(book.searches).toHaveLength(1)

  isWell = true
  await press('Try again')
  await heading('2 patients share this number')
  expect(book.searches).toHaveLength(2)
})

it.each(['epic-refused', 'epic-restricted', 'budget-spent', 'search-not-allowed'] as const)(
  'offers no other try where none can help: %s',
  async (code) => {
    const { call } = renderPanel({ epic: () => searchFailure(code, 403) })
    await call()
    await sentence(failuresEn[code].title)
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  },
)

it.each([
  ['epic-unreachable', 'not answering'],
  ['epic-restricted', 'answering'],
] as const)('after %s the bottom line says of Epic: %s', async (code, standing) => {
  const { call } = renderPanel({ epic: () => searchFailure(code, 403) })
  await call()
  await sentence(failuresEn[code].title)
  expect(screen.getByTitle(`Epic: ${standing}`)).toBeVisible()
})

it.each([
  [120_000, /^Wait until 10:04\sAM before you try again\.$/],
  [125_000, /^Wait until 10:05\sAM before you try again\.$/],
])('says until when to wait where a party asked for %i ms', async (retryAfterMs, words) => {
  const { call } = renderPanel({ searchPatients: () => Promise.reject(busyFor(retryAfterMs)) })
  await call()
  await sentence('Epic is busy')
  expect(screen.getByText(words)).toBeVisible()
})

it.each([null, 1_000, 86_400_000])('names no time where a party asked for %s ms', async (retryAfterMs) => {
  const { call } = renderPanel({ searchPatients: () => Promise.reject(busyFor(retryAfterMs)) })
  await call()
  await sentence('Epic is busy')
  expect(page()).not.toContain('Wait until')
})

it('keeps the date that was typed meanwhile, and leads to the search by name', async () => {
  const { call } = renderPanel({ epic: () => searchFailure('epic-unreachable') })
  await call()
  await type('02291980')
  await sentence('Epic cannot be reached')
  expect(birthDateField()).toHaveFocus()

  await press('Search by name')
  expect(birthDateField()).toHaveValue('02291980')
})

it('says whose fault it is on the bottom line', async () => {
  const { call } = renderPanel({ epic: () => searchFailure('epic-unreachable') })
  await call()
  await sentence('Epic cannot be reached')
  expect(screen.getByTitle('Epic: not answering')).toBeVisible()
  expect(screen.getByTitle('Search: answering')).toBeVisible()
})

it('does not blame Epic on the bottom line for a broker that does not answer', async () => {
  const { call } = renderPanel({ searchPatients: () => Promise.reject(new IntegrationError('broker-unreachable')) })
  await call()
  await sentence('The search service cannot be reached')
  expect(screen.getByTitle('Search: not answering')).toBeVisible()
  expect(screen.getByTitle('Epic: not asked yet')).toBeVisible()
})

it('tells of no broker on the bottom line where there is none', () => {
  renderPanel({ hasBroker: false })
  expect(screen.queryByTitle(/^Search: /)).not.toBeInTheDocument()
})

it('lets an agent whose sign-in is over sign in beside the call, and searches then', async () => {
  let isOver = true
  const { call } = renderPanel({
    patients: [ana],
    token: () => (isOver ? problem('agent-not-signed-in', 403) : undefined),
    signInAgain: vi.fn(async () => {
      isOver = false
      return 'signed-in'
    }),
  })
  await call()
  await sentence('Your sign-in is over')
  expect(await sentence(/the call goes on, and what you typed stays/)).toBeVisible()

  await press('Sign in')
  expect(await heading('1 patient has this number')).toBeVisible()
})

it('says so where the browser opens no window to sign in, and where somebody else signed in there (R38)', async () => {
  const signInAgain = vi.fn<() => Promise<'blocked'>>().mockResolvedValue('blocked')
  const { call } = renderPanel({ token: () => problem('agent-not-signed-in', 403), signInAgain })
  await call()
  await sentence('Your sign-in is over')
  await press('Sign in')
  expect(await sentence('The browser kept the sign-in window from opening')).toBeVisible()

  signInAgain.mockRejectedValue(new IntegrationError('connect-agent-mismatch'))
  await press('Sign in')
  expect(await sentence('Two different people are signed in')).toBeVisible()
})

it('tells an agent whose sign-in leaves the page to end the call first', async () => {
  const { call, signIn } = renderPanel({ token: () => problem('agent-not-signed-in', 403), signInBeside: false })
  await call()
  await sentence('Your sign-in is over')
  expect(await sentence(/end the call first/)).toBeVisible()
  await press('Sign in')
  expect(signIn.again).toHaveBeenCalledOnce()
})

it('goes on asking while Connect has not yet said whose the call is', async () => {
  let isOurs = false
  const { call, book } = renderPanel({
    epic: () =>
      isOurs
        ? { kind: 'found', patients: [ana, leo], someWithheld: false }
        : searchFailure('contact-not-yet-yours', 409),
  })
  await call()
  await waitFor(() => expect(book.searches.length).toBeGreaterThan(0))

  isOurs = true
  await heading('2 patients share this number')
})

function busyFor(retryAfterMs: number | null): IntegrationError {
  return new IntegrationError('epic-busy', { retryAfterMs })
}

function jsonText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'application/fhir+json' } })
}
