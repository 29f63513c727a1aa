import * as v from 'valibot'
import { isTimeZone } from './domain/appointment.ts'
import { areFitSets, searchSets, telephoneFormats } from './domain/site-policy.ts'
import { isOwnNumber, mostOwnNumbers } from './domain/own-numbers.ts'
import { compileScreenPop, isScreenPop } from './domain/screen-pop.ts'
import { identifiers, isFitPolicy, ordinaryVerification, picks } from './domain/verification-policy.ts'
import { isPolicyOrigin } from './response-headers.ts'

/** https, or http on this very machine, where the sandbox plays. */
const address = v.pipe(v.string(), v.check(isSafeAddress))

const locale = v.pipe(v.string(), v.check(isLocale))

/** What every site has to say, whatever its mode. */
const ofEverySite = {
  site: v.object({
    name: v.string(),
    isSandbox: v.optional(v.boolean(), false),
    locale: v.optional(locale, 'en-US'),
    locales: v.optional(v.array(locale), []),
    timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone))),
  }),
  connect: v.object({ ccpUrl: address }),
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
    ownNumbers: v.optional(v.pipe(v.array(v.pipe(v.string(), v.check(isOwnNumber))), v.maxLength(mostOwnNumbers)), []),
  }),
  verification: v.optional(
    v.object({
      required: v.optional(v.array(v.picklist(identifiers)), []),
      atLeast: v.optional(v.number(), 0),
      of: v.optional(v.array(v.picklist(identifiers)), []),
      pick: v.exactOptional(v.picklist(picks)),
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
}

const callScoped = v.object({
  mode: v.optional(v.literal('call-scoped'), 'call-scoped'),
  ...ofEverySite,
  signIn: v.object({
    issuer: address,
    otherOrigins: v.optional(v.array(v.pipe(address, v.check(isPolicyOrigin))), []),
    clientId: v.string(),
    audience: v.string(),
    scope: v.optional(v.string(), 'openid profile offline_access'),
    resource: v.optional(v.picklist(['sent', 'left-out']), 'sent'),
    usernameClaim: v.optional(v.string(), 'preferred_username'),
  }),
  broker: v.object({ url: address }),
})

/** An opening without proof wants its reason written down, which only the broker does. */
const emergency = v.optional(v.literal('refused'), 'refused')

const launch = v.object({
  mode: v.literal('launch'),
  ...ofEverySite,
  emergency,
  launch: v.object({
    issuers: v.pipe(v.array(address), v.minLength(1)),
    clientId: v.string(),
    scope: v.optional(v.string()),
    standalone: v.optional(v.picklist(['allowed', 'refused']), 'allowed'),
    username: v.optional(v.object({ in: v.picklist(['id-token', 'launch-context']), name: v.string() }), {
      in: 'id-token',
      name: 'preferred_username',
    }),
    framedBy: v.optional(v.array(v.pipe(address, v.check(isPolicyOrigin))), []),
  }),
})

/** For a laboratory: Epic's own system token comes to the browser, so no Epic with real patients is taken (R2). */
const direct = v.object({
  mode: v.literal('direct'),
  ...ofEverySite,
  emergency,
  direct: v.object({
    isLaboratory: v.literal(true),
    fhirBaseUrl: v.pipe(address, v.check(isOfLaboratory)),
    tokenUrl: v.pipe(v.string(), v.check(isLoopback)),
    agent: v.object({ username: v.string(), name: v.string() }),
  }),
})

/** Read before all else: what is checked across groups can be checked in a mode we know only. */
const anyMode = v.looseObject({ mode: v.optional(v.picklist(['call-scoped', 'launch', 'direct'])) })

/** What the record number systems have to bear out: the sets to search by, and what patients are verified by. */
const settings = v.pipe(
  v.variant('mode', [callScoped, launch, direct]),
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

/** The settings of a site whose agents sign in at its identity provider, and search through the broker. */
export type CallScopedConfig = v.InferOutput<typeof callScoped>

/** The settings of a site whose agents sign in to Epic themselves. */
export type LaunchConfig = v.InferOutput<typeof launch>

/** The settings of a laboratory. */
export type DirectConfig = v.InferOutput<typeof direct>

/** The settings that have to be mended before the widget can start, by name; no value is ever shown (R83). */
export interface ConfigFault {
  readonly settings: readonly string[]
}

/** Reads the settings of a site. Bad ones are named, each by its path such as `signIn.issuer`. */
export function readConfig(json: unknown): WidgetConfig | ConfigFault {
  const known = v.safeParse(anyMode, json)
  if (!known.success) return faultIn(known.issues)
  const read = v.safeParse(settings, json)
  return read.success ? read.output : faultIn(read.issues)
}

function faultIn(issues: readonly v.BaseIssue<unknown>[]): ConfigFault {
  return { settings: [...new Set(issues.map((issue) => v.getDotPath(issue) ?? 'config.json'))] }
}

/** Tells settings from the names of those that have to be mended. */
export function isConfig(read: WidgetConfig | ConfigFault): read is WidgetConfig {
  return !('settings' in read)
}

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text))
}

function isLoopback(text: string): boolean {
  return URL.canParse(text) && /^(?:.+\.)?localhost$|^127\.0\.0\.1$/.test(new URL(text).hostname)
}

/** Epic's public sandbox, where nobody is real, or an Epic that is played on this machine. */
function isOfLaboratory(text: string): boolean {
  return isLoopback(text) || (URL.canParse(text) && new URL(text).host === 'fhir.epic.com')
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
