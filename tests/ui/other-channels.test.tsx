// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Contact } from '../../src/domain/contact.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { button, heading, page, sentence, typedTexts } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

const noNumber = { kind: 'withheld', reason: 'none' } as const
const chat: Partial<Contact> = { channel: 'chat', ani: noNumber, attributes: { customerNumber: '+16085550142' } }

async function taken(contact: Partial<Contact>, facts: PanelFacts = {}) {
  const panel = renderPanel({ patients: [ana, leo], policy: { otherChannels: 'allowed' }, ...facts })
  await panel.call(contact)
  return panel
}

it.each(['chat', 'task', 'email'] as const)(
  'searches for nobody on a %s where the site did not say so',
  async (channel) => {
    const { book } = await taken({ channel, ani: noNumber }, { policy: {} })
    await sentence(/Patients are searched for calls alone/)
    expect(screen.queryByText('Search Epic')).not.toBeInTheDocument()
    expect(book.searches).toEqual([])
  },
)

it.each(['chat', 'task', 'email'] as const)(
  'has the name search at once on a %s where the site wants it',
  async (channel) => {
    const { book, opened } = await taken({ channel, ani: noNumber })
    expect(await sentence('This contact has no telephone number.')).toBeVisible()
    await userEvent.type(screen.getByLabelText('First name'), 'Ana')
    await userEvent.type(screen.getByLabelText('Last name'), 'Kessler')
    await userEvent.type(screen.getByPlaceholderText('MM DD YYYY'), '02291980{Enter}')
    await heading('1 of 1 born that day')
    expect(book.searches).toMatchObject([{ search: { by: 'name-and-birth-date' } }])

    await userEvent.click(button(/Open chart of Ana Kessler/))
    await sentence('Wrong patient')
    expect(opened()).toEqual(['https://epic.example.org/chart?id=ana'])
  },
)

it('searches a text message by the number it came from', async () => {
  const { book } = await taken({ channel: 'chat' })
  await heading('2 patients share this number')
  expect(book.searches).toMatchObject([{ search: { by: 'telephone', telephone: '+16085550142' } }])
})

it('shows a number that somebody wrote as a hint: it stands in no field and is searched by nobody', async () => {
  const { book } = await taken(chat)
  expect(await sentence(/Number written by the customer: \(608\) 555-0142\. A hint/)).toBeVisible()
  expect(screen.getByRole('heading', { name: 'No telephone number' })).toBeVisible()
  expect(typedTexts()).toEqual(['', '', ''])
  expect(screen.queryByText(/with this call’s number/)).not.toBeInTheDocument()
  expect(book.searches).toEqual([])
})

it('shows what was written as it was, where it is no number we can read', async () => {
  await taken({ ...chat, attributes: { customerNumber: 'ext. 12' } })
  expect(await sentence(/Number written by the customer: ext\. 12\./)).toBeVisible()
})

it('shows no number that was written where the contact has one of its own', async () => {
  await taken({ attributes: { customerNumber: '+16085550199' } })
  await heading('2 patients share this number')
  expect(page()).not.toContain('555-0199')
})

it('speaks of no call on a contact that is none', async () => {
  await taken(chat)
  expect(within(screen.getByRole('main')).getByRole('banner')).toHaveTextContent('Active 0:00')
})

it('refuses an e-mail that the agent wrote, whatever the site wants of other channels (R13)', async () => {
  const { book } = await taken({ channel: 'email', direction: 'outbound', ani: noNumber })
  await sentence(/You placed this call/)
  expect(book.searches).toEqual([])
})
