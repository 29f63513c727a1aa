import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { siteOrigins } from '../../src/infra/site-settings.ts'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'
import { clientCertificateArn, exampleSite, launchSite, lockedSite } from './example-site.ts'
import { resourceOf, resourcesOf, templatesOf, widgetTemplateOf } from './templates.ts'

interface Behavior {
  readonly PathPattern?: string
  readonly CachePolicyId: string
  readonly ResponseHeadersPolicyId?: { readonly Ref: string }
  readonly ViewerProtocolPolicy: string
  readonly AllowedMethods: readonly string[]
  readonly OriginRequestPolicyId?: string
}

interface DistributionConfig {
  readonly DefaultCacheBehavior: Behavior
  readonly CacheBehaviors: readonly Behavior[]
  readonly Origins: readonly {
    readonly DomainName: unknown
    readonly OriginAccessControlId?: unknown
    readonly CustomOriginConfig?: unknown
  }[]
  readonly [name: string]: unknown
}

/** CloudFront's own policies, by the ids that its Developer Guide lists. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6'
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

const site = exampleSite()
let widget: Template
let distribution: DistributionConfig

beforeAll(() => {
  widget = templatesOf(site).widget
  distribution = distributionOf(widget)
}, 240_000)

function distributionOf(template: Template): DistributionConfig {
  return resourceOf(template, 'AWS::CloudFront::Distribution', 'Distribution').Properties[
    'DistributionConfig'
  ] as DistributionConfig
}

function behaviorFor(path: string): Behavior {
  const found = distribution.CacheBehaviors.find(
    ({ PathPattern = '' }) =>
      PathPattern === path || (PathPattern.endsWith('*') && path.startsWith(PathPattern.slice(0, -1))),
  )
  return found ?? distribution.DefaultCacheBehavior
}

/** The headers that CloudFront sets on the answer to a path, written as a browser gets them. */
function headersAt(path: string): Record<string, string> {
  return headersOf(widget, behaviorFor(path))
}

function headersOf(template: Template, behavior: Behavior): Record<string, string> {
  const name = behavior.ResponseHeadersPolicyId?.Ref ?? 'none'
  const policy = resourceOf(template, 'AWS::CloudFront::ResponseHeadersPolicy', name).Properties[
    'ResponseHeadersPolicyConfig'
  ] as {
    readonly CustomHeadersConfig: { readonly Items: { Header: string; Value: string; Override: boolean }[] }
    readonly SecurityHeadersConfig: {
      readonly ContentSecurityPolicy?: { readonly ContentSecurityPolicy: string }
      readonly ContentTypeOptions: { readonly Override: boolean }
      readonly ReferrerPolicy: { readonly ReferrerPolicy: string }
      readonly StrictTransportSecurity: { readonly AccessControlMaxAgeSec: number; readonly IncludeSubdomains: boolean }
    }
  }
  const security = policy.SecurityHeadersConfig
  const csp = security.ContentSecurityPolicy?.ContentSecurityPolicy
  const transport = security.StrictTransportSecurity
  return {
    ...Object.fromEntries(policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
    ...(csp === undefined ? {} : { 'Content-Security-Policy': csp }),
    ...(security.ContentTypeOptions.Override ? { 'X-Content-Type-Options': 'nosniff' } : {}),
    'Referrer-Policy': security.ReferrerPolicy.ReferrerPolicy,
    'Strict-Transport-Security': `max-age=${transport.AccessControlMaxAgeSec}${transport.IncludeSubdomains ? '; includeSubDomains' : ''}`,
  }
}

it.each(['/', '/index.html', '/launch', '/callback'])(
  'serves the document at %s with the headers of the one table (R30)',
  (path) => {
    expect(headersAt(path)).toEqual(documentHeaders(siteOrigins(site)))
  },
)

it.each(['/assets/index-abc123.js', '/config.json', '/icon.svg', '/page.css'])(
  'serves %s with the headers of the one table (R30)',
  (path) => expect(headersAt(path)).toEqual(assetHeaders(path)),
)

it('is framed by nobody where agents sign in at a provider, whose page no other may frame (R35)', () => {
  expect(headersAt('/')['Content-Security-Policy']).toContain("frame-ancestors 'none';")
})

it('caches files with a hash in their name, and neither documents nor settings nor the broker (R56)', () => {
  expect(behaviorFor('/assets/index.js').CachePolicyId).toBe(cachingOptimized)
  for (const path of ['/', '/launch', '/config.json', '/icon.svg', '/api/token']) {
    expect(behaviorFor(path).CachePolicyId).toBe(cachingDisabled)
  }
})

it('hands what is under /api to the broker, under the broker’s own host name', () => {
  const api = behaviorFor('/api/token')
  expect(api.OriginRequestPolicyId).toBe(allViewerExceptHost)
  expect(api.AllowedMethods).toContain('POST')
  expect(api.ViewerProtocolPolicy).toBe('https-only')
  expect(api.ResponseHeadersPolicyId).toBeUndefined()
  expect(distribution.Origins[1]).toMatchObject({
    DomainName: 'agent-widget-api.lakeside.example.org',
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
  })
})

it('answers 404 for what is not there: no error page stands in, which would hide the broker’s refusals', () => {
  expect(distribution['CustomErrorResponses']).toBeUndefined()
  const { Statement: statements } = resourceOf(widget, 'AWS::S3::BucketPolicy', 'WidgetPolicy').Properties[
    'PolicyDocument'
  ] as { readonly Statement: readonly { readonly Effect: string; readonly Action: unknown }[] }
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow')
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: ['s3:GetObject', 's3:ListBucket'],
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    }),
  ])
})

it('speaks TLS 1.2 or more, HTTP/2 and HTTP/3, under the site’s name', () => {
  expect(distribution).toMatchObject({
    Aliases: ['agent-widget.lakeside.example.org'],
    HttpVersion: 'http2and3',
    DefaultRootObject: 'index.html',
    ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
  })
})

it('keeps every bucket private, versioned, encrypted, and deaf to plain http', () => {
  const buckets = resourcesOf(widget, 'AWS::S3::Bucket')
  expect(buckets).toHaveLength(2)
  for (const [, { Properties, DeletionPolicy }] of buckets) {
    expect(DeletionPolicy).toBe('Retain')
    expect(Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: expect.anything(),
    })
    expect(Properties).not.toHaveProperty('WebsiteConfiguration')
  }
  for (const [, { Properties }] of resourcesOf(widget, 'AWS::S3::BucketPolicy')) {
    expect(JSON.stringify(Properties)).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"')
  }
})

it('keeps who read which file for 400 days, as S3 itself writes it', () => {
  const accessLog = resourcesOf(widget, 'AWS::S3::Bucket').find(([id]) => id.startsWith('WidgetAccess'))
  expect(accessLog?.[1].Properties['LifecycleConfiguration']).toEqual({
    Rules: [expect.objectContaining({ ExpirationInDays: 400, Status: 'Enabled' })],
  })
  const pages = resourcesOf(widget, 'AWS::S3::Bucket').find(([id]) => /^Widget[\dA-F]{8}$/.test(id))
  expect(pages?.[1].Properties['LoggingConfiguration']).toMatchObject({
    DestinationBucketName: { Ref: accessLog?.[0] },
  })
})

it('never lets a current file of the widget end: a page opened long ago may still ask for it', () => {
  const bucket = resourcesOf(widget, 'AWS::S3::Bucket').find(([id]) => /^Widget[\dA-F]{8}$/.test(id))
  const lifecycle = bucket?.[1].Properties['LifecycleConfiguration'] as { readonly Rules: readonly object[] }
  expect(lifecycle.Rules).toHaveLength(1)
  expect(lifecycle.Rules[0]).not.toHaveProperty('ExpirationInDays')
  expect(lifecycle.Rules[0]).not.toHaveProperty('ExpirationDate')
})

it('reads the bucket by origin access control', () => {
  expect(distribution.Origins[0]).toHaveProperty('OriginAccessControlId')
  widget.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
  })
})

it('writes no query into any log: it holds authorization codes and launch tokens (R20)', () => {
  expect(distribution['Logging']).toBeUndefined()
  const { RecordFields: fields } = resourceOf(widget, 'AWS::Logs::Delivery', 'AccessLogDelivery').Properties as {
    readonly RecordFields: readonly string[]
  }
  expect(fields).toContain('cs-uri-stem')
  expect(fields.filter((field) => /query|referer|cookie/i.test(field))).toEqual([])

  const { RedactedFields: redacted } = resourceOf(widget, 'AWS::WAFv2::LoggingConfiguration', 'FirewallLogging')
    .Properties as { readonly RedactedFields: readonly object[] }
  expect(redacted).toContainEqual({ QueryString: {} })
  expect(redacted).toContainEqual({ SingleHeader: { Name: 'authorization' } })
  expect(JSON.stringify(widget.toJSON())).not.toContain('"SampledRequestsEnabled":true')
})

it('encrypts every log group and keeps it for a year', () => {
  const groups = resourcesOf(widget, 'AWS::Logs::LogGroup')
  expect(groups).toHaveLength(2)
  for (const [, { Properties }] of groups) {
    expect(Properties).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() })
  }
})

it('lets the page of a site without a broker ask Epic, be framed by Hyperspace, and has no way to a broker (R30, R32, R35)', () => {
  const launched = launchSite()
  const template = widgetTemplateOf(launched)
  const { DefaultCacheBehavior, CacheBehaviors, Origins } = distributionOf(template)
  const headers = headersOf(template, DefaultCacheBehavior)
  expect(headers).toEqual(documentHeaders(siteOrigins(launched)))
  expect(headers['Content-Security-Policy']).toContain("connect-src 'self' https://epicproxy.lakeside.example.org;")
  expect(headers['Content-Security-Policy']).toContain('frame-ancestors https://hyperspace.lakeside.example.org;')

  expect(Origins).toHaveLength(1)
  expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).not.toContain('/api/*')
  expect(resourcesOf(template, 'AWS::CloudFront::Function')).toHaveLength(1)
}, 240_000)

it('shows CloudFront’s certificate to a gateway that answers nobody else, where the site wants mutual TLS', () => {
  const locked = templatesOf(lockedSite())
  expect(distributionOf(locked.widget).Origins[1]?.CustomOriginConfig).toMatchObject({
    OriginMtlsConfig: { ClientCertificateArn: clientCertificateArn },
  })
  locked.broker.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    MutualTlsAuthentication: { TruststoreUri: 's3://lakeside-truststore/ca.pem' },
  })
}, 240_000)
