import { objectOf, objectsOf } from './foreign-json.ts'

/**
 * The address of the next page, or null where it must not be asked (R28): the token goes along, so only below the base
 * of the server that gave it.
 *
 * What is followed is used as given, for Epic's paging sessions are opaque. Encoded dots and slashes are refused,
 * since a server may decode them after the check.
 *
 * @param next As it stood in the bundle, whole or relative to the base.
 * @param baseUrl `https://host/api/FHIR/R4`
 */
export function followable(next: string, baseUrl: string): string | null {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const url = next === '' || next.includes('\\') ? null : parse(next, base)
  if (url === null || url.origin !== base.origin || url.username !== '' || url.password !== '') return null
  if (!url.pathname.startsWith(base.pathname) || url.pathname === base.pathname) return null
  return /%(?:2e|2f|5c|25)/i.test(url.pathname) ? null : url.href
}

/** What a page brought, to be compared with another: its rows as they came, without what the server says beside them. */
export function rowsOf(bundle: fhir4.Bundle): readonly string[] {
  const resources = objectsOf(bundle.entry).map((entry) => objectOf(entry['resource']))
  const rows = resources.filter((resource) => resource?.['resourceType'] !== 'OperationOutcome')
  return rows.map((row) => JSON.stringify(row))
}

function parse(next: string, base: URL): URL | null {
  return URL.canParse(next, base.href) ? new URL(next, base) : null
}
