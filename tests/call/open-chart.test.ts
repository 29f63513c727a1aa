import { describe, expect, it, vi } from 'vitest'
import { openAgain, stopOpening, withdrawChart } from '../../src/call/open-chart.ts'
import { IntegrationError } from '../../src/domain/errors.ts'
import { announced, cleared, connected, contactId, ended, missed, of, vanished } from '../fixtures/call-events.ts'
import { aChartDesk } from '../fixtures/chart-desk.ts'
import { ana, leo } from '../fixtures/patient.ts'

const confirmed = 'confirm contact-1 ana by birth-date+name'

/** A desk where the agent is on the call and looks at the rows. */
function onTheCall(facts: Parameters<typeof aChartDesk>[0] = {}) {
  const desk = aChartDesk(facts)
  desk.hear(announced(), connected)
  return desk
}

/** The audit writes that a chart which was confirmed and never opened is taken back. */
async function takenBack(desk: ReturnType<typeof onTheCall>) {
  await vi.waitFor(() => expect(desk.diary).toContain('withdraw contact-1 ana'))
  desk.audit('written')
}

/** A desk where Ana's chart is open. */
async function withOpenChart(facts: Parameters<typeof aChartDesk>[0] = {}) {
  const desk = onTheCall(facts)
  const pressed = desk.press(ana)
  desk.audit('written')
  await pressed
  desk.diary.length = 0
  return desk
}

describe('a press on "open"', () => {
  it('takes the window at once, while the press still counts (R42)', () => {
    const desk = onTheCall()
    void desk.press(ana)
    expect(desk.diary).toEqual(['window taken', confirmed])
    expect(desk.session()?.phase).toBe('opening')
  })

  it('shows the chart when the decision is written, and not before (R24)', async () => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    expect(desk.diary).not.toContain('show https://epic.example.org/ana')
    desk.audit('written')
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'show https://epic.example.org/ana'])
    expect(desk.session()).toMatchObject({
      phase: 'opened',
      isAfterCall: false,
      opened: { patient: ana, address: 'https://epic.example.org/ana', isBlocked: false, openedAt: 3_000 },
    })
  })

  it('opens the record that survives, where a merged one is all there is to choose', async () => {
    const desk = onTheCall()
    const pressed = desk.press({ ...ana, id: 'ana-old', replacedBy: 'ana' })
    desk.audit('written')
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'show https://epic.example.org/ana'])

    const withdrawn = withdrawChart(desk.parts, contactId)
    desk.audit('written')
    await withdrawn
    expect(desk.diary.at(-1)).toBe('withdraw contact-1 ana')
  })

  it('opens no record by the number of one that was merged', async () => {
    const desk = onTheCall({ template: 'https://epic.example.org/{recordNumber}' })
    await desk.press({ ...ana, id: 'ana-old', replacedBy: 'ana' })
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: 'chart-address-incomplete' })
  })

  it('opens nothing after the machine slept meanwhile, and takes back what was written (R24, R81)', async () => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    desk.clock.time += 15_001
    desk.audit('written')
    await takenBack(desk)
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'window closed', 'withdraw contact-1 ana'])
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: null })
  })

  it('opens once, however often it is repeated, and for whomever (R42, R46)', async () => {
    const desk = onTheCall()
    const presses = [desk.press(ana), desk.press(ana), desk.press(leo)]
    desk.audit('written')
    await Promise.all(presses)
    await desk.press(ana)
    await desk.press(leo)
    expect(desk.diary).toEqual(['window taken', confirmed, 'show https://epic.example.org/ana'])
  })

  it('leaves a link where the browser refuses the window (R42)', async () => {
    const desk = onTheCall({ isBlocked: true })
    const pressed = desk.press(ana)
    desk.audit('written')
    await pressed
    expect(desk.diary).toEqual(['window refused', confirmed])
    expect(desk.session()).toMatchObject({ opened: { address: 'https://epic.example.org/ana', isBlocked: true } })
  })

  it('does nothing while it rings, after the call, or for a contact nobody knows (R47)', async () => {
    const desk = aChartDesk()
    await desk.press(ana)
    desk.hear(announced())
    await desk.press(ana)
    desk.hear(connected, ended)
    await desk.press(ana)
    expect(desk.diary).toEqual([])
  })

  it('takes no window when the address cannot be made', async () => {
    const desk = onTheCall({ template: 'https://epic.example.org/{recordNumber}' })
    await desk.press({ ...ana, recordNumbers: [] })
    expect(desk.diary).toEqual([])
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: 'chart-address-incomplete' })
  })
})

describe('when the decision cannot be written', () => {
  it('closes the window, opens nothing, says why and lets the agent press again (R24)', async () => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    desk.audit(new IntegrationError('audit-unavailable'))
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'window closed'])
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: 'audit-unavailable' })

    const again = desk.press(ana)
    desk.audit('written')
    await again
    expect(desk.session()?.phase).toBe('opened')
  })

  it('lets a fault of our own surface, with the chart not opened', async () => {
    const desk = onTheCall()
    const fault = new TypeError('ours')
    const pressed = desk.press(ana)
    desk.audit(fault)
    await expect(pressed).rejects.toBe(fault)
    expect(desk.diary).toContain('window closed')
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: null })
  })

  it('says nothing on a call that ended meanwhile', async () => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    desk.hear(ended)
    desk.audit(new IntegrationError('audit-unavailable'))
    await pressed
    expect(desk.diary.at(-1)).toBe('window closed')
    expect(desk.store.getSnapshot().current.size).toBe(0)
  })
})

describe('when the contact changes before the decision is written (R47)', () => {
  it.each([
    ['ended', [ended]],
    ['was missed', [missed]],
    ['was cleared', [cleared]],
    ['vanished', [vanished]],
    ['vanished and came back', [vanished, announced('live')]],
    ['ended while another call came', [ended, of('contact-2', announced('live'))]],
  ])('closes the window of a contact that %s, and takes the record back', async (_how, events) => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    desk.hear(...events)
    desk.audit('written')
    await takenBack(desk)
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'window closed', 'withdraw contact-1 ana'])
    for (const { phase } of desk.store.getSnapshot().current.values()) expect(phase).toBe('identifying')
  })

  it('shows one chart at most when the agent presses for another patient after it came back', async () => {
    const desk = onTheCall()
    const first = desk.press(ana)
    desk.hear(vanished, announced('live'))
    const second = desk.press(leo)
    desk.audit('written')
    desk.audit('written')
    await takenBack(desk)
    await Promise.all([first, second])
    expect(desk.diary.filter((line) => line.startsWith('show'))).toEqual(['show https://epic.example.org/leo'])
    expect(desk.session()).toMatchObject({ phase: 'opened', opened: { patient: leo } })
  })

  it('opens the chart of the first contact though the agent turned to the second (R82)', async () => {
    const desk = onTheCall()
    desk.hear(of('contact-2', announced('live')))
    const pressed = desk.press(ana)
    desk.hear({ type: 'selected', contactId: 'contact-2' })
    desk.audit('written')
    await pressed
    expect(desk.session()?.phase).toBe('opened')
    expect(desk.session('contact-2')?.phase).toBe('identifying')
  })
})

describe('when the agent thinks better of it before the chart is there', () => {
  it('is back at the list at once; no chart opens, and the record is taken back', async () => {
    const desk = onTheCall()
    desk.hear({ type: 'typed', contactId, draft: { birthDate: '02291980' } })
    const pressed = desk.press(ana)
    stopOpening(desk.parts, contactId)
    expect(desk.session()).toMatchObject({
      phase: 'identifying',
      view: 'candidates',
      failure: null,
      draft: { birthDate: '02291980' },
    })

    desk.audit('written')
    await takenBack(desk)
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'window closed', 'withdraw contact-1 ana'])
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: null, withdrawn: null })
  })

  it('takes nothing back where nothing was written, and says nothing of it', async () => {
    const desk = onTheCall()
    const pressed = desk.press(ana)
    stopOpening(desk.parts, contactId)
    desk.audit(new IntegrationError('audit-unavailable'))
    await pressed
    expect(desk.diary).toEqual(['window taken', confirmed, 'window closed'])
    expect(desk.session()).toMatchObject({ phase: 'identifying', failure: null })
  })

  it('opens by the second press alone where the same patient is pressed again, and takes nothing back', async () => {
    const desk = onTheCall()
    const first = desk.press(ana)
    stopOpening(desk.parts, contactId)
    const second = desk.press(ana)
    desk.audit('written')
    desk.audit('written')
    await Promise.all([first, second])
    expect(desk.diary.filter((line) => line.startsWith('show'))).toHaveLength(1)
    expect(desk.diary.filter((line) => line.startsWith('withdraw'))).toEqual([])
    expect(desk.session()?.phase).toBe('opened')
  })

  it('takes nothing back of a merged record whose survivor is pressed instead: it is one chart', async () => {
    const desk = onTheCall()
    const first = desk.press({ ...leo, replacedBy: ana.id })
    stopOpening(desk.parts, contactId)
    const second = desk.press(ana)
    desk.audit('written')
    desk.audit('written')
    await Promise.all([first, second])
    expect(desk.diary.filter((line) => line.startsWith('withdraw'))).toEqual([])
  })

  it('is too late once the chart stands open', async () => {
    const desk = await withOpenChart()
    stopOpening(desk.parts, contactId)
    expect(desk.session()?.phase).toBe('opened')
  })
})

describe('an open chart', () => {
  it('opens again from a press, at the same address, without asking the audit anew', async () => {
    const desk = await withOpenChart()
    openAgain(desk.parts, contactId)
    expect(desk.diary).toEqual(['window taken', 'show https://epic.example.org/ana'])
  })

  it('opens again after the call, until the contact is cleared (R52)', async () => {
    const desk = await withOpenChart()
    desk.hear(ended)
    openAgain(desk.parts, contactId)
    desk.hear(cleared)
    openAgain(desk.parts, contactId)
    expect(desk.diary).toEqual(['window taken', 'show https://epic.example.org/ana'])
  })

  it('does not throw where the browser refuses the window again', async () => {
    const desk = await withOpenChart({ isBlocked: true })
    openAgain(desk.parts, contactId)
    expect(desk.diary).toEqual(['window refused'])
  })

  it('says that the browser blocked the window where it did so the second time, until one opens', async () => {
    const desk = await withOpenChart()
    desk.block(true)
    openAgain(desk.parts, contactId)
    expect(desk.session()).toMatchObject({ opened: { isBlocked: true } })

    desk.block(false)
    openAgain(desk.parts, contactId)
    expect(desk.session()).toMatchObject({ opened: { isBlocked: false } })
  })

  it('goes from the banner at once when it was the wrong patient, and the audit is told', async () => {
    const desk = await withOpenChart()
    const withdrawn = withdrawChart(desk.parts, contactId)
    expect(desk.session()?.phase).toBe('identifying')
    expect(desk.diary).toEqual(['withdraw contact-1 ana'])
    desk.audit('written')
    await withdrawn
  })

  it('tells the agent when the audit could not be told', async () => {
    const desk = await withOpenChart()
    const withdrawn = withdrawChart(desk.parts, contactId)
    desk.audit(new IntegrationError('audit-unavailable'))
    await withdrawn
    expect(desk.session()).toMatchObject({
      phase: 'identifying',
      failure: 'withdrawal-not-recorded',
      withdrawn: { id: 'ana' },
    })
  })

  it('lets a fault of our own surface, and tells the agent too', async () => {
    const desk = await withOpenChart()
    const withdrawn = withdrawChart(desk.parts, contactId)
    desk.audit(new TypeError('ours'))
    await expect(withdrawn).rejects.toThrow('ours')
    expect(desk.session()).toMatchObject({ failure: 'withdrawal-not-recorded' })
  })
})

it('neither opens again nor takes back what is not open', async () => {
  const desk = onTheCall()
  openAgain(desk.parts, contactId)
  await withdrawChart(desk.parts, contactId)
  expect(desk.diary).toEqual([])
})
