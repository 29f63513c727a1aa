import type { VerificationPolicy } from './verification-policy.ts'

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
 * The sets of facts about a person that an Epic may be searched by, beside the calling number (facts/epic.md 1.1), in
 * the order of a site that names none: callers know their name, and few their record number.
 */
export const searchSets = ['name-and-birth-date', 'name-sex-and-telephone', 'record-number'] as const

export type SearchSet = (typeof searchSets)[number]

/** Whether the site has callers asked for a record number before anything else. */
export function asksNumberFirst(policy: Pick<SitePolicy, 'searchSets'>): boolean {
  return policy.searchSets[0] === 'record-number'
}

/**
 * What a hospital decided about searching and opening.
 *
 * Phone search is off at many sites: phone alone is not in Epic's default minimum data sets. `country` reads numbers
 * written without one (ISO 3166-1 alpha-2). `outboundLookup` says whether a contact that an agent dialled makes patients
 * searchable (R13), `otherChannels` whether chats, tasks and e-mails do. `recordNumberSystems` holds the only identifiers
 * that may be searched and shown. `searchSets` are what its Epic accepts, the set to ask first in front: where that is the
 * record number, its form is the first. `emergency` says
 * whether a chart may open by one identifier and a reason. `ownNumbers` are the hospital's own lines in E.164: a call from
 * one of them is neither searched by its number nor compared with it.
 */
export interface SitePolicy {
  readonly phoneSearch: 'allowed' | 'refused'
  readonly phoneFormats: readonly TelephoneFormat[]
  readonly country: 'US' | 'CA' | 'MX' | 'PR'
  readonly recordNumberSystems: readonly RecordNumberSystem[]
  readonly outboundLookup: 'refused' | 'allowed'
  readonly searchSets: readonly SearchSet[]
  readonly verification: VerificationPolicy
  readonly emergency: 'refused' | 'allowed'
  readonly otherChannels: 'refused' | 'allowed'
  readonly ownNumbers: readonly string[]
}

/** All sets that the other settings of a site allow: a record number is of a system, or of none. */
export function possibleSets(recordNumberSystems: readonly RecordNumberSystem[]): readonly SearchSet[] {
  return recordNumberSystems.length > 0 ? searchSets : searchSets.filter((set) => set !== 'record-number')
}

/** Whether a site can have just these sets: one or more, each once, each possible. */
export function areFitSets(sets: readonly SearchSet[], recordNumberSystems: readonly RecordNumberSystem[]): boolean {
  const possible = possibleSets(recordNumberSystems)
  return sets.length > 0 && new Set(sets).size === sets.length && sets.every((set) => possible.includes(set))
}
