/** Which question to put to Epic, by what the site allows and what is known so far. */
import { type DateOrder, parseBirthDate } from './birth-date.ts'
import type { OtherCaller } from './caller.ts'
import type { Contact } from './contact.ts'
import { type LegalSex, legalSexes, type PatientSearch } from './patient-search.ts'
import type { SitePolicy } from './site-policy.ts'
import type { Answers } from './telling-question.ts'

/** What the agent typed for one contact, as it stands in the fields. It lives and goes with the contact. */
export interface Draft {
  readonly given: string
  readonly family: string
  readonly birthDate: string
  readonly legalSex: LegalSex | ''
  readonly recordNumber: string
  /** Which of the site's record number systems the number is of: its place in the policy's list. */
  readonly recordNumberSystem: number
  /** Who calls for the patient; null where the patient calls. It is never searched for. */
  readonly caller: OtherCaller | null
  /** What the caller answered to what tells the candidates apart. */
  readonly answers: Answers
}

export const emptyDraft: Draft = {
  given: '',
  family: '',
  birthDate: '',
  legalSex: '',
  recordNumber: '',
  recordNumberSystem: 0,
  caller: null,
  answers: {},
}

/**
 * Why no patient may be searched for a contact at all: only calls make patients searchable, and not those an agent
 * dialled, because an agent can dial any number (R11, R13). The broker holds the same rule, and is the one that counts.
 */
export type NoSearch = 'not-a-call' | 'outbound'

/** Why this contact makes no patient searchable, or null where it does. */
export function whyNotSearchable({ channel, direction }: Contact, policy: SitePolicy): NoSearch | null {
  if (channel !== 'voice' && channel !== 'callback') return 'not-a-call'
  return direction === 'outbound' && policy.outboundLookup === 'refused' ? 'outbound' : null
}

/** Why a contact is not searched by its number: the name search is then the first thing the agent sees. */
export type NoNumberSearch = NoSearch | 'withheld' | 'unreadable' | 'no-number' | 'not-at-this-site'

/** The search that starts by itself when a contact is accepted, or why there is none. */
export function searchByNumber(contact: Contact, policy: SitePolicy): PatientSearch | NoNumberSearch {
  const notSearchable = whyNotSearchable(contact, policy)
  if (notSearchable !== null) return notSearchable

  const { ani } = contact
  if (ani.kind === 'withheld') return whyNoNumber[ani.reason]
  if (policy.phoneSearch === 'refused') return 'not-at-this-site'
  return { by: 'telephone', telephone: ani.e164 }
}

const whyNoNumber = { anonymous: 'withheld', unreadable: 'unreadable', none: 'no-number' } as const

/** A field that an Epic minimum data set needs. */
export type SearchField = 'given' | 'family' | 'birth-date' | 'legal-sex' | 'record-number'

/**
 * How far the form is: which search it makes up already, and what each way still lacks.
 *
 * `search` is null until one data set is whole. `missing` is what the nearest set lacks; `or` is the field that
 * would do in place of the last missing one.
 */
export interface SearchProgress {
  readonly search: PatientSearch | null
  readonly present: readonly SearchField[]
  readonly missing: readonly SearchField[]
  readonly or: SearchField | null
}

/**
 * Reads the form against Epic's minimum data sets (facts/epic.md 1.1): a record number; given and family name with
 * birth date; given and family name with legal sex and this call's number.
 */
export function planSearch(
  draft: Draft,
  contact: Contact,
  policy: SitePolicy,
  order: DateOrder,
  today: string,
): SearchProgress {
  const byRecordNumber = recordNumberSearch(draft, policy)
  if (byRecordNumber !== null) return { search: byRecordNumber, present: ['record-number'], missing: [], or: null }

  const given = draft.given.trim()
  const family = draft.family.trim()
  const birthDate = parseBirthDate(draft.birthDate, order, today)
  const telephone = contact.ani.kind === 'number' ? contact.ani.e164 : null
  const present = presentFields(draft, birthDate.kind === 'date')
  const names = (['given', 'family'] as const).filter((field) => !present.includes(field))

  if (names.length === 0 && birthDate.kind === 'date') {
    return {
      search: { by: 'name-and-birth-date', given, family, birthDate: birthDate.date },
      present,
      missing: [],
      or: null,
    }
  }
  if (names.length === 0 && birthDate.kind === 'empty' && draft.legalSex !== '' && telephone !== null) {
    const search = { by: 'name-sex-and-telephone', given, family, legalSex: draft.legalSex, telephone } as const
    return { search, present, missing: [], or: null }
  }
  const isSexEnough = telephone !== null && birthDate.kind === 'empty'
  const missing = isSexEnough && draft.legalSex !== '' ? names : [...names, ...lacksBirthDate(present)]
  return { search: null, present, missing, or: isSexEnough && missing.includes('birth-date') ? 'legal-sex' : null }
}

function recordNumberSearch(draft: Draft, policy: SitePolicy): PatientSearch | null {
  const value = draft.recordNumber.trim()
  const system = policy.recordNumberSystems[draft.recordNumberSystem]
  return value === '' || system === undefined ? null : { by: 'record-number', system: system.system, value }
}

function presentFields(draft: Draft, hasBirthDate: boolean): SearchField[] {
  const present: SearchField[] = []
  if (draft.given.trim() !== '') present.push('given')
  if (draft.family.trim() !== '') present.push('family')
  if (hasBirthDate) present.push('birth-date')
  if (draft.legalSex !== '') present.push('legal-sex')
  return present
}

function lacksBirthDate(present: readonly SearchField[]): SearchField[] {
  return present.includes('birth-date') ? [] : ['birth-date']
}

/** Tells whether a word, such as the value of a select, is one of Epic's legal sexes. */
export function isLegalSex(word: string): word is LegalSex {
  return legalSexes.some((sex) => sex === word)
}
