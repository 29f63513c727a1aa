import { appendFile } from 'node:fs/promises'
import type { IntegrationErrorCode } from '../domain/errors.ts'

export type AuditOperation = 'token' | 'search' | 'match' | 'appointments' | 'confirmation' | 'withdrawal'

/** How a decision came out. `fault` is a bug of ours, `aborted` a request whose caller went away. */
export type AuditOutcome =
  | 'granted'
  | 'granted-ahead'
  | 'granted-to-withdraw'
  | 'granted-in-emergency'
  | 'found'
  | 'none'
  | 'too-little'
  | 'too-many'
  | 'restricted'
  | 'certain'
  | 'not-certain'
  | 'several'
  | 'not-understood'
  | 'not-offered'
  | 'confirmed'
  | 'confirmed-again'
  | 'confirmed-in-emergency'
  | 'withdrawn'
  | 'aborted'
  | 'fault'
  | IntegrationErrorCode

/**
 * One decision of the broker: who asked for what, for which contact, and how it came out.
 *
 * Holds ids and words of ours, never a name, number or birth date (R24). `patients` are FHIR ids, which are opaque.
 */
export interface AuditEvent {
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly requestId: string
  readonly operation: AuditOperation
  readonly outcome: AuditOutcome
  /** The agent's user id in Connect; null where the caller was not known that far. */
  readonly agentId: string | null
  /** The agent's id at the identity provider. */
  readonly subject: string | null
  readonly contactId: string | null
  /** By which set of facts was searched: `telephone`, `name-and-birth-date` … */
  readonly searchBy: string | null
  readonly patients: readonly string[]
  /** Which identifiers the caller gave: words such as `birth-date`. */
  readonly verified: readonly string[]
  /**
   * Why a chart was opened by less than the site asks for, or a token given while Connect could not be asked, in the agent's
   * words; null where neither was (`readReason`).
   */
  readonly emergencyReason: string | null
  /** Whether this was done though Connect could not say that the contact is the agent's (R16). */
  readonly isUnconfirmed: boolean
}

/** Where decisions are written. A rejected promise closes what was decided: nothing happens unrecorded. */
export interface AuditSink {
  write(event: AuditEvent): Promise<void>
}

/** A log that cannot be written. The message names the setting; the cause says why. */
export class AuditLogError extends Error {
  override readonly name = 'AuditLogError'
}

export interface AuditLog extends AuditSink {
  /** Writes nothing, which makes the file where it is missing; throws `AuditLogError` where that cannot be done. */
  ready(): Promise<void>
}

/** Writes each decision as one line of JSON to `stdout` or to the end of a file, which only its owner can read. */
export function createAuditLog(target: string): AuditLog {
  const append = target === 'stdout' ? writeToStdout : together((lines) => appendFile(target, lines, { mode: 0o600 }))
  return {
    write: (event) => append(`${auditLine(event)}\n`),
    async ready() {
      try {
        await append('')
      } catch (cause) {
        throw new AuditLogError('AUDIT_LOG: this file cannot be written, and nothing happens here unrecorded', {
          cause,
        })
      }
    },
  }
}

/**
 * Writes what came while a write was under way in one go: opening the file takes longer than a line of it. Each line
 * still waits for its own write, and fails with it.
 */
function together(write: (lines: string) => Promise<void>): (line: string) => Promise<void> {
  let lines = ''
  let following: Promise<void> | null = null
  let underWay: Promise<void> = Promise.resolve()

  const writeAll = () => {
    const all = lines
    lines = ''
    following = null
    underWay = write(all)
    return underWay
  }
  return (line) => {
    lines += line
    following ??= underWay.then(writeAll, writeAll)
    return following
  }
}

/** One decision as one line: JSON in which no control character or line separator stands bare (R77). */
export function auditLine(event: AuditEvent): string {
  return JSON.stringify(toFhirAuditEvent(event)).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const system = 'urn:agent-widget:audit'

/** @see https://hl7.org/fhir/R4/auditevent.html */
function toFhirAuditEvent(event: AuditEvent): fhir4.AuditEvent {
  const detail = [
    { type: 'request', valueString: event.requestId },
    ...(event.searchBy === null ? [] : [{ type: 'search-by', valueString: event.searchBy }]),
    ...event.verified.map((identifier) => ({ type: 'verified', valueString: identifier })),
    ...(event.emergencyReason === null ? [] : [{ type: 'emergency-reason', valueString: event.emergencyReason }]),
    ...(event.isUnconfirmed ? [{ type: 'contact', valueString: 'not-confirmed-by-connect' }] : []),
  ]
  const contact =
    event.contactId === null ? {} : { what: { identifier: { system: `${system}:contact`, value: event.contactId } } }
  return {
    resourceType: 'AuditEvent',
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
    subtype: [{ system: `${system}:operation`, code: event.operation }],
    action: 'E',
    recorded: event.at,
    outcome: severityOf(event.outcome),
    outcomeDesc: event.outcome,
    agent: [{ requestor: true, who: whoOf(event), ...(event.subject === null ? {} : { altId: event.subject }) }],
    source: { observer: { display: 'broker' } },
    entity: [
      { ...contact, type: { system: `${system}:entity`, code: 'contact' }, detail },
      ...event.patients.map((id) => ({ what: { reference: `Patient/${id}` } })),
    ],
  }
}

function whoOf({ agentId }: AuditEvent): fhir4.Reference {
  if (agentId === null) return { display: 'unknown' }
  return { identifier: { system: `${system}:connect-user`, value: agentId } }
}

const successes: ReadonlySet<AuditOutcome> = new Set([
  'granted',
  'granted-ahead',
  'granted-to-withdraw',
  'granted-in-emergency',
  'found',
  'none',
  'too-little',
  'too-many',
  'restricted',
  'certain',
  'not-certain',
  'several',
  'confirmed',
  'confirmed-again',
  'confirmed-in-emergency',
  'withdrawn',
])

/** FHIR's outcome: 0 success, 4 a refusal or a failure outside, 8 a fault of ours. */
function severityOf(outcome: AuditOutcome): '0' | '4' | '8' {
  if (successes.has(outcome)) return '0'
  return outcome === 'fault' ? '8' : '4'
}

function writeToStdout(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
}
