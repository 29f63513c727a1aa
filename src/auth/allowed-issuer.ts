/**
 * The FHIR base of the site's list that this issuer is, as the list writes it; null where it is none of them (R37).
 *
 * Endpoints are handed around with and without a slash at their end, and with hosts in any case (facts/epic.md 2.6); nothing
 * else may differ. What came from outside is compared and then forgotten.
 *
 * @example
 * allowedIssuer('https://EPIC.example.org/api/FHIR/R4/', ['https://epic.example.org/api/FHIR/R4'])
 */
export function allowedIssuer(issuer: string, allowed: readonly string[]): string | null {
  const asked = normalised(issuer)
  return asked === null ? null : (allowed.find((base) => normalised(base) === asked) ?? null)
}

function normalised(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname, search, hash, username, password } = new URL(address)
  if (search !== '' || hash !== '' || username !== '' || password !== '') return null
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}
