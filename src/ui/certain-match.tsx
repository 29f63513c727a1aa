import type { ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { useMessages } from './messages.ts'
import { type MatchQuery, useCertainMatch, useMatchQuery } from './use-certain-match.ts'

interface MarkProps {
  readonly contactId: ContactId
  readonly patient: PatientId
}

/**
 * One line in the row of a candidate: that Epic is certain of this one. It chooses nothing. The line has its place from
 * the start, so that no row moves under a finger when an answer comes.
 */
export function CertainMark({ contactId, patient }: MarkProps) {
  const query = useMatchQuery(contactId)
  return query === null ? null : <Mark query={query} patient={patient} />
}

function Mark({ query, patient }: { readonly query: MatchQuery; readonly patient: PatientId }) {
  const { certainMatch: words } = useMessages()
  const match = useCertainMatch(query)
  const isCertain = match.kind === 'certain' && match.patient === patient
  return <span className="fact one-line">{isCertain ? `★ ${words.mark}` : ''}</span>
}

interface FactProps {
  readonly contactId: ContactId
  readonly patients: readonly { readonly id: PatientId }[]
}

/** One quiet sentence below the candidates: what Epic said of being certain, or that it is being asked. */
export function CertainMatchFact({ contactId, patients }: FactProps) {
  const query = useMatchQuery(contactId)
  return query === null ? null : <Fact query={query} patients={patients} />
}

function Fact({ query, patients }: Pick<FactProps, 'patients'> & { readonly query: MatchQuery }) {
  const { certainMatch: words } = useMessages()
  const match = useCertainMatch(query)
  const isElsewhere = match.kind === 'certain' && !patients.some(({ id }) => id === match.patient)
  return <p className="fact one-line">{words.said[isElsewhere ? 'nobody' : match.kind]}</p>
}
