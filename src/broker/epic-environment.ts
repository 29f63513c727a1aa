import { isLoopback } from './environment.ts'

/** Epic's public sandbox, as its own SMART configuration has it (facts/epic-samples/epic-r4-smart-configuration.json). */
const publicSandbox = {
  EPIC_FHIR_BASE_URL: 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
  EPIC_TOKEN_URL: 'https://fhir.epic.com/interconnect-fhir-oauth/oauth2/token',
} as const

type Given = Readonly<Record<string, string | undefined>>

/** The settings with the addresses that `EPIC_ENVIRONMENT=sandbox` stands for, where they are not given. */
export function withEpicEnvironment(given: Given): Given {
  return given['EPIC_ENVIRONMENT'] === 'sandbox' ? { ...publicSandbox, ...given } : given
}

/** Addresses that are not those of the environment they are given with, each with what is wanted. */
export function epicContradictions(given: Given): [string, string][] {
  if (given['EPIC_ENVIRONMENT'] === 'sandbox') {
    return Object.entries(publicSandbox)
      .filter(([name, address]) => given[name] !== undefined && given[name]?.replace(/\/+$/, '') !== address)
      .map(([name]) => [name, 'is settled by EPIC_ENVIRONMENT=sandbox: leave it out'])
  }
  if (given['EPIC_ENVIRONMENT'] !== 'production') return []
  return Object.keys(publicSandbox)
    .filter((name) => /^https:\/\/fhir\.epic\.com\//i.test(given[name] ?? ''))
    .map((name) => [name, 'is of Epic’s public sandbox, which is not for EPIC_ENVIRONMENT=production'])
}

/**
 * Whether the Epic of these settings could hold real patients: it is said to be production, or a broker that stands on a
 * public host asks one of which nothing is said. What is forgotten must not open anything. Epic's public sandbox and one on
 * this computer hold none, whatever is said; a broker on this computer serves nobody else.
 */
export function mayHavePatients(given: Given, isPublicBroker: boolean): boolean {
  const environment = given['EPIC_ENVIRONMENT']
  if (environment === 'production') return true
  if (!isPublicBroker || environment === 'sandbox' || environment === 'non-production') return false
  const base = given['EPIC_FHIR_BASE_URL'] ?? ''
  if (!URL.canParse(base)) return true
  const { origin, hostname } = new URL(base)
  return origin !== new URL(publicSandbox.EPIC_FHIR_BASE_URL).origin && !isLoopback(hostname)
}
