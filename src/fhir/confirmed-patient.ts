import { IntegrationError, type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import type { PatientId } from '../domain/patient.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { readSearchset } from './bundle.ts'
import type { FhirClient } from './fhir-client.ts'

/** What the agent can do something about; every other failure means that nothing is on record. */
const passedOn: readonly IntegrationErrorCode[] = ['epic-restricted', 'agent-not-signed-in', 'launch-over']

/**
 * Reads the one patient that the agent confirmed, as that agent, so that Epic's own audit holds who took up whose record and
 * when. Resolves only when Epic answered with exactly this patient; the chart may open then (R24).
 *
 * @throws IntegrationError `epic-restricted` where Break-the-Glass stands before the patient; `audit-unavailable` where the read
 *   failed or brought somebody else, such as the survivor of a merge.
 * @see facts/epic.md 1.1 (`_id`) and 1.6: with a user's token Epic applies that user's security and audits them.
 */
export async function readConfirmed(client: FhirClient, patient: PatientId, policy: SitePolicy): Promise<void> {
  try {
    const bundle = await client.search('Patient', new URLSearchParams({ _id: patient }))
    const { patients, issues } = readSearchset(bundle, policy)
    if (patients.some(({ id }) => id === patient)) return
    const isRestricted = issues.some(({ meaning }) => meaning === 'restricted')
    throw new IntegrationError(isRestricted ? 'epic-restricted' : 'audit-unavailable')
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    if (passedOn.includes(error.code)) throw error
    throw new IntegrationError('audit-unavailable', { cause: error })
  }
}
