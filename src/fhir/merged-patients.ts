import { isIntegrationError } from '../domain/errors.ts'
import type { Patient, PatientId } from '../domain/patient.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import type { FhirClient } from './fhir-client.ts'
import { readPatient, readPatientId } from './patient-resource.ts'

/** Reads for one answer: nobody waits for more, and each takes a place of the site's cap toward Epic. */
const mostReads = 5

/** A record that was merged into one that was merged itself, and so on, but not for ever. */
const longestChain = 4

/** What is known of an id: the patient, the id it was merged into, or nothing. */
type Found = Patient | { readonly mergedInto: PatientId } | null

/**
 * The patients of one answer with every merged record folded into the one that survives, which is read where the search
 * did not find it.
 *
 * A survivor stands in the place of the first of its records, and `replaces` names those that were folded into it here,
 * and no others. Where it cannot be read, the merged record stays with its mark: nobody vanishes without a word.
 *
 * Reads go one after the other, so that they take no more room at Epic than the search did.
 */
export async function foldMerged(
  client: FhirClient,
  patients: readonly Patient[],
  policy: SitePolicy,
  signal: AbortSignal,
): Promise<readonly Patient[]> {
  const known = new Map<PatientId, Found>(patients.map((patient) => [patient.id, patient]))
  const survivors = new Map(patients.flatMap(({ id, replaces }) => replaces.map((merged) => [merged, id])))
  const shown = new Map<PatientId, Patient>()
  let reads = 0

  for (const patient of patients) {
    const survivor = await survivorOf(patient)
    const before = shown.get(survivor.id)?.replaces ?? []
    const folded = survivor === patient ? [] : [patient.id]
    shown.set(survivor.id, { ...survivor, replaces: [...before, ...folded] })
  }
  return [...shown.values()]

  /** The end of the chain that begins at a patient; the patient where it has no end that can be read. */
  async function survivorOf(patient: Patient): Promise<Patient> {
    const passed = new Set([patient.id])
    let next = nextOf(patient)
    let reached: Found = patient
    while (next !== null) {
      if (passed.has(next) || passed.size > longestChain) return patient
      passed.add(next)
      reached = await find(next)
      if (reached === null) return patient
      next = 'mergedInto' in reached ? reached.mergedInto : nextOf(reached)
    }
    return reached === null || 'mergedInto' in reached ? patient : reached
  }

  function nextOf({ id, replacedBy }: Patient): PatientId | null {
    return replacedBy ?? survivors.get(id) ?? null
  }

  async function find(id: PatientId): Promise<Found> {
    const before = known.get(id)
    if (before !== undefined) return before
    if (reads >= mostReads) return null
    reads += 1
    const found = await readFrom(client, id, policy, signal)
    known.set(id, found)
    return found
  }
}

/** A survivor that cannot be had is no failure of the search. */
async function readFrom(client: FhirClient, id: PatientId, policy: SitePolicy, signal: AbortSignal): Promise<Found> {
  try {
    const read = await client.readPatient(id, signal)
    if (read.kind === 'patient') return readPatient(read.resource, policy)
    const mergedInto = readPatientId(read.into)
    return mergedInto === null ? null : { mergedInto }
  } catch (error) {
    if (isIntegrationError(error)) return null
    throw error
  }
}
