import { describe, expect, it } from 'vitest'
import type { CallSessions } from '../../src/domain/call-sessions.ts'
import type { Draft } from '../../src/domain/search-plan.ts'
import {
  after,
  afterBy,
  announced,
  asked,
  askedAgain,
  connected,
  contactId,
  ended,
  opened,
  opening,
  sessionOf,
  vanished,
  withdrawn,
} from '../fixtures/call-events.ts'
import { aContact, hiddenNumber } from '../fixtures/contact.ts'
import { ana, leo } from '../fixtures/patient.ts'
import { aSitePolicy, callRules } from '../fixtures/site-policy.ts'

const whileRinging = callRules({ startsOn: 'ringing' })
const questionIn = (sessions: CallSessions) => sessionOf(sessions).question
const byNumber = { id: 'q1', search: { by: 'telephone', telephone: '+16085550142' } }

const typed = (draft: Partial<Draft>) => ({ type: 'typed', contactId, draft }) as const

function identifying(sessions: CallSessions) {
  const session = sessionOf(sessions)
  if (session.phase !== 'identifying') throw new Error(`It is ${session.phase}.`)
  return session
}

describe('the search by number', () => {
  it('starts when the agent accepts, and not before', () => {
    expect(questionIn(after(announced()))).toBeNull()
    expect(questionIn(after(announced(), connected))).toEqual(byNumber)
    expect(questionIn(after(announced('live')))).toEqual(byNumber)
  })

  it('starts with the ringing where the site says so, and is not made again on accept (R46)', () => {
    expect(questionIn(afterBy(whileRinging, announced()))).toEqual(byNumber)
    expect(questionIn(afterBy(whileRinging, announced(), connected))).toEqual(byNumber)
  })

  it('is made once however often and in whatever order the contact is announced (R46)', () => {
    for (const rules of [callRules(), whileRinging]) {
      const sessions = afterBy(rules, announced('live'), announced(), connected, announced('live'), connected)
      expect(questionIn(sessions)).toEqual(byNumber)
    }
  })

  it.each([
    ['withheld', aContact({ ani: hiddenNumber })],
    ['outbound', aContact({ direction: 'outbound' })],
  ] as const)('is not made for a contact that is %s: the form stands there instead', (why, contact) => {
    expect(identifying(after(announced('live', contact)))).toMatchObject({
      question: null,
      view: 'form',
      noNumberSearch: why,
      isRestored: false,
    })
  })

  it('is not made at a site that refuses it, and the form says why', () => {
    const rules = callRules({ policy: aSitePolicy({ phoneSearch: 'refused' }), startsOn: 'ringing' })
    expect(questionIn(afterBy(rules, announced()))).toBeNull()
    expect(identifying(afterBy(rules, announced(), connected))).toMatchObject({
      question: null,
      view: 'form',
      noNumberSearch: 'not-at-this-site',
    })
  })
})

const givenUp = { type: 'given-up', contactId } as const

describe('a contact that vanished and came back', () => {
  it('is not searched by itself again (R46)', () => {
    expect(identifying(after(announced(), connected, vanished, announced('live')))).toMatchObject({
      question: null,
      isRestored: true,
      view: 'candidates',
    })
    expect(questionIn(afterBy(whileRinging, announced(), vanished, announced()))).toBeNull()
  })

  it('comes back with what was typed, and with the chart that stands open in Epic (R52)', () => {
    const given = typed({ given: 'Ana' })
    expect(identifying(after(announced('live'), given, vanished, announced('live'))).draft.given).toBe('Ana')
    expect(sessionOf(after(announced('live'), opening, opened(), vanished, announced('live')))).toMatchObject({
      phase: 'opened',
      question: null,
    })
  })

  it('comes back with nothing picked and no chart on its way, because the agent saw none of it meanwhile', () => {
    const picked = { type: 'picked', contactId, patient: 'ana' } as const
    expect(identifying(after(announced('live'), picked, vanished, announced('live'))).picked).toBeNull()
    const late = after(announced('live'), opening, vanished, announced('live'), opened())
    expect(identifying(late)).toMatchObject({ isRestored: true, question: null })
  })

  it('comes back with nothing once it was given up, and is still not searched by itself', () => {
    const given = typed({ given: 'Ana' })
    const back = after(announced('live'), given, opening, opened(), vanished, givenUp, announced('live'))
    expect(identifying(back)).toMatchObject({ question: null, isRestored: true, draft: { given: '' } })
    expect(after(announced('live'), opening, opened(), vanished, givenUp).vanished.size).toBe(0)
  })

  it('is over when its end is told while it is out of sight', () => {
    const sessions = after(announced('live'), opening, opened(), vanished, ended, announced('live'))
    expect([sessions.current.size, sessions.vanished.size]).toEqual([0, 0])
  })

  it('gives its next question an id that was not used before', () => {
    expect(questionIn(after(announced('live'), askedAgain, vanished, announced('live'), asked))?.id).toBe('q3')
    expect(
      questionIn(after(announced('live'), vanished, announced('live'), vanished, announced('live'), asked))?.id,
    ).toBe('q2')
  })

  it('is searched when it vanished before anything was asked', () => {
    expect(identifying(after(announced(), vanished, announced(), connected))).toMatchObject({
      question: byNumber,
      isRestored: false,
    })
  })

  it('stays away when its call had ended: what comes back then is a replay (R46)', () => {
    const sessions = after(announced('live'), opening, opened(), ended, vanished, announced('live'))
    expect(sessions.current.size).toBe(0)
  })
})

describe('the agent', () => {
  it('asks anew under another id, so that no older answer has a place', () => {
    expect(questionIn(after(announced('live'), asked))).toMatchObject({ id: 'q2', search: { family: 'Kessler' } })
    expect(questionIn(after(announced('live'), asked, askedAgain))).toMatchObject({
      id: 'q3',
      search: { family: 'Kessler' },
    })
  })

  it('cannot ask again what was never asked', () => {
    const before = after(announced('live', aContact({ ani: hiddenNumber })))
    expect(questionIn(before)).toBeNull()
    expect(questionIn(after(announced('live', aContact({ ani: hiddenNumber })), askedAgain))).toBeNull()
  })

  it.each([
    ['types', { type: 'typed', contactId, draft: { birthDate: '02291980' } }],
    ['asks', asked],
    ['asks again', askedAgain],
    ['turns to the form', { type: 'looked-at', contactId, view: 'form' }],
  ] as const)('takes the pick and the failure back when they %s something else (R48)', (_what, event) => {
    const picked = { type: 'picked', contactId, patient: 'ana' } as const
    const failed = { type: 'not-opened', contactId, patient: 'ana', failure: 'audit-unavailable' } as const
    expect(identifying(after(announced('live'), picked, event)).picked).toBeNull()
    expect(identifying(after(announced('live'), opening, failed)).failure).toBe('audit-unavailable')
    expect(identifying(after(announced('live'), opening, failed, event)).failure).toBeNull()
  })

  it('keeps what they typed in the other fields', () => {
    expect(identifying(after(announced('live'), typed({ given: 'Ana' }), typed({ family: 'K' }))).draft).toMatchObject({
      given: 'Ana',
      family: 'K',
    })
  })

  it('is back at the rows, nothing picked and the birth date empty, after taking a wrong patient back', () => {
    const draft = typed({ birthDate: '07012015', family: 'Kessler' })
    const back = identifying(after(announced('live'), draft, opening, opened(), withdrawn))
    expect(back).toMatchObject({ view: 'candidates', picked: null, question: byNumber, withdrawn: ana })
    expect(back.draft).toMatchObject({ birthDate: '', family: 'Kessler' })
  })

  it('has their pick, and all that was typed, where the chart was not opened', () => {
    const picked = { type: 'picked', contactId, patient: 'ana' } as const
    const emergency = { patient: 'ana', reason: 'fell, not responding' }
    const drafted = { type: 'drafted', contactId, draft: { emergency } } as const
    for (const failure of ['audit-unavailable', null] as const) {
      const notOpened = { type: 'not-opened', contactId, patient: 'ana', failure } as const
      const back = identifying(after(announced('live'), picked, drafted, opening, notOpened))
      expect(back).toMatchObject({ picked: 'ana', failure, draft: { emergency } })
    }
    const takenBack = after(announced('live'), picked, drafted, opening, opened(), withdrawn)
    expect(identifying(takenBack)).toMatchObject({ picked: null, draft: { emergency: null } })
  })

  it('sees no patient as opened but the one they pressed for (R47)', () => {
    expect(sessionOf(after(announced('live'), opening, opened(leo))).phase).toBe('opening')
    expect(sessionOf(after(announced('live'), opened())).phase).toBe('identifying')
  })
})

it('counts the time from the accept, or from the ringing until then', () => {
  expect(sessionOf(after(announced())).since).toBe(1_000)
  expect(sessionOf(after(announced(), connected)).since).toBe(2_000)
  expect(sessionOf(after(announced(), connected, announced('live'))).since).toBe(2_000)
})
