import { expect, it } from 'vitest'
import type { CallEvent } from '../../src/domain/call-event.ts'
import { isRelation } from '../../src/domain/caller.ts'
import { planSearch } from '../../src/domain/search-plan.ts'
import {
  after,
  announced,
  cleared,
  connected,
  contactId,
  opened,
  opening,
  sessionOf,
  withdrawn,
} from '../fixtures/call-events.ts'
import { aContact } from '../fixtures/contact.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

const told = (caller: { name: string; relation: '' | 'parent' } | null): CallEvent => ({
  type: 'caller-told',
  contactId,
  caller,
})
const typed: CallEvent = { type: 'typed', contactId, draft: { given: 'Leo', family: 'Kessler', birthDate: '07012015' } }
const rosa = { name: 'Rosa Kessler', relation: 'parent' } as const

it('keeps the household in sight when the caller turns out to be someone else, who may share its number, and what was typed', () => {
  const session = sessionOf(after(announced(), connected, typed, told({ name: '', relation: '' })))
  expect(session).toMatchObject({
    view: 'candidates',
    draft: { given: 'Leo', family: 'Kessler', birthDate: '07012015', caller: { name: '', relation: '' } },
  })
})

it('lets go of a chosen row with it: it was chosen for the caller', () => {
  const picked: CallEvent = { type: 'picked', contactId, patient: 'ana' }
  expect(sessionOf(after(announced(), connected, picked, told(rosa)))).toMatchObject({ picked: null })
})

it('leaves the agent where they are while the name of the caller is typed', () => {
  const back: CallEvent = { type: 'looked-at', contactId, view: 'candidates' }
  const picked: CallEvent = { type: 'picked', contactId, patient: 'leo' }
  const session = sessionOf(after(announced(), connected, told({ name: '', relation: '' }), back, picked, told(rosa)))
  expect(session).toMatchObject({ view: 'candidates', picked: 'leo', draft: { caller: rosa } })
})

it('forgets the other caller when the patient calls after all, and stays where the agent is', () => {
  const session = sessionOf(after(announced(), connected, told(rosa), told(null)))
  expect(session).toMatchObject({ view: 'candidates', draft: { caller: null } })
})

it('knows who called while the chart is open, and when it is taken back', () => {
  const open = [announced(), connected, told(rosa), opening, opened()]
  expect(sessionOf(after(...open)).draft.caller).toEqual(rosa)
  expect(sessionOf(after(...open, withdrawn)).draft.caller).toEqual(rosa)
})

it('takes down who called when the chart is open already, and the chart stays', () => {
  const session = sessionOf(after(announced(), connected, opening, opened(), told(rosa)))
  expect(session).toMatchObject({ phase: 'opened', draft: { caller: rosa } })
})

it('searches by nothing of the caller’s own number', () => {
  const draft = { given: 'Leo', family: 'Kessler', legalSex: 'male' } as const
  const whole: CallEvent = { type: 'typed', contactId, draft }
  const plan = (...events: CallEvent[]) => {
    const { contact, draft } = sessionOf(after(announced(), connected, whole, ...events))
    return planSearch(draft, contact, aSitePolicy(), 'month-first', '2026-11-23').requests.map(({ by }) => by)
  }
  expect(plan()).toEqual(['name-sex-and-telephone'])
  expect(plan(told(rosa))).toEqual([])
})

it('keeps nothing of the caller once the contact is cleared', () => {
  expect(JSON.stringify([...after(announced(), connected, told(rosa), cleared).past])).not.toContain('Rosa')
})

it('never searches for the caller: no question holds a word of them', () => {
  const { draft } = sessionOf(after(announced(), connected, typed, told(rosa)))
  const { requests } = planSearch(draft, aContact(), aSitePolicy(), 'month-first', '2026-11-23')
  expect(requests).toEqual([{ by: 'name-and-birth-date', given: 'Leo', family: 'Kessler', birthDate: '2015-07-01' }])
})

it('knows its own relations alone', () => {
  expect(['parent', 'provider', '', 'sister'].map(isRelation)).toEqual([true, true, false, false])
})
