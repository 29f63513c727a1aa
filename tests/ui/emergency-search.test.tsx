// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { aNumber } from '../fixtures/contact.ts'
import { brokerUrl, found, problem, searchFailure } from './played-broker.ts'
import { birthDateField, button, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

const begin = 'Emergency: search without Connect'
const open = 'Search in an emergency'
const mark = 'Emergency search: Connect has not confirmed this call'
const unconfirmed = 'Amazon Connect cannot confirm this call'
const reasonField = 'Reason, without names, dates or numbers'

/** A call while Connect cannot be asked: every token is refused but one that is asked for with a reason. */
async function anOutage({ policy, ...facts }: PanelFacts = {}) {
  const reasons: string[] = []
  const connect = { isBack: false }
  const panel = renderPanel({
    policy: { emergency: 'allowed', ...policy },
    patients: [ana, leo],
    token: (emergencyReason) => {
      if (emergencyReason !== undefined) reasons.push(emergencyReason)
      if (connect.isBack) return undefined
      return emergencyReason === undefined ? refused() : tokenOfEmergency()
    },
    ...facts,
  })
  await panel.call()
  await sentence(unconfirmed)
  return { ...panel, reasons, connect }
}

/** Not to be waited for: a broker that is asked twice more takes seconds. */
const refused = () => problem('connect-unreachable', 400)
const tokenOfEmergency = () =>
  HttpResponse.json({
    access_token: 'token-of-contact-1',
    token_type: 'Bearer',
    expires_in: 120,
    fhir_base_url: `${brokerUrl}/fhir/R4`,
    emergency: true,
  })

async function searchInEmergency() {
  await press(begin)
  await type('fell, not responding')
  await press(open)
  await sentence(`⚠ ${mark}`)
  await type('Ana{Tab}Kessler{Tab}02291980{Enter}')
}

describe('the way to it', () => {
  it.each<[string, PanelFacts]>([
    ['at a site that did not allow it', { policy: { emergency: 'refused' } }],
    ['where no broker could grant it', { hasBroker: false }],
    ['where the site searches by the call’s number alone', { policy: { searchSets: ['name-sex-and-telephone'] } }],
  ])('is not there %s (R16)', async (_, facts) => {
    await anOutage(facts)
    expect(screen.queryByRole('button', { name: begin })).not.toBeInTheDocument()
  })

  it.each(['broker-unreachable', 'contact-not-yours', 'identity-provider-unreachable'] as const)(
    'is not there for another failure: %s (R16)',
    async (code) => {
      const { call } = renderPanel({ policy: { emergency: 'allowed' }, token: () => problem(code, 400) })
      await call()
      await sentence(/cannot be reached|not yours/)
      expect(screen.queryByRole('button', { name: begin })).not.toBeInTheDocument()
    },
  )

  it('goes by a reason that names nobody, by a press and by no Enter, and asks the broker nothing before a search', async () => {
    const { reasons, book } = await anOutage()
    await press(begin)
    expect(screen.getByLabelText(reasonField)).toHaveFocus()
    expect(button(open)).toBeDisabled()
    await type('fell 2 times')
    // A form field says its error twice after a moment: for the eye and for the ear.
    expect(await screen.findAllByText('No dates and no numbers: leave the digits out.')).not.toHaveLength(0)
    const before = book.tokens.length
    await type('{Backspace>12/}fell, not responding{Enter}')
    expect(page()).not.toContain(mark)

    await press(open)
    expect(await sentence(`⚠ ${mark}`)).toBeVisible()
    expect(screen.getByLabelText('First name')).toHaveFocus()
    expect([reasons, book.tokens.length]).toEqual([[], before])
  })

  it('is left by Escape: from the reason to its button, from the form to the notice, with nothing begun', async () => {
    const { sessions } = await anOutage()
    await press(begin)
    await type('fell, not{Escape}')
    expect(button(begin)).toHaveFocus()
    await type('{Enter}')
    expect(screen.getByLabelText(reasonField)).toHaveValue('')

    await type('fell, not responding')
    await press(open)
    await sentence(`⚠ ${mark}`)
    await type('{Escape}')
    expect(await sentence(unconfirmed)).toBeVisible()
    expect(page()).not.toContain(mark)
    expect(sessions().current.get('contact-1')?.emergencySearch).toBeNull()
  })

  it('is said in Spanish too', async () => {
    await anOutageIn('es-US')
    await press('Emergencia: buscar sin Connect')
    await type('se cayó, no responde')
    await press('Buscar por emergencia')
    expect(await sentence(/Búsqueda de emergencia: Connect no ha confirmado/)).toBeVisible()
  })
})

async function anOutageIn(locale: string) {
  const panel = renderPanel({ policy: { emergency: 'allowed' }, locale, token: refused })
  await panel.call()
  await screen.findByRole('button', { name: /^Emergencia/ })
}

describe('a search in an emergency', () => {
  it('finds by name and birth date, marked, and the chart opens by what the site asks for (R16, R50)', async () => {
    const { reasons, book } = await anOutage()
    await searchInEmergency()
    await heading('1 of 1 born that day')
    expect(reasons).toEqual(['fell, not responding'])
    expect(book.searches.map(({ search }) => search.by)).toEqual(['name-and-birth-date'])
    expect(screen.queryByRole('button', { name: /open with less/ })).not.toBeInTheDocument()

    await type('{Enter}')
    await sentence(/opened .*, by birth date and name/)
    expect(page()).toContain(mark)
    expect(book.confirmations).toEqual([{ patient: 'ana', contactId: 'contact-1', verified: ['birth-date', 'name'] }])
  })

  it('has no way to open with less, which the site allows for calls that Connect confirmed (R50)', async () => {
    await anOutage({
      policy: { verification: { required: ['birth-date', 'name'], atLeast: 1, of: ['record-number-tail', 'town'] } },
    })
    await searchInEmergency()
    await heading('1 of 1 born that day')
    await userEvent.click(screen.getByRole('radio', { name: /Ana/ }))
    await sentence(/^Needs:/)
    expect(screen.queryByRole('button', { name: 'Emergency: open with less' })).not.toBeInTheDocument()
  })

  it('counts the call’s number for nothing: neither searched by nor compared with (R14, R16)', async () => {
    await anOutage({ patients: [ana] })
    await searchInEmergency()
    await heading('1 of 1 born that day')
    expect(rows().join()).not.toMatch(/number|608/)
  })

  it('offers no legal sex in place of the birth date: that set holds the call’s number', async () => {
    await anOutage()
    await press(begin)
    await type('fell, not responding')
    await press(open)
    await sentence(`⚠ ${mark}`)
    await type('Ana{Tab}Kessler')
    expect(screen.queryByLabelText(/Legal sex/)).not.toBeInTheDocument()
  })

  it('asks for no appointments and for no certainty beside it, until Connect answers (R16)', async () => {
    const ahead = { appointments: [], someWithheld: false }
    let isOver = false
    const { book, connect } = await anOutage({
      epic: () => (isOver ? searchFailure('contact-token-over', 401) : found(ana)),
      appointments: () => ahead,
      match: () => ({ kind: 'nobody' }),
    })
    await searchInEmergency()
    await heading('1 of 1 born that day')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([book.appointments, book.matches]).toEqual([[], []])
    expect(page()).not.toMatch(/ppointment|certain/)

    connect.isBack = true
    isOver = true
    await press('Search by name')
    await type('{Enter}')
    await waitFor(() => expect(page()).not.toContain(mark))
    isOver = false
    await press('Try again')
    await heading('1 of 1 born that day')
    await waitFor(() => expect([book.appointments.length, book.matches.length]).toEqual([1, 1]))
  })

  it('is one no longer once Connect answered: the mark goes (R16)', async () => {
    const { connect } = await anOutage()
    connect.isBack = true
    await searchInEmergency()
    await heading('1 of 1 born that day')
    expect(page()).not.toContain(mark)
  })

  it('is of one call: another that comes has none of it, and with the call it is gone (R44, R45)', async () => {
    const { ring, accept, clear, sessions } = await anOutage()
    await searchInEmergency()
    await heading('1 of 1 born that day')
    await ring({ contactId: 'contact-2', ani: aNumber('+14145550107') })
    await press(/\(414\)/)
    await accept('contact-2')
    await sentence(unconfirmed)
    expect(page()).not.toContain(mark)

    clear()
    expect(JSON.stringify([...sessions().current.values()])).not.toMatch(/fell|askedBefore/)
  })

  it('keeps a reason half typed while the agent looks at another call, and takes no focus then', async () => {
    const { ring } = await anOutage()
    await press(begin)
    await type('fell, not')
    await ring({ contactId: 'contact-2', ani: aNumber('+14145550107') })
    await press(/\(414\)/)
    await heading('Answer to see who this may be about')
    await press(/\(608\)/)
    expect(screen.getByLabelText(reasonField)).toHaveValue('fell, not')
    expect(screen.getByLabelText(reasonField)).not.toHaveFocus()
    expect(birthDateField()).toBeVisible()
  })
})
