import type { Context } from 'hono'
import { IntegrationError } from '../domain/errors.ts'
import type { AuditEvent, AuditOperation, AuditOutcome, AuditSink } from './audit-log.ts'

/** What a handler learned of the request so far; what a denial is recorded with. */
export type KnownFacts = Partial<Omit<AuditEvent, 'at' | 'requestId' | 'operation' | 'outcome'>>

/** What the broker keeps with a request. `operation` is null for what decides nothing (keys, health). */
export interface BrokerEnv {
  Variables: {
    requestId: string
    operation: AuditOperation | null
    facts: KnownFacts
    /** Headers that every answer to this page carries, failures too. */
    answerHeaders: Readonly<Record<string, string>>
  }
}

export type BrokerContext = Context<BrokerEnv>

/** Adds to what is known of a request, so that a later denial names the agent and the contact. */
export function learn(c: BrokerContext, facts: KnownFacts): void {
  c.set('facts', { ...c.get('facts'), ...facts })
}

/** Writes how a request was decided; throws `audit-unavailable` where that fails, which closes the request (R24). */
export type RecordDecision = (c: BrokerContext, outcome: AuditOutcome) => Promise<void>

/** Records decisions in a sink, with the time in UTC and the id of the request. */
export function createDecisions(sink: AuditSink, now: () => number = Date.now): RecordDecision {
  return async (c, outcome) => {
    const operation = c.get('operation')
    if (operation === null) return
    const event: AuditEvent = {
      at: new Date(now()).toISOString(),
      requestId: c.get('requestId'),
      operation,
      outcome,
      agentId: null,
      subject: null,
      contactId: null,
      searchBy: null,
      patients: [],
      verified: [],
      emergencyReason: null,
      isUnconfirmed: false,
      ...c.get('facts'),
    }
    try {
      await sink.write(event)
    } catch (cause) {
      throw new IntegrationError('audit-unavailable', { cause })
    }
  }
}
