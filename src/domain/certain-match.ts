/** Whether Epic itself is certain who is meant. It helps to choose; it proves nothing of who calls. */
import type { Contact } from './contact.ts'
import type { PatientId } from './patient.ts'
import type { LegalSex, PatientSearch } from './patient-search.ts'

/**
 * What Epic's `$match` is asked with: name, birth date, and one telephone, which is this call's own.
 *
 * `birthDate` is one whole day, `telephone` E.164. `legalSex` is null where it was not said. There is no address, because
 * nobody types one here.
 */
export interface CertainMatchQuestion {
  readonly given: string
  readonly family: string
  readonly birthDate: string
  readonly legalSex: LegalSex | null
  readonly telephone: string
}

/**
 * What Epic answered (facts/epic.md 1.5); none of these is a failure.
 *
 * `certain` of one patient, or of `nobody`. `not-certain`: there are some, and it wants more data (59013). `several` fit
 * as well (59011). `not-understood`: it did not take the question as we put it (59102). `not-offered`: it does not say
 * only what it is certain of (59138).
 */
export type CertainMatchAnswer =
  | { readonly kind: 'certain'; readonly patient: PatientId }
  | { readonly kind: 'nobody' | 'not-certain' | 'several' | 'not-understood' | 'not-offered' }

/**
 * The question that goes with a search, or null where Epic could not be certain whatever it holds: it wants a name, a
 * birth date and one thing more, and name, birth date and sex alone are never enough (facts/epic.md 1.5).
 *
 * @param legalSex What stood in the form when the search was asked.
 */
export function certainMatchQuestion(
  search: PatientSearch,
  { ani }: Pick<Contact, 'ani'>,
  legalSex: LegalSex | '',
): CertainMatchQuestion | null {
  if (!('birthDate' in search) || ani.kind !== 'number') return null
  const { given, family, birthDate } = search
  return { given, family, birthDate, legalSex: legalSex === '' ? null : legalSex, telephone: ani.e164 }
}
