import { Annotations, type Stack } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type CfnDistribution,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { assetHeaders, documentHeaders } from '../response-headers.ts'
import { acknowledge } from './acknowledge.ts'
import { pageAddresses, withoutApiPrefix } from './edge-functions.ts'
import { type CallScopedSite, isCallScoped, type Site } from './site.ts'
import { apiPath, siteOrigins } from './site-settings.ts'
import { headersPolicy } from './widget-headers.ts'

/** Files beside the page, which have no hash in their name and are not documents. */
const plainFiles = ['/icon.svg', '/page.css']

/**
 * The widget's one origin: documents and assets from the bucket, the broker, where the site has one, under `/api`.
 *
 * Every header comes from `response-headers.ts`. Documents and settings are cached nowhere. The bucket may be listed by
 * CloudFront, so that S3 answers 404 and not 403 for what is not there; error pages are not used, because they would
 * stand in for the broker's own refusals too.
 */
export function widgetDistribution(stack: Stack, site: Site, bucket: IBucket, firewallArn: string): Distribution {
  const files = S3BucketOrigin.withOriginAccessControl(bucket, {
    originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
  })
  const uncached = {
    origin: files,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    compress: true,
  } satisfies BehaviorOptions
  const ofPlainFiles = headersPolicy(stack, 'PlainFileHeaders', assetHeaders('/icon.svg'))

  const distribution = new Distribution(stack, 'Distribution', {
    comment: `The agent widget of ${site.id}`,
    domainNames: [site.widget.domain],
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', site.widget.certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultRootObject: 'index.html',
    webAclId: firewallArn,
    defaultBehavior: {
      ...uncached,
      responseHeadersPolicy: headersPolicy(stack, 'DocumentHeaders', documentHeaders(siteOrigins(site))),
      functionAssociations: [viewerRequest(stack, 'PageAddresses', pageAddresses)],
    },
    additionalBehaviors: {
      '/assets/*': {
        ...uncached,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headersPolicy(stack, 'AssetHeaders', assetHeaders('/assets/index.js')),
      },
      '/config.json': {
        ...uncached,
        responseHeadersPolicy: headersPolicy(stack, 'SettingsHeaders', assetHeaders('/config.json')),
      },
      ...Object.fromEntries(plainFiles.map((path) => [path, { ...uncached, responseHeadersPolicy: ofPlainFiles }])),
      ...(isCallScoped(site) ? { [`${apiPath}/*`]: toBroker(stack, site) } : {}),
    },
  })
  if (isCallScoped(site)) presentCertificate(distribution, site)
  Annotations.of(stack).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:wildcardKeyPolicyForOac')
  acknowledge(distribution, {
    'AwsSolutions-CFR1':
      'Agents work from home and travel; who they are is proven by their sign-in, not by the country of an address.',
    'AwsSolutions-CFR3':
      'Logged by standard logging v2 (widget-access-log.ts), because the older logging writes queries, which hold authorization codes.',
  })
  return distribution
}

/** With mutual TLS CloudFront proves itself to the gateway; the construct has no field for it yet. */
function presentCertificate(distribution: Distribution, { api }: CallScopedSite): void {
  if (api.mutualTls === undefined) return
  const raw = distribution.node.defaultChild as CfnDistribution
  const config = distribution.stack.resolve(raw.distributionConfig) as {
    readonly origins: readonly { readonly domainName: unknown }[]
  }
  const index = config.origins.findIndex(({ domainName }) => domainName === api.domain)
  raw.addPropertyOverride(`DistributionConfig.Origins.${index}.CustomOriginConfig.OriginMtlsConfig`, {
    ClientCertificateArn: api.mutualTls.clientCertificateArn,
  })
}

function toBroker(stack: Stack, site: CallScopedSite): BehaviorOptions {
  return {
    origin: brokerOrigin(site),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    compress: false,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    functionAssociations: [viewerRequest(stack, 'WithoutApiPrefix', withoutApiPrefix)],
  }
}

function brokerOrigin({ api }: CallScopedSite): HttpOrigin {
  return new HttpOrigin(api.domain, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
  })
}

function viewerRequest(stack: Stack, id: string, code: string) {
  const edge = new EdgeFunction(stack, id, {
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  })
  return { function: edge, eventType: FunctionEventType.VIEWER_REQUEST }
}
