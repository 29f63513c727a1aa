/** Which question to put to Epic, by what the site allows and what is known so far. */
import { type DateOrder, parseBirthDate } from './birth-date.ts'
import { aniOfPatient, type OtherCaller } from './caller.ts'
import { type Contact, isCall } from './contact.ts'
import type { EmergencyDraft } from './emergency.ts'
import { type Answers, noAnswers } from './entered.ts'
import { type LegalSex, legalSexes, type PatientSearch } from './patient-search.ts'
import { readRecordNumber } from './record-number.ts'
import { asksNumberFirst, type SearchSet, type SitePolicy } from './site-policy.ts'
import type { TellingAnswers } from './telling-question.ts'

/** What the agent typed for one contact, as it stands in the fields. It lives and goes with the contact. */
export interface Draft {
  readonly given: string
  readonly family: string
  readonly birthDate: string
  readonly legalSex: LegalSex | ''
  readonly recordNumber: string
  /** Which of the site's record number systems the number is of: its place in the policy's list. */
  readonly recordNumberSystem: number
  /** Whether the form asks for a record number in place of the name; null while the agent left that to the site. */
  readonly isByNumber: boolean | null
  /** What the caller answered beside the birth date, to be verified by; it is never searched for. */
  readonly answers: Answers
  /** The same fields as they stand, with what is half typed and does not count yet. */
  readonly answerTexts: Answers
  /** The emergency that was begun, or null. */
  readonly emergency: EmergencyDraft | null
  /** Why to search without Connect, as it stands in the field; null where that was not begun. */
  readonly searchReason: string | null
  /** Who calls for the patient; null where the patient calls. It is never searched for. */
  readonly caller: OtherCaller | null
  /** What the caller answered to what tells the candidates of the question apart; it goes with the question. */
  readonly told: TellingAnswers
}

export const emptyDraft: Draft = {
  given: '',
  family: '',
  birthDate: '',
  legalSex: '',
  recordNumber: '',
  recordNumberSystem: 0,
  isByNumber: null,
  answers: noAnswers,
  answerTexts: noAnswers,
  emergency: null,
  searchReason: null,
  caller: null,
  told: {},
}

/** The draft with more of what the caller answered. */
export function withAnswers(draft: Draft, answers: Partial<Answers>): Draft {
  return { ...draft, answers: { ...draft.answers, ...answers } }
}

/**
 * Why no patient may be searched for a contact at all: only calls make patients searchable, other channels where the
 * site wants it, and nothing that an agent began, because an agent can dial any number (R11, R13). The broker holds the
 * same rule, and is the one that counts.
 */
export type NoSearch = 'not-a-call' | 'outbound'

/** Why this contact makes no patient searchable, or null where it does. */
export function whyNotSearchable({ channel, direction }: Contact, policy: SitePolicy): NoSearch | null {
  if (!isCall(channel) && policy.otherChannels === 'refused') return 'not-a-call'
  return direction === 'outbound' && policy.outboundLookup === 'refused' ? 'outbound' : null
}

/** Why a contact is not searched by its number: the name search is then the first thing the agent sees. */
export type NoNumberSearch = NoSearch | 'withheld' | 'unreadable' | 'no-number' | 'own-number' | 'not-at-this-site'

/** The search that starts by itself when a contact is accepted, or why there is none. */
export function searchByNumber(contact: Contact, policy: SitePolicy): PatientSearch | NoNumberSearch {
  const notSearchable = whyNotSearchable(contact, policy)
  if (notSearchable !== null) return notSearchable

  const { ani } = contact
  if (ani.kind === 'withheld') return whyNoNumber[ani.reason]
  if (ani.kind === 'own') return 'own-number'
  if (policy.phoneSearch === 'refused') return 'not-at-this-site'
  return { by: 'telephone', telephone: ani.e164 }
}

const whyNoNumber = { anonymous: 'withheld', unreadable: 'unreadable', none: 'no-number' } as const

/** A field of the form that an Epic minimum data set needs. */
export type SearchField = 'given' | 'family' | 'birth-date' | 'legal-sex' | 'record-number'

/** What each set is made of. The calling number is the call's to give, and is not asked for. */
const fieldsOf: Record<SearchSet, readonly SearchField[]> = {
  'name-and-birth-date': ['given', 'family', 'birth-date'],
  'name-sex-and-telephone': ['given', 'family', 'legal-sex'],
  'record-number': ['record-number'],
}

/**
 * How far the form is: which searches it makes up already, and what is still lacking.
 *
 * `requests` are the searches that are whole, in the order in which the site has them asked. Where there is none,
 * `missing` is what the nearest set lacks, and `or` the field that would do in place of the last missing one; `missing`
 * is empty where no set of the site's can be filled on this call.
 */
export interface SearchProgress {
  readonly requests: readonly PatientSearch[]
  readonly present: readonly SearchField[]
  readonly missing: readonly SearchField[]
  readonly or: SearchField | null
}

/**
 * Reads the form against the sets that the site accepts (facts/epic.md 1.1). A set that the site refuses, or that this
 * call cannot fill because its number is not known, is neither asked nor asked for.
 *
 * A birth date that is typed and no date yet holds the legal sex back: it is about to be the better fact.
 */
export function planSearch(
  draft: Draft,
  contact: Contact,
  policy: SitePolicy,
  order: DateOrder,
  today: string,
): SearchProgress {
  const known = readForm(draft, contact, policy, order, today)
  const sets = policy.searchSets.filter((set) => canBeFilled(set, known, policy))
  const requests = sets.flatMap((set) => requestFor(set, known) ?? [])
  const [first] = requests
  if (first !== undefined)
    return {
      requests,
      present: presentOf(
        known,
        sets.filter((set) => set === first.by),
      ),
      missing: [],
      or: null,
    }

  // A record number is asked for in a form of its own, and is no way to complete a name.
  const byName = sets.filter((set) => set !== 'record-number')
  const [nearest = [], other = []] = (byName.length > 0 ? byName : sets)
    .map((set) => lackedBy(set, known))
    .sort((one, next) => one.length - next.length)
  const last = nearest.at(-1)
  const or = other.at(-1)
  const isAlternative = other.length === nearest.length && last !== or
  return { requests, present: presentOf(known, sets), missing: nearest, or: isAlternative ? (or ?? null) : null }
}

/**
 * What to add after Epic answered that a search was too little or fits too many: the fields of the first set that this
 * call can fill and that holds something not asked yet. Names come before a record number, but where the site has it first
 * and nothing was asked with: its form is the one that stands there. The number of somebody who calls for the patient leads
 * nowhere. Empty where all was asked.
 */
export function fieldsToAdd(
  contact: Contact,
  caller: OtherCaller | null,
  policy: SitePolicy,
  asked: PatientSearch | null,
): readonly SearchField[] {
  const known = readForm({ ...emptyDraft, caller }, contact, policy, 'month-first', '')
  const had = asked === null || asked.by === 'telephone' ? [] : fieldsOf[asked.by]
  const isNumberFirst = had.length === 0 && asksNumberFirst(policy)
  const byName = policy.searchSets.toSorted(
    (one, other) => Number(one === 'record-number') - Number(other === 'record-number'),
  )
  return (
    (isNumberFirst ? policy.searchSets : byName)
      .filter((set) => canBeFilled(set, known, policy))
      .map((set) => fieldsOf[set].filter((field) => !had.includes(field)))
      .find((fields) => fields.length > 0) ?? []
  )
}

/**
 * The request to put next: the first that was not just asked, so that a search that found nobody gives way to the next
 * set; the first of all where each was. Null where none is whole.
 */
export function nextRequest(requests: readonly PatientSearch[], lastAsked: PatientSearch | null): PatientSearch | null {
  const last = JSON.stringify(lastAsked)
  return requests.find((request) => JSON.stringify(request) !== last) ?? requests[0] ?? null
}

/** What the form and the call give to search with; null where a field holds nothing that could be. */
interface KnownFacts {
  readonly given: string | null
  readonly family: string | null
  readonly 'birth-date': string | null
  readonly isBirthDateBegun: boolean
  readonly 'legal-sex': LegalSex | null
  readonly telephone: string | null
  readonly 'record-number': string | null
  readonly system: string | null
}

function readForm(draft: Draft, { ani }: Contact, policy: SitePolicy, order: DateOrder, today: string): KnownFacts {
  const birthDate = parseBirthDate(draft.birthDate, order, today)
  const recordNumber = readRecordNumber(draft.recordNumber)
  const counted = aniOfPatient(ani, draft.caller)
  return {
    given: draft.given.trim() || null,
    family: draft.family.trim() || null,
    'birth-date': birthDate.kind === 'date' ? birthDate.date : null,
    isBirthDateBegun: birthDate.kind !== 'date' && birthDate.kind !== 'empty',
    'legal-sex': draft.legalSex === '' ? null : draft.legalSex,
    telephone: counted.kind === 'number' ? counted.e164 : null,
    'record-number': recordNumber.kind === 'number' ? recordNumber.value : null,
    system: policy.recordNumberSystems[draft.recordNumberSystem]?.system ?? null,
  }
}

function canBeFilled(set: SearchSet, known: KnownFacts, policy: SitePolicy): boolean {
  if (set === 'record-number') return known.system !== null
  if (set === 'name-and-birth-date') return true
  const isBirthDateAwaited = known.isBirthDateBegun && policy.searchSets.includes('name-and-birth-date')
  return known.telephone !== null && !isBirthDateAwaited
}

function requestFor(set: SearchSet, known: KnownFacts): PatientSearch | null {
  const { given, family, telephone, system, 'record-number': value } = known
  if (set === 'record-number') return value === null || system === null ? null : { by: set, system, value }
  if (given === null || family === null) return null

  const { 'birth-date': birthDate, 'legal-sex': legalSex } = known
  if (set === 'name-and-birth-date') return birthDate === null ? null : { by: set, given, family, birthDate }
  return legalSex === null || telephone === null ? null : { by: set, given, family, legalSex, telephone }
}

function lackedBy(set: SearchSet, known: KnownFacts): SearchField[] {
  return fieldsOf[set].filter((field) => known[field] === null)
}

function presentOf(known: KnownFacts, sets: readonly SearchSet[]): SearchField[] {
  const fields = sets.flatMap((set) => fieldsOf[set])
  return [...new Set(fields)].filter((field) => known[field] !== null)
}

/** Tells whether a word, such as the value of a select, is one of Epic's legal sexes. */
export function isLegalSex(word: string): word is LegalSex {
  return legalSexes.some((sex) => sex === word)
}
