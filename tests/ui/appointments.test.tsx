// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AppointmentAnswer } from '../../src/domain/appointment.ts'
import { anAppointment } from '../fixtures/appointment.ts'
import { ana, aPatient, leo } from '../fixtures/patient.ts'
import { held } from './held.ts'
import { searchFailure } from './played-broker.ts'
import { birthDateField, button, heading, page, press, rows, sentence, type } from './reading.ts'
import { type PanelFacts, renderPanel } from './render-panel.tsx'

const imaging = anAppointment({ id: 'imaging', start: '2026-12-02T14:15:00.000Z', specialty: 'Imaging' })
const family = { patients: [ana, leo] }

/** What is ahead of whom; nothing for everybody else. */
function ahead(of: Readonly<Record<string, Partial<AppointmentAnswer>>>): PanelFacts['appointments'] {
  return ({ patient }) => ({ appointments: [], someWithheld: false, ...of[patient] })
}

const quietly = async (title: string, facts: PanelFacts) => {
  const panel = renderPanel(facts)
  const contactId = await panel.call()
  await heading(title)
  return { panel, contactId }
}

describe('in the list of a household', () => {
  it('each row says what is on today, what comes next, or that nothing is ahead', async () => {
    const rosa = aPatient({ id: 'rosa' })
    const appointments = ahead({ ana: { appointments: [imaging, anAppointment()] }, rosa: { appointments: [imaging] } })
    await quietly('3 patients share this number', { patients: [ana, leo, rosa], appointments })

    await sentence(/next: 2 Dec, Imaging/)
    expect(rows().filter((row) => row.includes('Ana'))[0]).toMatch(/today 10:30\sAM Cardiology/)
    expect(rows().filter((row) => row.includes('Leo'))[0]).toContain('no appointment ahead')
  })

  it('counts the days by the hospital’s clocks', async () => {
    const evening = anAppointment({ start: '2026-11-24T04:30:00.000Z' })
    await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { appointments: [evening] } }),
    })
    expect(await sentence(/today 10:30\sPM Cardiology/)).toBeVisible()
  })

  it('calls a surgery by that name alone: what is done is nobody’s business on the telephone', async () => {
    const surgery = anAppointment({ kind: 'surgery', specialty: 'Urology' })
    await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { appointments: [surgery] } }),
    })
    await sentence(/today 10:30\sAM surgery/)
    expect(page()).not.toContain('Urology')
  })

  it('the candidates are there first, and nothing else of a row changes when the appointments come', async () => {
    const answer = held<AppointmentAnswer>()
    await quietly('2 patients share this number', { ...family, appointments: () => answer.promise })
    const lines = document.querySelectorAll('.candidate .one-line').length
    const before = rows()
    expect(lines).toBe(2)

    answer.give({ appointments: [anAppointment()], someWithheld: false })
    await waitFor(() => expect(rows()[0]).toContain('Cardiology'))
    expect(document.querySelectorAll('.candidate .one-line')).toHaveLength(lines)
    expect(rows().map((row) => row.replace(/today 10:30\sAM Cardiology/, ''))).toEqual(before)
  })

  it('are asked for two at a time, each once, and for no more than are shown', async () => {
    const held10 = Array.from({ length: 10 }, (_, index) => aPatient({ id: `p${index}` }))
    const answers: ((answer: AppointmentAnswer) => void)[] = []
    const appointments = () =>
      new Promise<AppointmentAnswer>((resolve) => {
        answers.push(resolve)
      })
    const { panel } = await quietly('10 patients share this number', { patients: held10, appointments })

    for (let given = 0; given < 10; given += 1) {
      await waitFor(() => expect(answers.length).toBe(Math.min(given + 2, 10)))
      answers[given]?.({ appointments: [], someWithheld: false })
    }
    await waitFor(() => expect(rows().every((row) => row.includes('no appointment ahead'))).toBe(true))
    expect(new Set(panel.book.appointments.map(({ question }) => question.patient)).size).toBe(10)
    expect(panel.book.appointments).toHaveLength(10)
  })

  it('a failure is not worth a word: the row stays as it is, and Epic counts as answering', async () => {
    const { panel } = await quietly('2 patients share this number', {
      ...family,
      appointments: () => searchFailure('epic-unreachable', 503),
    })
    await waitFor(() => expect(panel.book.appointments.length).toBe(2))
    await waitFor(() => expect(panel.queries.isFetching()).toBe(0))
    expect(page()).not.toMatch(/no appointment ahead|cannot be reached/)
    expect(screen.getByTitle('Epic: answering')).toBeInTheDocument()
  })

  it('what Epic kept back is said in front of what it shows, where a narrow row cuts nothing off', async () => {
    await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { appointments: [anAppointment()], someWithheld: true } }),
    })
    await sentence('no appointment ahead')
    expect(rows().filter((row) => row.includes('Ana'))[0]).toMatch(/not all: (today|next)/)
  })

  it('what Epic kept back is not called nothing', async () => {
    const { panel } = await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { someWithheld: true } }),
    })
    await sentence('no appointment ahead')
    expect(panel.book.appointments).toHaveLength(2)
    expect(rows().filter((row) => row.includes('Ana'))[0]).toContain('no appointment that Epic shows')
  })

  it('are not asked for at a site that hides them', async () => {
    const { panel } = await quietly('2 patients share this number', family)
    expect(panel.book.appointments).toEqual([])
    expect(document.querySelectorAll('.one-line')).toHaveLength(0)
  })
})

const openAna = async () => {
  await type('02291980')
  await waitFor(() => expect(button(/Open chart of Ana/)).toBeEnabled())
  await type('{Enter}')
  await sentence(/opened/)
}

describe('under the opened chart', () => {
  it('stand the next two, with who and where, and how many come later; nothing is asked again', async () => {
    const third = anAppointment({ id: 'third', start: '2027-01-05T14:15:00.000Z' })
    const { panel } = await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { appointments: [third, imaging, anAppointment()] } }),
    })
    await waitFor(() => expect(panel.queries.isFetching()).toBe(0))
    birthDateField().focus()
    await openAna()

    const card = (await heading('Appointments')).closest('section') ?? document.body
    const entries = within(card)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
    expect(entries).toEqual([
      expect.stringMatching(/^Today 10:30\sAMCardiology, Imani Price, MDEast Clinic · booked$/),
      expect.stringMatching(/^Wed 2 Dec 8:15\sAMImaging, Imani Price, MDEast Clinic · booked$/),
    ])
    expect(card).toHaveTextContent('and 1 later')
    expect(panel.book.appointments).toHaveLength(2)
  })

  it('what is on its way is said, and comes', async () => {
    const answer = held<AppointmentAnswer>()
    await quietly('2 patients share this number', { ...family, appointments: () => answer.promise })
    birthDateField().focus()
    await openAna()
    await sentence('Loading appointments')

    answer.give({ appointments: [], someWithheld: false })
    expect(await sentence('Nothing from today on.')).toBeVisible()
  })

  it('what was withheld is said', async () => {
    await quietly('2 patients share this number', { ...family, appointments: ahead({ ana: { someWithheld: true } }) })
    birthDateField().focus()
    await openAna()
    await sentence('Epic left some out.')
    expect(page()).not.toContain('Nothing from today on.')
  })

  it('a failure sends the agent to the chart, which is open', async () => {
    await quietly('2 patients share this number', {
      ...family,
      appointments: () => searchFailure('epic-set-up', 502),
    })
    birthDateField().focus()
    await openAna()
    expect(await sentence('Epic did not say. Look in the chart.')).toBeVisible()
  })

  it('are those of the patient whose chart is open, after a wrong one was taken back too', async () => {
    const { panel } = await quietly('2 patients share this number', {
      ...family,
      appointments: ahead({ ana: { appointments: [anAppointment()] }, leo: { appointments: [imaging] } }),
    })
    birthDateField().focus()
    await openAna()
    await sentence(/Today 10:30/)
    await press('Wrong patient')

    await heading('2 patients share this number')
    await sentence(/next: 2 Dec, Imaging/)
    birthDateField().focus()
    await type('07012015')
    await waitFor(() => expect(button(/Open chart of Leo/)).toBeEnabled())
    await type('{Enter}')
    await sentence(/Wed 2 Dec/)
    expect(page()).not.toContain('Cardiology')
    expect(panel.book.appointments).toHaveLength(2)
  })
})

describe('when the contact leaves', () => {
  it('nothing of its appointments stays, and what is under way is dropped (R45, R55)', async () => {
    const answer = held<AppointmentAnswer>()
    const { panel } = await quietly('2 patients share this number', { ...family, appointments: () => answer.promise })
    await waitFor(() => expect(panel.book.appointments).toHaveLength(2))
    panel.clear()

    expect(panel.queries.getQueryCache().getAll()).toEqual([])
    answer.give({ appointments: [anAppointment()], someWithheld: false })
    await heading('No call')
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    expect(panel.queries.getQueryCache().getAll()).toEqual([])
    expect(page()).not.toContain('Cardiology')
  })

  it('a second contact never shows the first one’s (R44)', async () => {
    const answer = held<AppointmentAnswer>()
    const { panel } = await quietly('2 patients share this number', {
      ...family,
      appointments: () => answer.promise,
    })
    panel.clear()
    await panel.call({ contactId: 'second', initialContactId: 'second' })
    await heading('2 patients share this number')
    answer.give({ appointments: [anAppointment()], someWithheld: false })
    await waitFor(() => expect(rows()[0]).toContain('Cardiology'))
    expect(new Set(panel.book.appointments.map(({ contactId }) => contactId)).has('second')).toBe(true)
  })
})
