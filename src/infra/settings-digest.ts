import { createHash } from 'node:crypto'
import { documentHeaders } from '../response-headers.ts'
import type { CallScopedSite, Site } from './site.ts'
import { brokerEnvironment, siteOrigins } from './site-settings.ts'

/**
 * The output of each stack that says which settings it holds. What widget and broker both have to know, or page and
 * headers, comes to one of them by a release and to the other by a deployment: a release compares the digests, so that
 * the two never say different things.
 */
export const settingsDigestOutput = 'SettingsDigest'

/** What the widget's stack holds of a site's settings: the page's headers, which name whom it may ask and be framed by. */
export function widgetSettingsDigest(site: Site): string {
  return digestOf(documentHeaders(siteOrigins(site)))
}

/**
 * What the broker's stack holds: the function's environment. Keys and table stand in it by the names of the site's file,
 * because their ARNs are known to the stack alone.
 */
export function brokerSettingsDigest(site: CallScopedSite): string {
  const resources = {
    signingKeys: site.epic.signingKeys.map(({ name }) => name),
    callTokenKey: 'of the stack',
    ledgerTable: 'of the stack',
  }
  return digestOf(brokerEnvironment(site, resources))
}

/** SHA-256 as hex, whatever the order of the names. */
function digestOf(settings: Readonly<Record<string, string>>): string {
  const inOrder = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(inOrder)).digest('hex')
}
