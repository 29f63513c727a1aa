/** How the numbers of a site stand in its Epic (facts/epic.md 1.2): no rule is published, so a site lists its own. */
export const telephoneFormats = ['e164', 'digits', 'national', 'dashed', 'plus-dashed', 'international'] as const

/**
 * A format of a telephone number:
 * `e164` +16085550142 · `digits` 6085550142 · `national` (608) 555-0142 · `dashed` 608-555-0142 ·
 * `plus-dashed` +1 608-555-0142 · `international` +1 608 555 0142.
 */
export type TelephoneFormat = (typeof telephoneFormats)[number]

/** A system of record numbers, by its OID, with the word the site's people use for it. */
export interface RecordNumberSystem {
  readonly system: string
  readonly label: string
}

/**
 * What a hospital decided about searching.
 *
 * Phone search is off at many sites: phone alone is not in Epic's default minimum data sets. `country` reads numbers
 * written without one (ISO 3166-1 alpha-2). `outboundLookup` says whether a contact that an agent dialled makes patients
 * searchable (R13), `otherChannels` whether chats, tasks and e-mails do. `recordNumberSystems` holds the only identifiers that may be searched and shown.
 */
export interface SitePolicy {
  readonly phoneSearch: 'allowed' | 'refused'
  readonly phoneFormats: readonly TelephoneFormat[]
  readonly country: 'US' | 'CA' | 'MX' | 'PR'
  readonly recordNumberSystems: readonly RecordNumberSystem[]
  readonly outboundLookup: 'refused' | 'allowed'
  readonly otherChannels: 'refused' | 'allowed'
}
