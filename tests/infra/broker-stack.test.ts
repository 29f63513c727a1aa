import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { routeRules } from '../../src/broker/request-rules.ts'
import { exampleSite } from './example-site.ts'
import { resourceOf, resourcesOf, statementsOf, templatesOf } from './templates.ts'

const instance = 'arn:aws:connect:us-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012'
let broker: Template

beforeAll(() => {
  broker = templatesOf(exampleSite()).broker
}, 240_000)

it('lets the broker do this and nothing else (R75)', () => {
  const policies = resourcesOf(broker, 'AWS::IAM::Policy')
  expect(policies).toHaveLength(1)
  const granted = statementsOf(resourceOf(broker, 'AWS::IAM::Policy', 'BrokerRole'), 'PolicyDocument')
  expect(granted.map(({ Effect, Action, Resource }) => [Effect, Action, Resource])).toEqual([
    ['Allow', 'connect:DescribeContact', `${instance}/contact/*`],
    ['Allow', 'connect:SearchUsers', [instance, `${instance}/agent/*`]],
    [
      'Allow',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'arn:aws:logs:us-west-2:111122223333:log-group:/agent-widget/lakeside/audit:log-stream:*',
    ],
    ['Allow', 'kms:Sign', { 'Fn::GetAtt': [expect.stringMatching(/^SigningKey/), 'Arn'] }],
    ['Allow', 'kms:GetPublicKey', { 'Fn::GetAtt': [expect.stringMatching(/^SigningKey/), 'Arn'] }],
    ['Allow', 'kms:GenerateMac', { 'Fn::GetAtt': [expect.stringMatching(/^CallTokenKey/), 'Arn'] }],
    [
      'Allow',
      ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      { 'Fn::GetAtt': [expect.stringMatching(/^Ledger/), 'Arn'] },
    ],
    [
      'Allow',
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] },
    ],
  ])
  const role = resourceOf(broker, 'AWS::IAM::Role', 'BrokerRole')
  expect(role.Properties).not.toHaveProperty('ManagedPolicyArns')
})

it('lets the broker use the data key for its table alone', () => {
  const granted = statementsOf(resourceOf(broker, 'AWS::IAM::Policy', 'BrokerRole'), 'PolicyDocument')
  expect(granted.at(-1)?.Condition).toEqual({ StringEquals: { 'kms:ViaService': 'dynamodb.us-west-2.amazonaws.com' } })
})

it('keeps the audit log for six years, encrypted and protected from deletion (R24)', () => {
  const log = resourceOf(broker, 'AWS::Logs::LogGroup', 'AuditLog')
  expect(log.DeletionPolicy).toBe('Retain')
  expect(log.Properties).toMatchObject({
    RetentionInDays: 2192,
    DeletionProtectionEnabled: true,
    KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] },
  })
})

it('keeps the ledger in an encrypted table whose pages end, with recovery to a point in time', () => {
  const table = resourceOf(broker, 'AWS::DynamoDB::Table', 'Ledger')
  expect(table).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    },
  })
})

it('runs the broker on nodejs24.x and ARM, for ten seconds at most, in the instances its site needs', () => {
  expect(resourceOf(broker, 'AWS::Lambda::Function', 'Broker').Properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'lambda.handler',
    Timeout: 10,
    MemorySize: 1024,
    ReservedConcurrentExecutions: 10,
    LoggingConfig: { LogFormat: 'Text', LogGroup: { Ref: expect.stringMatching(/^AuditLog/) } },
  })
})

it('routes every path of the broker, and no other', () => {
  const routed = resourcesOf(broker, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
    String(Properties['RouteKey']),
  )
  const wanted = Object.entries(routeRules).flatMap(([path, { methods }]) =>
    methods.map((method) => `${method} ${path}`),
  )
  const unrouted = wanted.filter(
    (key) => !routed.some((route) => route === key || key.startsWith(route.replace('{proxy+}', ' ').trimEnd())),
  )
  expect(unrouted).toEqual([])
  expect(routed).not.toContain('$default')
  expect(routed.filter((route) => route.startsWith('ANY'))).toEqual([])
})

it('has the agent’s access token checked before it reaches the broker, and no call token, which only the broker reads', () => {
  const routes = resourcesOf(broker, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)
  const checked = routes.filter(({ AuthorizationType }) => AuthorizationType === 'JWT').map(({ RouteKey }) => RouteKey)
  expect(checked).toEqual(['POST /token'])
  broker.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Issuer: 'https://login.lakeside.example.org/',
      Audience: ['https://agent-widget.lakeside.example.org/api'],
    },
  })
})

it('closes the gateway’s own address, and answers under its host name over TLS 1.2', () => {
  expect(resourceOf(broker, 'AWS::ApiGatewayV2::Api', 'Api').Properties['DisableExecuteApiEndpoint']).toBe(true)
  const name = resourceOf(broker, 'AWS::ApiGatewayV2::DomainName', 'ApiDomain').Properties
  expect(name).toMatchObject({
    DomainName: 'agent-widget-api.lakeside.example.org',
    DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' }],
  })
  expect(name).not.toHaveProperty('MutualTlsAuthentication')
})

it('logs no path, query, address or body of a request', () => {
  const { AccessLogSettings: settings } = resourceOf(broker, 'AWS::ApiGatewayV2::Stage', 'Stage').Properties
  const format = JSON.parse((settings as { readonly Format: string }).Format) as Record<string, string>
  expect(Object.values(format).sort()).toEqual([
    '$context.authorizer.error',
    '$context.error.messageString',
    '$context.integrationLatency',
    '$context.requestId',
    '$context.requestTime',
    '$context.responseLatency',
    '$context.responseLength',
    '$context.routeKey',
    '$context.status',
  ])
})

it('throttles each route', () => {
  expect(resourceOf(broker, 'AWS::ApiGatewayV2::Stage', 'Stage').Properties).toMatchObject({
    DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
  })
})
