import * as v from 'valibot'
import { certificate, certificateOfCloudFront, domain, https, origin, signingKeys, word } from './site-fields.ts'

const lookup = v.optional(v.picklist(['allowed', 'refused'], 'wants allowed or refused'), 'refused')

/** Written out as `required, required; atLeast of of, of` for the broker, which does not see how the agent picks. */
const verification = v.strictObject({
  required: v.optional(v.array(word), []),
  atLeast: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  of: v.optional(v.array(word), []),
  pick: v.optional(v.picklist(['button', 'row'], 'wants button or row')),
})

/** What the broker has to know too; everything else of the widget's settings passes through unread. */
const callScopedSettings = v.looseObject({
  // A laboratory's mode is not one for patients, and its token stays on one machine.
  mode: v.optional(v.literal('call-scoped', 'wants call-scoped or launch'), 'call-scoped'),
  search: v.looseObject({
    phone: v.picklist(['allowed', 'refused'], 'wants allowed or refused'),
    country: word,
    recordNumberSystems: v.array(v.looseObject({ system: word, label: word })),
    outbound: lookup,
    otherChannels: lookup,
    appointments: v.optional(v.picklist(['shown', 'hidden'], 'wants shown or hidden'), 'hidden'),
    certainMatch: v.optional(v.picklist(['asked', 'not-asked'], 'wants asked or not-asked'), 'not-asked'),
    sets: v.optional(v.array(word)),
    ownNumbers: v.optional(v.array(word), []),
  }),
  verification: v.optional(verification),
  emergency: lookup,
})

/** What the page's headers have to know too. */
const launchSettings = v.looseObject({
  mode: v.literal('launch'),
  launch: v.looseObject({
    issuers: v.pipe(v.array(https), v.minLength(1, 'wants at least one FHIR base')),
    framedBy: v.optional(v.never('wants to stand in widget.framedBy')),
  }),
})

/** What a site says whatever its mode: one account, one page, one Connect instance. */
const ofEverySite = {
  id: v.pipe(word, v.regex(/^[a-z][a-z\d-]{1,20}$/, 'wants a short name such as lakeside')),
  account: v.pipe(word, v.regex(/^\d{12}$/, 'wants the twelve digits of the AWS account')),
  alarmEmail: v.pipe(word, v.email('wants an e-mail address')),
}

const page = { domain, certificateArn: certificateOfCloudFront }
const agentCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))

/** Which Epic, and as whom. The addresses of Epic's public sandbox are known to the broker (broker/epic-environment.ts). */
const epicClient = v.pipe(
  v.strictObject({
    environment: v.picklist(['production', 'non-production', 'sandbox'], 'wants production, non-production or sandbox'),
    fhirBaseUrl: v.optional(https),
    clientId: word,
    signingKeys,
  }),
  v.forward(
    v.partialCheck(
      [['environment'], ['fhirBaseUrl']],
      ({ environment, fhirBaseUrl }) => environment === 'sandbox' || fhirBaseUrl !== undefined,
      'is missing',
    ),
    ['fhirBaseUrl'],
  ),
)

const callScopedSite = v.pipe(
  v.strictObject({
    ...ofEverySite,
    region: v.pipe(word, v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'wants a Region such as us-east-1')),
    widget: v.strictObject({
      ...page,
      // The provider's sign-in page lets nobody frame it, and a frame is where the page would be sent there.
      framedBy: v.optional(v.never('is for the mode launch alone')),
      settings: callScopedSettings,
    }),
    api: v.strictObject({
      domain,
      certificateArn: certificate,
      mutualTls: v.optional(
        v.strictObject({
          clientCertificateArn: certificateOfCloudFront,
          truststoreUri: v.pipe(word, v.regex(/^s3:\/\/[a-z\d.-]+\/\S+\.pem$/, 'wants s3://bucket/name.pem')),
        }),
      ),
    }),
    connect: v.strictObject({
      instanceId: v.pipe(word, v.regex(/^[\w-]+$/, 'wants the id of the instance, not its ARN')),
      ccpUrl: https,
    }),
    agents: v.strictObject({
      count: agentCount,
      issuer: https,
      otherOrigins: v.optional(v.array(origin), []),
      audience: word,
      clientId: word,
      scope: v.optional(word),
      resource: v.optional(v.picklist(['sent', 'left-out'], 'wants sent or left-out')),
      usernameClaim: v.optional(word, 'preferred_username'),
    }),
    epic: epicClient,
    function: v.optional(
      v.strictObject({
        reservedConcurrency: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        memoryMb: v.optional(v.pipe(v.number(), v.integer(), v.minValue(256), v.maxValue(4_096)), 1_024),
      }),
      { memoryMb: 1_024 },
    ),
    broker: v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Z][A-Z\d_]*$/)), v.string()), {}),
  }),
  v.forward(
    v.check(
      ({ api, region }) => api.certificateArn.split(':')[3] === region,
      'wants a certificate in the Region of the site',
    ),
    ['api', 'certificateArn'],
  ),
  v.forward(
    v.check(({ api, widget }) => api.domain !== widget.domain, 'wants another host name than the widget'),
    ['api', 'domain'],
  ),
)

const launchSite = v.strictObject({
  ...ofEverySite,
  widget: v.strictObject({ ...page, framedBy: v.optional(v.array(origin), []), settings: launchSettings }),
  connect: v.strictObject({ ccpUrl: https }),
  agents: v.strictObject({ count: agentCount }),
})

/** A site whose agents sign in at its identity provider: a widget and a broker. */
export type CallScopedSite = v.InferOutput<typeof callScopedSite>

/** A site whose agents sign in to Epic themselves: a widget alone (docs/decisions/0011). */
export type LaunchSite = v.InferOutput<typeof launchSite>

/** What one hospital decides about its deployment: the JSON file that its administrator writes (docs/deploy.md). */
export type Site = CallScopedSite | LaunchSite

/** Settings that cannot be deployed. The message names each with what is wanted, and shows no value (R83). */
export class SiteError extends Error {
  override readonly name = 'SiteError'
  /** The names of the settings to mend, each by its path such as `widget.domain`. */
  readonly settings: readonly string[]

  constructor(faults: ReadonlyMap<string, string>) {
    const lines = [...faults].map(([name, wanted]) => `  ${name}: ${wanted}`)
    super(`These settings of the site have to be mended:\n${lines.join('\n')}`)
    this.settings = [...faults.keys()]
  }
}

/** Reads the settings of a deployment; throws `SiteError` with every bad one at once. */
export function readSite(json: unknown): Site {
  const read = v.safeParse(isOfLaunch(json) ? launchSite : callScopedSite, json)
  if (read.success) return read.output

  throw new SiteError(new Map(read.issues.map((issue) => [v.getDotPath(issue) ?? 'site', wantedBy(issue)])))
}

/** Whether the site has a broker. */
export function isCallScoped(site: Site): site is CallScopedSite {
  return site.widget.settings.mode === 'call-scoped'
}

/** Read before all else: what is missing or too much depends on the mode. */
function isOfLaunch(json: unknown): boolean {
  const launch = v.object({ widget: v.object({ settings: v.object({ mode: v.literal('launch') }) }) })
  return v.is(launch, json)
}

/** Our own messages say what is wanted; valibot's would quote the value, so none of those is used. */
function wantedBy(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a setting'
  if (issue.received === 'undefined') return 'is missing'
  return /^(?:wants|is) /.test(issue.message) ? issue.message : 'has another form'
}
