import { CfnOutput } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  DomainName,
  EndpointType,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { CallScopedSite } from './site.ts'

export interface BrokerApiParts {
  readonly site: CallScopedSite
  readonly broker: IFunction
  readonly accessLog: ILogGroup
  /** Requests a second on each route. */
  readonly requestsPerSecond: number
}

/** What is written of a request: never its path, query, address or body, which could hold more than ids. */
const accessLogFields = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  brokerMs: '$context.integrationLatency',
  refused: '$context.authorizer.error',
  error: '$context.error.messageString',
}

/**
 * The gateway before the broker, under a host name of its own that CloudFront asks; the default address is closed.
 *
 * Every path stands here: what does not is answered 404 without waking the broker. The agent's access token is checked
 * before `POST /token` reaches it. The other calls carry the broker's own tokens, which no authorizer of a gateway can
 * read (HS256).
 */
export function brokerApi(scope: Construct, { site, broker, accessLog, requestsPerSecond }: BrokerApiParts): HttpApi {
  const api = new HttpApi(scope, 'Api', {
    apiName: `agent-widget-${site.id}`,
    description: 'The agent widget’s broker',
    createDefaultStage: false,
    disableExecuteApiEndpoint: true,
  })
  const toBroker = new HttpLambdaIntegration('ToBroker', broker)
  const agent = new HttpJwtAuthorizer('Agent', site.agents.issuer, { jwtAudience: [site.agents.audience] })
  const open = [
    ...api.addRoutes({ path: '/fhir/R4/{proxy+}', methods: [HttpMethod.POST], integration: toBroker }),
    ...api.addRoutes({ path: '/confirmation', methods: [HttpMethod.POST], integration: toBroker }),
    ...api.addRoutes({ path: '/withdrawal', methods: [HttpMethod.POST], integration: toBroker }),
    ...api.addRoutes({
      path: '/.well-known/jwks.json',
      methods: [HttpMethod.GET, HttpMethod.HEAD],
      integration: toBroker,
    }),
    ...api.addRoutes({ path: '/health', methods: [HttpMethod.GET, HttpMethod.HEAD], integration: toBroker }),
  ]
  api.addRoutes({ path: '/token', methods: [HttpMethod.POST], integration: toBroker, authorizer: agent })

  new HttpStage(scope, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: requestsPerSecond, burstLimit: requestsPerSecond * 2 },
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    },
    domainMapping: { domainName: originDomain(scope, site) },
  })

  for (const route of open) {
    acknowledge(route, {
      'AwsSolutions-APIG4':
        'The broker checks its own HS256 call token here, which a JWT authorizer cannot; jwks.json and health are public and tell nothing.',
    })
  }
  return api
}

/** The host name that CloudFront asks. With mutual TLS nobody else is answered: not even a handshake comes about. */
function originDomain(scope: Construct, { api }: CallScopedSite): DomainName {
  const { mutualTls } = api
  const domain = new DomainName(scope, 'ApiDomain', {
    domainName: api.domain,
    certificate: Certificate.fromCertificateArn(scope, 'ApiCertificate', api.certificateArn),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
    ...(mutualTls === undefined ? {} : { mtls: truststoreOf(scope, mutualTls.truststoreUri) }),
  })
  // Where the DNS name of `api.domain` has to lead.
  new CfnOutput(scope, 'GatewayAddress', { value: domain.regionalDomainName })
  return domain
}

function truststoreOf(scope: Construct, uri: string) {
  const { hostname, pathname } = new URL(uri)
  return { bucket: Bucket.fromBucketName(scope, 'Truststore', hostname), key: pathname.slice(1) }
}
