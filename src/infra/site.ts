import * as v from 'valibot'

const word = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'))

const https = v.pipe(word, v.check(isHttps, 'wants an https URL without query or fragment'))

const origin = v.pipe(
  word,
  v.check((text) => isHttps(text) && new URL(text).origin === text, 'wants an origin such as https://crm.example.org'),
)

const domain = v.pipe(word, v.regex(/^(?:[a-z\d-]+\.)+[a-z]{2,}$/, 'wants a host name such as widget.example.org'))

const certificate = v.pipe(
  word,
  v.regex(/^arn:aws[\w-]*:acm:[a-z\d-]+:\d{12}:certificate\/[\w-]+$/, 'wants the ARN of a certificate'),
)

/** CloudFront reads certificates in us-east-1 and nowhere else. */
const certificateOfCloudFront = v.pipe(
  certificate,
  v.check((arn) => arn.split(':')[3] === 'us-east-1', 'wants a certificate in us-east-1'),
)

const signingKeys = v.pipe(
  v.array(v.pipe(word, v.regex(/^[a-z\d-]{1,32}$/, 'wants names such as 2026-11'))),
  v.check((names) => names.length === 1 || names.length === 2, 'wants one name, or two during a rotation'),
  v.check((names) => new Set(names).size === names.length, 'wants two different names'),
)

const lookup = v.optional(v.picklist(['allowed', 'refused'], 'wants allowed or refused'), 'refused')

/** Written out as `required, required; atLeast of of, of` for the broker. */
const verification = v.strictObject({
  required: v.optional(v.array(word), []),
  atLeast: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  of: v.optional(v.array(word), []),
})

/** What the broker has to know too; everything else of the widget's settings passes through unread. */
const widgetSettings = v.looseObject({
  // In the other modes the browser asks Epic itself, whose origins the headers made here do not name.
  mode: v.optional(
    v.literal('call-scoped', 'wants call-scoped, the one mode that is deployed from here'),
    'call-scoped',
  ),
  search: v.looseObject({
    phone: v.picklist(['allowed', 'refused'], 'wants allowed or refused'),
    country: word,
    recordNumberSystems: v.array(v.looseObject({ system: word, label: word })),
    outbound: lookup,
    otherChannels: lookup,
    appointments: v.optional(v.picklist(['shown', 'hidden'], 'wants shown or hidden'), 'hidden'),
    certainMatch: v.optional(v.picklist(['asked', 'not-asked'], 'wants asked or not-asked'), 'not-asked'),
    sets: v.optional(v.array(word)),
  }),
  verification: v.optional(verification),
  emergency: lookup,
})

const siteSchema = v.pipe(
  v.strictObject({
    id: v.pipe(word, v.regex(/^[a-z][a-z\d-]{1,20}$/, 'wants a short name such as lakeside')),
    account: v.pipe(word, v.regex(/^\d{12}$/, 'wants the twelve digits of the AWS account')),
    region: v.pipe(word, v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'wants a Region such as us-east-1')),
    alarmEmail: v.pipe(word, v.email('wants an e-mail address')),
    widget: v.strictObject({
      domain,
      certificateArn: certificateOfCloudFront,
      framedBy: v.optional(v.array(origin), []),
      settings: widgetSettings,
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
      count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
      issuer: https,
      audience: word,
      clientId: word,
      scope: v.optional(word),
      resource: v.optional(v.picklist(['sent', 'left-out'], 'wants sent or left-out')),
      usernameClaim: v.optional(word, 'preferred_username'),
    }),
    epic: v.strictObject({ fhirBaseUrl: https, clientId: word, signingKeys }),
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

/** What one hospital decides about its deployment: the JSON file that its administrator writes (docs/deploy.md). */
export type Site = v.InferOutput<typeof siteSchema>

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
  const read = v.safeParse(siteSchema, json)
  if (read.success) return read.output

  throw new SiteError(new Map(read.issues.map((issue) => [v.getDotPath(issue) ?? 'site', wantedBy(issue)])))
}

/** Our own messages say what is wanted; valibot's would quote the value, so none of those is used. */
function wantedBy(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a setting'
  if (issue.received === 'undefined') return 'is missing'
  return /^(?:wants|is) /.test(issue.message) ? issue.message : 'has another form'
}

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return protocol === 'https:' && username === '' && password === '' && search === '' && hash === ''
}
