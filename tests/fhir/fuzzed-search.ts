import { isIntegrationError } from '../../src/domain/errors.ts'
import type { PatientSearch } from '../../src/domain/patient-search.ts'
import { createFhirClient, type FhirClientOptions } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { aPolicy } from '../fixtures/fhir/patient.ts'
import { playedServer } from '../fixtures/fhir/played-server.ts'
import type { WireAnswer } from './mutated-answers.ts'
import { isTrulyNobody } from './true-nobody.ts'

/** Searches for whoever has a number, and says in a word what came of it; `none` is "nobody". */
export type Search = (options: FhirClientOptions) => Promise<string>

/** What a search did with an answer: the word for it, and the rule that it broke, if it broke one. */
export interface Verdict {
  readonly word: string
  readonly broken: 'nobody, falsely' | 'an exception' | 'patient data in a failure' | null
}

const byTelephone: PatientSearch = { by: 'telephone', telephone: '+16085550142' }
const policy = aPolicy()

/** The search that ships, asked in both formats of a site. */
export function realSearch(peer: 'epic' | 'broker'): Search {
  return async (options) => (await searchPatients(createFhirClient({ ...options, peer }), byTelephone, policy)).kind
}

/**
 * The search that is written first: whatever is no list of patients is nobody, and a failure says what it failed at.
 * The rules have to find it out, else they are worth nothing.
 */
export const naiveSearch: Search = async ({ baseUrl, fetch: ask = fetch }) => {
  const answer = await ask(`${baseUrl}/Patient/_search`, { method: 'POST' })
  const text = await answer.text()
  try {
    const bundle = JSON.parse(text)
    return bundle.entry?.some((entry: fhir4.BundleEntry) => entry.resource?.resourceType === 'Patient')
      ? 'found'
      : 'none'
  } catch (cause) {
    throw new Error(`Epic answered ${text}`, { cause })
  }
}

/** Lets a server give this answer to every request of one search, and judges what the search makes of it (R65, R66, R79). */
export async function judge(search: Search, answer: WireAnswer): Promise<Verdict> {
  const { options } = playedServer(() => responseOf(answer))
  try {
    const word = await search(options)
    return { word, broken: word === 'none' && !isTrulyNobody(answer) ? 'nobody, falsely' : null }
  } catch (error) {
    if (holdsPatientData(error)) return { word: 'failure', broken: 'patient data in a failure' }
    if (!isIntegrationError(error)) return { word: String(error), broken: 'an exception' }
    return { word: error.code, broken: null }
  }
}

/** An answer as a server gives it; the error of a connection that breaks off. */
export function responseOf({ status, contentType, text }: WireAnswer): Response | Error {
  if (text === null) return new TypeError('terminated')
  return new Response(text, { status, headers: contentType === null ? {} : { 'Content-Type': contentType } })
}

/** Names, numbers and dates of the people in the fixtures, wherever a log could find them. */
export function holdsPatientData(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const said = `${error.name} ${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`
  return /Example|Kessler|Saskia|Vermeulen|555-?01|1973-|1980-02/.test(said) || holdsPatientData(error.cause)
}
