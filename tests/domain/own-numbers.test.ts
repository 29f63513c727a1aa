import { describe, expect, it } from 'vitest'
import { isOwnNumber, markOwn } from '../../src/domain/own-numbers.ts'
import { certainMatchQuestion } from '../../src/domain/certain-match.ts'
import { compare } from '../../src/domain/match.ts'
import { emptyDraft, planSearch, searchByNumber } from '../../src/domain/search-plan.ts'
import { warningsOf } from '../../src/domain/warnings.ts'
import { after, afterBy, announced, connected, sessionOf, vanished } from '../fixtures/call-events.ts'
import { aContact, aNumber, hiddenNumber } from '../fixtures/contact.ts'
import { aPatient, aTelephone } from '../fixtures/patient.ts'
import { aSitePolicy, callRules } from '../fixtures/site-policy.ts'

const switchboard = '+16085550100'
const policy = aSitePolicy({ ownNumbers: [switchboard, '+525555550100'] })
const own = { kind: 'own', e164: switchboard } as const

describe('the number of a call', () => {
  it('is marked where it is one of the hospital’s own, and kept to be shown', () => {
    expect(markOwn(aNumber(switchboard), policy)).toEqual(own)
  })

  it.each([aNumber('+16085550101'), aNumber('+1608555010'), hiddenNumber])('stays as it is otherwise: %o', (ani) => {
    expect(markOwn(ani, policy)).toBe(ani)
  })

  it('is no hospital’s own where the site lists none', () => {
    expect(markOwn(aNumber(switchboard), aSitePolicy())).toEqual(aNumber(switchboard))
  })
})

describe('a call from one of the hospital’s own numbers', () => {
  const call = aContact({ ani: aNumber(switchboard) })
  const marked = aContact({ ani: own })
  const patient = aPatient({ telephones: [aTelephone({ e164: switchboard, isOld: true })] })

  it.each(['accepted', 'ringing'] as const)(
    'is not searched by it, and begins with the form: searched when %s (R64)',
    (startsOn) => {
      const sessions = afterBy(callRules({ policy, startsOn }), announced('ringing', call), connected)
      expect(sessionOf(sessions)).toMatchObject({
        phase: 'identifying',
        view: 'form',
        noNumberSearch: 'own-number',
        question: null,
        contact: { ani: own },
      })
    },
  )

  it('is not searched by it either when the softphone brings it back under way, or lost it for a moment (R46, R64)', () => {
    const rules = callRules({ policy })
    expect(sessionOf(afterBy(rules, announced('live', call)))).toMatchObject({ question: null, contact: { ani: own } })
    const back = afterBy(rules, announced('ringing', call), connected, vanished, announced('live', call))
    expect(sessionOf(back)).toMatchObject({ question: null, contact: { ani: own } })
  })

  it('is searched by it at a site that does not list it', () => {
    expect(sessionOf(after(announced('ringing', call), connected)).question?.search.by).toBe('telephone')
  })

  it('says why before all that the site decided about numbers (R64)', () => {
    expect(searchByNumber(marked, aSitePolicy({ phoneSearch: 'refused' }))).toBe('own-number')
  })

  it('lends its number to no name and legal sex, and asks for none (R64)', () => {
    const draft = { ...emptyDraft, given: 'Ana', family: 'Kessler', legalSex: 'female' } as const
    const progress = planSearch(draft, marked, policy, 'month-first', '2026-11-23')
    expect(progress).toMatchObject({ requests: [], missing: ['birth-date'], or: null })
  })

  it('lends it to no question whether Epic is certain (R64)', () => {
    const search = { by: 'name-and-birth-date', given: 'Ana', family: 'Kessler', birthDate: '1980-02-29' } as const
    expect(certainMatchQuestion(search, marked, 'female')).toBeNull()
  })

  it('speaks neither for nor against a patient, not even one who has the number (R49)', () => {
    const said = { birthDate: null, given: null, family: null }
    expect(compare(patient, said, own).telephone).toBe('unknown')
    expect(compare(aPatient(), said, own).telephone).toBe('unknown')
    expect(warningsOf(patient, [patient], own, '2026-11-23')).not.toContain('number-old')
  })
})

describe('a number of a hospital’s own, as a site writes it', () => {
  it.each([switchboard, '+525555550100', '+442079460100'])('is a whole one: %s', (text) => {
    expect(isOwnNumber(text)).toBe(true)
  })

  it.each([
    '6085550100',
    '(608) 555-0100',
    ' +16085550100',
    'sip:+16085550100@host',
    '+1608555010',
    '+160855501000',
    '+11085550100',
    '+266696687',
    'anonymous',
    '',
  ])('is none that a call could not come from as written: %o (R83)', (text) => {
    expect(isOwnNumber(text)).toBe(false)
  })
})
