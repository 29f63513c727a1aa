import { Hono } from 'hono'
import type { CertainMatchQuestion } from '../domain/certain-match.ts'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { chartIdOf } from '../domain/patient.ts'
import { type PatientSearch, type PatientSearchAnswer, mostCandidates } from '../domain/patient-search.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { writeSearchset } from '../fhir/bundle.ts'
import type { FhirClient } from '../fhir/fhir-client.ts'
import { searchPatients } from '../fhir/patient-search.ts'
import { readPatientSearch } from '../fhir/search-parameters.ts'
import { RequestRefused } from './answers.ts'
import { type BrokerEnv, learn } from './decisions.ts'
import { confirmedBefore } from './earlier-confirmation.ts'
import { chargeInEmergency, contactUnder } from './emergency-search.ts'
import { answerResource, type FacadeParts, rethrow } from './facade-parts.ts'
import { granted } from './granted.ts'
import type { LiveContact } from './live-contact.ts'
import { bodyOf } from './request-rules.ts'

export interface FhirFacadeParts extends FacadeParts {
  readonly policy: SitePolicy
}

/**
 * `POST /fhir/R4/Patient/_search` asks Epic for the agent, with the system token that never leaves here.
 *
 * Taken is a search that the site allows, by the contact's own number or by a full set of facts, for a contact that is
 * the agent's now and within its budgets. Answered is a searchset of our own making, with at most ten patients and the
 * few fields we show (R29), those marked whom an agent confirmed who had the call before. A patient the agent may not see
 * is answered as nobody (R23).
 *
 * Under a token of an emergency, while Connect cannot be asked: by name and birth date or record number, twice (R16).
 */
export function fhirFacade(parts: FhirFacadeParts) {
  const { brokerUrl, policy, callTokens, assignedContact, ledger, throttle, fhirClient, record } = parts

  return new Hono<BrokerEnv>().post('/fhir/R4/Patient/_search', async (c) => {
    const { claims, grant } = await granted(c, callTokens, 'search')
    const search = readPatientSearch(new URLSearchParams(await bodyOf(c)))
    if (search === null) throw new RequestRefused(400, 'The parameters are none of the sets that may be searched by')
    learn(c, { searchBy: search.by })

    refuseOtherSearches(search, policy)
    const contact = await contactUnder(c, claims, assignedContact)
    if (contact !== null) refuseOtherNumbers(search, contact)
    if (claims.isEmergency === true) await chargeInEmergency(claims, search, parts.emergencies)
    await ledger.chargeSearch(grant)

    const [{ answer: found, isRestricted }, earlier] = await Promise.all([
      throttle.run(requestsOf(search, policy), () => ask(fhirClient, search, policy, c.req.raw.signal)),
      // To whom nobody confirmed the call, nothing is told of what was done for it before.
      claims.isEmergency === true ? nobody : confirmedBefore(ledger, claims),
    ])
    const all = found.kind === 'found' ? found.patients : []
    const patients = all.map(({ id }) => id)
    // Of a merged record whose survivor could not be read, the survivor's chart is what opens.
    await ledger.keepFound(grant, [...new Set([...patients, ...all.map(chartIdOf)])])
    const confirmedEarlier = all.filter((one) => earlier.includes(chartIdOf(one))).map(({ id }) => id)
    const answer = found.kind === 'found' ? { ...found, confirmedEarlier } : found

    learn(c, { patients })
    await record(c, isRestricted ? 'restricted' : answer.kind)
    return answerResource(c, writeSearchset(answer, `${brokerUrl}/fhir/R4/Patient/_search`))
  })
}

const nobody: readonly string[] = []

function refuseOtherSearches(search: PatientSearch, policy: SitePolicy): void {
  const isRefused =
    (search.by === 'telephone' ? policy.phoneSearch === 'refused' : !policy.searchSets.includes(search.by)) ||
    (search.by === 'record-number' && !policy.recordNumberSystems.some(({ system }) => system === search.system))
  if (isRefused) throw new IntegrationError('search-not-allowed')
}

/**
 * R14: an agent's search by number is for the number that called, which Connect says and not the page. A number of the
 * hospital's own is nobody's.
 */
export function refuseOtherNumbers(search: PatientSearch | CertainMatchQuestion, { ani }: LiveContact): void {
  if (!('telephone' in search)) return
  if (ani.kind !== 'number' || ani.e164 !== search.telephone) throw new IntegrationError('search-not-allowed')
}

/** A number is asked in every format of the site at once. */
function requestsOf(search: PatientSearch, policy: SitePolicy): number {
  return 'telephone' in search ? policy.phoneFormats.length : 1
}

async function ask(
  client: FhirClient,
  search: PatientSearch,
  policy: SitePolicy,
  signal: AbortSignal,
): Promise<{ readonly answer: PatientSearchAnswer; readonly isRestricted: boolean }> {
  try {
    const answer = await searchPatients(client, search, policy, signal)
    const isTooMany = answer.kind === 'found' && answer.patients.length > mostCandidates
    return { answer: isTooMany ? { kind: 'too-many', count: answer.patients.length } : answer, isRestricted: false }
  } catch (error) {
    if (isIntegrationError(error) && error.code === 'epic-restricted')
      return { answer: { kind: 'none' }, isRestricted: true }
    return rethrow(error, signal)
  }
}
