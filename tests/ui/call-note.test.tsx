// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { OtherCaller } from '../../src/domain/caller.ts'
import type { Contact } from '../../src/domain/contact.ts'
import type { Patient } from '../../src/domain/patient.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { writeCallNote } from '../../src/ui/call-note.ts'
import { messagesFor } from '../../src/ui/messages.ts'
import { after, announced, connected, contactId, opened, opening, sessionOf } from '../fixtures/call-events.ts'
import { aContact, hiddenNumber } from '../fixtures/contact.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { aVerification } from '../fixtures/verification.ts'
import { button, heading, sentence, type } from './reading.ts'
import { dana, renderPanel } from './render-panel.tsx'

interface Facts {
  readonly contact?: Partial<Contact>
  readonly caller?: OtherCaller
  readonly patient?: Patient
  readonly locale?: string
  readonly verification?: Partial<Verification>
}

const accepted = Date.parse('2026-11-23T10:02:00')

/** The note of a call in which this patient's chart was opened, line by line. */
function noteOf({ contact = {}, caller, patient = ana, locale = 'en-US', verification = {} }: Facts = {}): string[] {
  const session = sessionOf(
    after(
      announced('ringing', aContact(contact)),
      { ...connected, at: accepted } as typeof connected,
      { type: 'caller-told', contactId, caller: caller ?? null },
      { ...opening, patient } as typeof opening,
      opened(patient),
    ),
  )
  if (session.phase !== 'opened') throw new Error('No chart is open.')
  const chart = { ...session.opened, verification: aVerification(verification) }
  return writeCallNote(
    { session: { ...session, opened: chart }, agent: dana, country: 'US' },
    messagesFor(locale),
  ).split('\n')
}

it('says when, from where, who called, how verified, which patient and which agent, one fact a line', () => {
  expect(noteOf()).toEqual([
    expect.stringMatching(/^Call: 23 November 2026, 10:02\sAM$/),
    'Number: (608) 555-0142',
    'Queue: Scheduling',
    'Caller: nobody but the patient was noted',
    'Verified by: birth date typed, name picked',
    'Patient: record number ending in 0001',
    'Agent: Dana Rivera',
  ])
})

it('names the identifiers that were really entered, and no other', () => {
  const note = noteOf({ verification: { identifiers: ['name', 'record-number'] } })
  expect(note).toContain('Verified by: name picked, record number typed')
  expect(note.join()).not.toContain('birth date')
})

it.each([
  ['en-US', 'EMERGENCY: opened with less than the site asks for. Reason: not responding'],
  ['es-US', 'EMERGENCIA: abierto con menos datos de los que pide el hospital. Motivo: not responding'],
])('marks an emergency, with the reason, right below the identifiers (%s)', (locale, line) => {
  const note = noteOf({ locale, verification: { identifiers: ['name'], emergencyReason: 'not responding' } })
  expect(note[note.indexOf(line) - 1]).toMatch(/name picked|nombre elegido/)
})

it('says nothing of the patient but the end of the record number', () => {
  const long = { ...ana, recordNumbers: [{ system: 'urn:oid:1.2.3', value: 'E4711994821' }] }
  expect(noteOf({ patient: long }).join('\n')).not.toMatch(/Ana|Kessler|1980|Madison|E4711|99482/)
  expect(noteOf({ patient: long })).toContain('Patient: record number ending in 4821')
})

it('keeps who called apart from whether they may speak for the patient', () => {
  const note = noteOf({ caller: { name: ' Mara Lind ', relation: 'parent' }, patient: leo })
  const at = note.indexOf('Caller: Mara Lind (parent).')
  expect(note[at + 1]).toBe('Authority to speak for the patient: check in Epic.')
  expect(note).not.toContain('Caller: nobody but the patient was noted')
})

it('says what is not there: a number, a queue, a record number', () => {
  const note = noteOf({ contact: { ani: hiddenNumber, queue: null }, patient: { ...ana, recordNumbers: [] } })
  expect(note).toContain('Number: Number withheld')
  expect(note).toContain('Patient: no record number known')
  expect(note.join()).not.toContain('Queue')
})

it("is written in the agent's language", () => {
  expect(noteOf({ locale: 'es-US' })).toEqual([
    expect.stringMatching(/^Llamada: 23 de noviembre de 2026, 10:02\sa\.\s?m\.$/),
    'Número: (608) 555-0142',
    'Cola: Scheduling',
    'Quien llama: no se anotó a nadie más que al paciente',
    'Verificación: fecha de nacimiento escrita, nombre elegido',
    'Paciente: número de expediente terminado en 0001',
    'Agente: Dana Rivera',
  ])
})

async function withAnaOpen() {
  const user = userEvent.setup()
  const panel = renderPanel({ patients: [ana, leo] })
  await panel.call()
  await heading('2 patients share this number')
  await type('02291980{Enter}')
  await sentence('Wrong patient')
  return { ...panel, user }
}

it('is copied by one press, during the call and after it', async () => {
  const { user, hangUp } = await withAnaOpen()
  await user.click(button('Copy note'))
  await sentence('Copied')
  expect(await navigator.clipboard.readText()).toContain('Patient: record number ending in 0001')

  hangUp()
  await user.click(button('Copied'))
  expect(await navigator.clipboard.readText()).toContain('Agent: Dana Rivera')
})

it('says "copied" of the latest text alone: the clipboard holds one', async () => {
  const { user } = await withAnaOpen()
  await user.click(button('Copy note'))
  await sentence('Copied')
  await user.click(button('Copy record no.'))
  expect(await screen.findByRole('button', { name: 'Copy note' })).toBeVisible()
  expect(await navigator.clipboard.readText()).toBe('000001')
})

it('is shown to be selected where the browser does not copy it', async () => {
  const { user } = await withAnaOpen()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  await user.click(button('Copy note'))
  expect(await sentence(/Patient: record number ending in 0001/)).toBeVisible()
})
