// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { aNumber } from '../fixtures/contact.ts'
import { aName, ana, aPatient, aTelephone, leo } from '../fixtures/patient.ts'
import { birthDateField, button, heading, page, press, sentence, type } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

const walter = aPatient({
  id: 'walter',
  names: [aName('Walter', 'Nguyen')],
  birthDate: '1951-12-09',
  telephones: [aTelephone({ e164: '+14145550107' })],
})
const second = { contactId: 'contact-2', ani: aNumber('+14145550107'), queue: 'Billing' }
const header = () => within(screen.getByRole('main')).getByRole('banner')

it('says how long the caller has been on hold, and when they are back', async () => {
  const { call, line } = renderPanel({ patients: [ana, leo] })
  await call()
  line('talking')
  expect(header()).toHaveTextContent('On call 0:00')

  line('customer-on-hold', 42)
  expect(header()).toHaveTextContent('On hold 0:42')
  line('talking')
  expect(header()).toHaveTextContent('On call')
})

it('knows the agent who is on hold from the caller who is', async () => {
  const { call, line } = renderPanel({ patients: [ana] })
  await call()
  line('agent-on-hold', 5)
  expect(header()).toHaveTextContent('You are on hold 0:05')
})

it('marks which of two calls is on the line and which waits (R82)', async () => {
  const { call, line } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await call(second)
  line('customer-on-hold', 61)
  line('talking', 0, 'contact-2')
  expect(button('(608) 555-0142 Call · On hold 1:01')).toHaveAttribute('aria-current', 'true')
  expect(button('(414) 555-0107 Call · On the line')).toHaveAttribute('aria-current', 'false')

  line('talking')
  line('customer-on-hold', 0, 'contact-2')
  expect(button('(608) 555-0142 Call · On the line')).toBeVisible()
  expect(button('(414) 555-0107 Call · On hold 0:00')).toBeVisible()
})

it('moves nothing and searches nothing when calls are held and taken up, and loses nothing that was typed (R46)', async () => {
  const { call, line, book } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await heading('2 patients share this number')
  await type('0229')
  await call(second)
  for (const state of ['customer-on-hold', 'talking', 'agent-on-hold', 'talking'] as const) {
    line(state)
    line(state, 0, 'contact-2')
  }
  expect(birthDateField()).toHaveFocus()
  expect(birthDateField()).toHaveValue('0229')
  await heading('2 patients share this number')
  expect(book.searches.map(({ contactId }) => contactId)).toEqual(['contact-1', 'contact-2'])
})

it('keeps the banner of each call to itself while they are held in turn', async () => {
  const { call, line } = renderPanel({ patients: [ana, leo, walter] })
  await call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  await call(second)
  line('customer-on-hold', 7)
  line('talking', 0, 'contact-2')
  expect(button('(608) 555-0142 Ana Kessler · On hold 0:07')).toBeVisible()

  await press(/\(414\)/)
  await heading('1 patient has this number')
  expect(screen.getByRole('main')).not.toHaveTextContent('Kessler')
  await press(/\(608\)/)
  expect(screen.getByRole('main')).toHaveTextContent('Kessler, Ana')
  expect(header()).toHaveTextContent('On hold')
})

it('says that a callback is called back, from the agent’s accept until somebody answers', async () => {
  const { ring, line, accept } = renderPanel({ patients: [ana, leo] })
  await ring({ channel: 'callback' })
  expect(header()).toHaveTextContent('Ringing')

  line('dialling')
  expect(header()).toHaveTextContent('Calling back')
  expect(screen.getByText('The number is being called back')).toBeVisible()
  expect(page()).not.toContain('Answer to see')
  await accept()
  expect(await heading('2 patients share this number')).toBeVisible()
})

it('says nothing of a hold once the call is over', async () => {
  const { call, line, hangUp } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  line('customer-on-hold')
  hangUp()
  expect(header()).toHaveTextContent('Call ended')
})

it('speaks Spanish of holds and callbacks too', async () => {
  const { call, line, ring } = renderPanel({ patients: [ana, leo, walter], locale: 'es-US' })
  await call()
  await call(second)
  line('customer-on-hold', 9)
  line('talking', 0, 'contact-2')
  expect(button('(608) 555-0142 Llamada · En espera 0:09')).toBeVisible()
  expect(button('(414) 555-0107 Llamada · En línea')).toBeVisible()

  await ring({ contactId: 'contact-3', channel: 'callback', ani: aNumber('+16085550117') })
  line('dialling', 0, 'contact-3')
  expect(button('(608) 555-0117 Devolviendo la llamada')).toBeVisible()
})
