import { parsePhoneNumberFromString, type MetadataJson, type PhoneNumber } from 'libphonenumber-js/core'
import type { SitePolicy, TelephoneFormat } from './site-policy.ts'
import reducedMetadata from './telephone-metadata.json' with { type: 'json' }

/**
 * Telephone numbers of the site's countries (US, CA, MX, PR), read and written.
 *
 * The numbering plans of the whole world weigh 48 KB; `telephone-metadata.json` holds these four. To make it anew
 * after an update of libphonenumber-js (the test of this file says when that is due):
 *
 * ```sh
 * node --input-type=module -e "
 * import { writeFileSync } from 'node:fs'
 * import all from 'libphonenumber-js/max/metadata'
 * const kept = ['US', 'CA', 'PR', 'MX']
 * const codes = Object.fromEntries(['1', '52'].map((code) => [code, all.country_calling_codes[code].filter((c) => kept.includes(c))]))
 * const countries = Object.fromEntries(kept.map((country) => [country, all.countries[country]]))
 * writeFileSync('src/domain/telephone-metadata.json', JSON.stringify({ version: all.version, country_calling_codes: codes, countries, nonGeographic: {} }))"
 * npx biome format --write src/domain/telephone-metadata.json
 * ```
 */
const metadata = reducedMetadata as unknown as MetadataJson

/** Longer texts are notes, not numbers. */
const longestText = 60

/**
 * Reads a telephone number as people and Epic write it: the whole number in E.164, or null where it is none of ours.
 *
 * An extension (`x123`) is left off, for the number before it is what Connect reports and what Epic is asked for.
 * Lengths and leading digits are checked, but not whether an exchange is in use: the plan gives 555-01xx to
 * fiction, and new exchanges open every month.
 *
 * @param country Reads numbers written without a country.
 *
 * @example
 * readTelephone('(608) 555-0142 x123', 'US') // '+16085550142'
 * readTelephone('555-0142', 'US')            // null: no area code
 */
export function readTelephone(text: string, country: SitePolicy['country']): string | null {
  if (text.length > longestText) return null

  const number = parse(text, country)
  const e164 = number === null ? null : withoutMexicanMobilePrefix(number.number)
  return e164 !== null && isDialable(e164) ? e164 : null
}

/**
 * A number in the format in which a site's Epic stores it; see `TelephoneFormat` for each.
 *
 * A number of another country stays as it is in every format: we do not know how it divides.
 *
 * @param e164 `+16085550142`
 */
export function writeTelephone(e164: string, format: TelephoneFormat): string {
  const number = parse(e164)
  if (number === null || !isDialable(e164)) return e164

  return writers[format](number)
}

/** A number to read out: `(608) 555-0142` at home, `+52 55 1234 5678` from abroad, and as it is where we cannot divide it. */
export function showTelephone(e164: string, country: SitePolicy['country']): string {
  const isHome = parse(e164)?.countryCallingCode === (country === 'MX' ? '52' : '1')
  return writeTelephone(e164, isHome ? 'national' : 'international')
}

const writers: Readonly<Record<TelephoneFormat, (number: PhoneNumber) => string>> = {
  e164: (number) => number.number,
  digits: (number) => number.nationalNumber,
  national: (number) => number.formatNational(),
  dashed: writeDashed,
  'plus-dashed': (number) => `+${number.countryCallingCode} ${writeDashed(number)}`,
  international: (number) => number.formatInternational(),
}

function writeDashed(number: PhoneNumber): string {
  return number.formatNational().replace(/\D+/g, ' ').trim().replaceAll(' ', '-')
}

function parse(text: string, country?: SitePolicy['country']): PhoneNumber | null {
  const options = country === undefined ? {} : { defaultCountry: country }
  return parsePhoneNumberFromString(text, options, metadata) ?? null
}

/** Until 2019 mobile numbers in Mexico were dialled with a 1 after the country code; old records still hold it. */
function withoutMexicanMobilePrefix(e164: string): string {
  return e164.replace(/^\+521(?=\d{10}$)/, '+52')
}

/** Ten national digits; in North America neither area code nor exchange begins with 0 or 1. */
function isDialable(e164: string): boolean {
  return /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(e164) || /^\+52[1-9]\d{9}$/.test(e164)
}
