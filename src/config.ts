import * as v from 'valibot'
import { isTimeZone } from './domain/appointment.ts'
import { areFitSets, searchSets, telephoneFormats } from './domain/site-policy.ts'
import { compileScreenPop, isScreenPop } from './domain/screen-pop.ts'
import { identifiers, isFitPolicy, ordinaryVerification } from './domain/verification-policy.ts'

/** https, or http on this very machine, where the sandbox plays. */
const address = v.pipe(v.string(), v.check(isSafeAddress))

const groups = v.object({
  site: v.object({
    name: v.string(),
    isSandbox: v.optional(v.boolean(), false),
    locale: v.optional(v.pipe(v.string(), v.check(isLocale)), 'en-US'),
    timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone))),
  }),
  connect: v.object({ ccpUrl: address }),
  signIn: v.object({ issuer: address, clientId: v.string(), audience: v.string() }),
  broker: v.object({ url: address }),
  lookup: v.optional(v.object({ startsOn: v.optional(v.picklist(['accepted', 'ringing']), 'accepted') }), {
    startsOn: 'accepted',
  }),
  search: v.object({
    phone: v.picklist(['allowed', 'refused']),
    phoneFormats: v.optional(v.array(v.picklist(telephoneFormats)), ['e164']),
    country: v.picklist(['US', 'CA', 'MX', 'PR']),
    recordNumberSystems: v.array(v.object({ system: v.string(), label: v.string() })),
    outbound: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
    otherChannels: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
    appointments: v.optional(v.picklist(['shown', 'hidden']), 'hidden'),
    certainMatch: v.optional(v.picklist(['asked', 'not-asked']), 'not-asked'),
    sets: v.optional(v.array(v.picklist(searchSets))),
  }),
  verification: v.optional(
    v.object({
      required: v.optional(v.array(v.picklist(identifiers)), []),
      atLeast: v.optional(v.number(), 0),
      of: v.optional(v.array(v.picklist(identifiers)), []),
    }),
    { ...ordinaryVerification, required: [...ordinaryVerification.required], of: [...ordinaryVerification.of] },
  ),
  emergency: v.optional(v.picklist(['refused', 'allowed']), 'refused'),
  screenPop: v.pipe(
    v.object({
      template: v.string(),
      schemes: v.optional(v.array(v.string()), ['https']),
      window: v.optional(v.picklist(['new', 'reuse']), 'new'),
    }),
    v.check(({ template, schemes }) => isScreenPop(compileScreenPop(template, schemes)), 'template'),
  ),
})

/** What the record number systems have to bear out: the sets to search by, and what patients are verified by. */
const settings = v.pipe(
  groups,
  v.forward(
    v.partialCheck([['search']], ({ search: { sets, recordNumberSystems } }) => {
      return sets === undefined || areFitSets(sets, recordNumberSystems)
    }),
    ['search', 'sets'],
  ),
  v.forward(
    v.partialCheck([['search'], ['verification']], ({ search, verification }) =>
      isFitPolicy(verification, search.recordNumberSystems.length > 0),
    ),
    ['verification'],
  ),
)

/** The settings of one site, as `/config.json` holds them: one build serves every site. */
export type WidgetConfig = v.InferOutput<typeof settings>

/** The settings that have to be mended before the widget can start, by name; no value is ever shown (R83). */
export interface ConfigFault {
  readonly settings: readonly string[]
}

/** Reads the settings of a site. Bad ones are named, each by its path such as `signIn.issuer`. */
export function readConfig(json: unknown): WidgetConfig | ConfigFault {
  const read = v.safeParse(settings, json)
  if (read.success) return read.output

  const names = read.issues.map((issue) => v.getDotPath(issue) ?? 'config.json')
  return { settings: [...new Set(names)] }
}

/** Tells settings from the names of those that have to be mended. */
export function isConfig(read: WidgetConfig | ConfigFault): read is WidgetConfig {
  return !('settings' in read)
}

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(?:.+\.)?localhost$|^127\.0\.0\.1$/.test(hostname))
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
