import { Hono } from 'hono'
import type { CertainMatchAnswer, CertainMatchQuestion } from '../domain/certain-match.ts'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import type { FhirClient } from '../fhir/fhir-client.ts'
import { readMatchParameters } from '../fhir/match-parameters.ts'
import { findCertainMatch, writeMatchAnswer } from '../fhir/patient-match.ts'
import { RequestRefused } from './answers.ts'
import type { AuditOutcome } from './audit-log.ts'
import type { CallGrant } from './call-token.ts'
import { type BrokerEnv, learn } from './decisions.ts'
import { refuseInEmergency } from './emergency-search.ts'
import { answerResource, type FacadeParts, rethrow } from './facade-parts.ts'
import { granted } from './granted.ts'
import { refuseOtherNumbers } from './fhir-facade.ts'
import type { Ledger } from './ledger.ts'
import { jsonOf } from './request-rules.ts'

export interface MatchRouteParts extends FacadeParts {
  readonly policy: SitePolicy
  /** Whether the site lets Epic be asked at all. */
  readonly certainMatch: 'asked' | 'not-asked'
}

/** What is answered, and the truer word for it in the audit: to the agent, a patient held back is nobody (R23). */
interface Decided {
  readonly answer: CertainMatchAnswer
  readonly outcome: AuditOutcome
}

/**
 * `POST /fhir/R4/Patient/$match` asks Epic whether it is certain who is meant, with the name, birth date and sex that the
 * agent entered and the number of this very call.
 *
 * It goes with a search and takes none of them away: each search of a contact earns one. It waits behind searches on the
 * way to Epic. Told as certain is only a patient whom a search of this agent for this contact found, and only by the id.
 */
export function matchRoute(parts: MatchRouteParts) {
  const { brokerUrl, policy, callTokens, assignedContact, ledger, throttle, fhirClient, record } = parts

  return new Hono<BrokerEnv>().post('/fhir/R4/Patient/$match', async (c) => {
    const { claims, grant } = await granted(c, callTokens, 'search')
    refuseInEmergency(claims)
    if (parts.certainMatch === 'not-asked') throw new IntegrationError('search-not-allowed')
    const question = readMatchParameters(await jsonOf(c))
    if (question === null) throw new RequestRefused(400, 'The body is not a question of ours')

    refuseOtherNumbers(question, await assignedContact(grant.contactId, grant.agentId))
    await ledger.chargeMatch(grant)
    const told = await throttle.runBehind(1, () => ask(fhirClient, question, policy, c.req.raw.signal))
    const { answer, outcome } = await decide(told, grant, ledger)

    if (answer.kind === 'certain') learn(c, { patients: [answer.patient] })
    await record(c, outcome)
    return answerResource(c, writeMatchAnswer(answer, `${brokerUrl}/fhir/R4/Patient/$match`))
  })
}

/**
 * The ledger is asked whatever Epic told: were it asked only of somebody certain, an agent could tell by the time it takes
 * that Epic is certain of a person whom they may not see (R23).
 */
async function decide(told: CertainMatchAnswer | 'restricted', grant: CallGrant, ledger: Ledger): Promise<Decided> {
  const patient = told !== 'restricted' && told.kind === 'certain' ? told.patient : ''
  const wasFound = await ledger.wasFound(grant, patient)
  if (told === 'restricted') return { answer: { kind: 'nobody' }, outcome: 'restricted' }
  if (told.kind === 'nobody') return { answer: told, outcome: 'none' }
  if (told.kind !== 'certain') return { answer: told, outcome: told.kind }
  if (wasFound) return { answer: told, outcome: 'certain' }
  return { answer: { kind: 'nobody' }, outcome: 'restricted' }
}

async function ask(
  client: FhirClient,
  question: CertainMatchQuestion,
  policy: SitePolicy,
  signal: AbortSignal,
): Promise<CertainMatchAnswer | 'restricted'> {
  try {
    return await findCertainMatch(client, question, policy, signal)
  } catch (error) {
    if (isIntegrationError(error) && error.code === 'epic-restricted') return 'restricted'
    return rethrow(error, signal)
  }
}
