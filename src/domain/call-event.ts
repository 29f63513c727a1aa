/** What moves the sessions of calls: what the softphone tells, and what the agent does. */
import type { OtherCaller } from './caller.ts'
import type { ContactEvent, ContactId } from './contact.ts'
import type { Answers } from './entered.ts'
import type { IntegrationErrorCode } from './errors.ts'
import type { OpenedPatient } from './opened-patient.ts'
import type { Patient, PatientId } from './patient.ts'
import type { PatientSearch } from './patient-search.ts'
import type { Draft } from './search-plan.ts'

/** What the agent does, always for a contact that is named. */
export type AgentEvent =
  | { readonly type: 'selected'; readonly contactId: ContactId }
  | { readonly type: 'typed'; readonly contactId: ContactId; readonly draft: Partial<Draft> }
  /** The caller answered what is asked beside the birth date; a row that was picked stays picked. */
  | { readonly type: 'answered'; readonly contactId: ContactId; readonly answers: Partial<Answers> }
  /** What stands in fields that change nobody's agreement: a row that was picked stays picked. */
  | {
      readonly type: 'drafted'
      readonly contactId: ContactId
      readonly draft: Partial<Pick<Draft, 'answerTexts' | 'emergency' | 'isByNumber' | 'searchReason'>>
    }
  | { readonly type: 'caller-told'; readonly contactId: ContactId; readonly caller: OtherCaller | null }
  | { readonly type: 'asked'; readonly contactId: ContactId; readonly search: PatientSearch }
  | { readonly type: 'asked-again'; readonly contactId: ContactId }
  | { readonly type: 'looked-at'; readonly contactId: ContactId; readonly view: 'candidates' | 'form' }
  | { readonly type: 'picked'; readonly contactId: ContactId; readonly patient: PatientId | null }
  | { readonly type: 'opening'; readonly contactId: ContactId; readonly patient: Patient }
  | { readonly type: 'opened'; readonly contactId: ContactId; readonly opened: OpenedPatient }
  | {
      readonly type: 'not-opened'
      readonly contactId: ContactId
      readonly patient: PatientId
      readonly failure: IntegrationErrorCode | null
    }
  | { readonly type: 'withdrawn'; readonly contactId: ContactId }
  /** The broker says that an agent who had this call before confirmed somebody. */
  | { readonly type: 'confirmed-earlier'; readonly contactId: ContactId }
  /** The agent began to search in an emergency; or it is over: they stepped out, or Connect answered. */
  | { readonly type: 'emergency-search'; readonly contactId: ContactId; readonly isBegun: boolean }
  /** A contact that vanished did not come back in time. */
  | { readonly type: 'given-up'; readonly contactId: ContactId }
  | { readonly type: 'failed'; readonly contactId: ContactId; readonly failure: IntegrationErrorCode }

export type CallEvent = ContactEvent | AgentEvent
