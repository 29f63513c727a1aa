import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { routeRules } from '../../src/broker/request-rules.ts'
import { exampleSite } from './example-site.ts'
import { type Resource, resourceOf, resourcesOf, templatesOf } from './templates.ts'

interface Statement {
  readonly Sid?: string
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Principal?: unknown
  readonly Condition?: unknown
}

const instance = 'arn:aws:connect:us-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012'
let broker: Template

beforeAll(() => {
  broker = templatesOf(exampleSite()).broker
}, 240_000)

function statementsOf(resource: Resource, property: string): readonly Statement[] {
  return (resource.Properties[property] as { readonly Statement: readonly Statement[] }).Statement
}

/** An output that shows where the signing key of this name lies. */
function anArnOf(name: string) {
  return { Value: { 'Fn::GetAtt': [expect.stringMatching(`^SigningKey${name}`), 'Arn'] } }
}

function keyNamed(name: string): Resource {
  return resourceOf(broker, 'AWS::KMS::Key', name)
}

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

it.each([
  ['SigningKey', 'kms:Sign', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }],
  ['CallTokenKey', 'kms:GenerateMac', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
])(
  'keeps the %s in KMS, where nobody but the broker may use it, administrators included (R5)',
  (name, action, facts) => {
    const key = keyNamed(name)
    expect(key.Properties).toMatchObject(facts)
    expect(statementsOf(key, 'KeyPolicy')).toContainEqual({
      Sid: 'OnlyTheBroker',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: action,
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringMatching(/^BrokerRole/), 'Arn'] } },
      },
    })
  },
)

it('makes a key of another kind where the site says so, with which the broker may sign by that algorithm alone', () => {
  const es384 = templatesOf(
    exampleSite(({ epic }) => (epic['signingKeys'] = [{ name: 'ec', algorithm: 'ES384' }])),
  ).broker
  expect(resourceOf(es384, 'AWS::KMS::Key', 'SigningKey').Properties).toMatchObject({
    KeySpec: 'ECC_NIST_P384',
    KeyUsage: 'SIGN_VERIFY',
  })
  const granted = statementsOf(resourceOf(es384, 'AWS::IAM::Policy', 'BrokerRole'), 'PolicyDocument')
  expect(granted.find(({ Action }) => Action === 'kms:Sign')?.Condition).toEqual({
    StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_384' },
  })
}, 240_000)

it('shows where its one key lies, for `npm run keys`, and where the gateway’s DNS name has to lead', () => {
  const outputs = broker.findOutputs('*')
  expect(Object.keys(outputs).sort()).toEqual(['GatewayAddress', 'SettingsDigest', 'SigningKeyArn'])
  expect(JSON.stringify(outputs['GatewayAddress'])).toMatch(/ApiDomain\w*","RegionalDomainName/)
})

it('keeps the key that is registered with Epic when the stack goes', () => {
  expect(keyNamed('SigningKey').DeletionPolicy).toBe('Retain')
})

it('has two signing keys in a rotation, and signs with the first of the site’s file (R8)', () => {
  const rotating = templatesOf(exampleSite(({ epic }) => (epic['signingKeys'] = ['2027-05', '2026-11']))).broker
  const keys = resourcesOf(rotating, 'AWS::KMS::Key').filter(([id]) => id.startsWith('SigningKey'))
  expect(keys.map(([id]) => id.slice(0, 16))).toEqual(['SigningKey202705', 'SigningKey202611'])
  const kept = resourcesOf(broker, 'AWS::KMS::Key').find(([id]) => id.startsWith('SigningKey202611'))
  expect(keys[1]?.[0]).toBe(kept?.[0])
  const environment = resourceOf(rotating, 'AWS::Lambda::Function', 'Broker').Properties['Environment']
  expect(JSON.stringify(environment)).toMatch(
    /"SIGNING_KEY":[^}]*SigningKey202705.*"SIGNING_KEY_OTHER":[^}]*SigningKey202611/,
  )
  expect(rotating.findOutputs('*')).toMatchObject({
    SigningKeyArn: anArnOf('202705'),
    SigningKeyOtherArn: anArnOf('202611'),
  })
}, 240_000)

it('turns the data key every year and lets only the logs and alarms of this account use it', () => {
  const key = keyNamed('DataKey')
  expect(key.Properties['EnableKeyRotation']).toBe(true)
  const services = statementsOf(key, 'KeyPolicy').flatMap(({ Principal, Condition }) =>
    JSON.stringify(Principal).includes('Service') ? [[Principal, Condition]] : [],
  )
  expect(services).toEqual([
    [
      { Service: 'logs.us-west-2.amazonaws.com' },
      {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': [
            'arn:aws:logs:us-west-2:111122223333:log-group:/agent-widget/lakeside/audit',
            'arn:aws:logs:us-west-2:111122223333:log-group:/agent-widget/lakeside/access',
          ],
        },
      },
    ],
    [{ Service: 'cloudwatch.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
  ])
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

it('rings for what somebody has to look at, the silence of the audit log included (R24)', () => {
  const alarms = resourcesOf(broker, 'AWS::CloudWatch::Alarm').map(([id]) => id.replace(/Alarm[\dA-F]+$/, ''))
  expect(alarms.sort()).toEqual([
    'ApiCertificateEnds',
    'ConnectUnreachable',
    'EmergencySearch',
    'EpicBusy',
    'EpicSetUp',
    'EpicUnreachable',
    'Error',
    'Failed',
    'Fault',
    'LedgerUnavailable',
    'NotTheirs',
    'Slow',
    'Throttle',
    'Unwritten',
  ])
  for (const [, { Properties }] of resourcesOf(broker, 'AWS::CloudWatch::Alarm')) {
    expect(Properties['AlarmActions']).toEqual([{ Ref: expect.stringMatching(/^Alarms/) }])
  }
})

it('misses AuditEvent lines alone, where something was granted: no line of Lambda’s own hides that (R24)', () => {
  expect(resourceOf(broker, 'AWS::Logs::MetricFilter', 'Written').Properties).toMatchObject({
    FilterPattern: '{ $.resourceType = "AuditEvent" }',
    LogGroupName: { Ref: expect.stringMatching(/^AuditLog/) },
  })
  const { Metrics: metrics } = resourceOf(broker, 'AWS::CloudWatch::Alarm', 'Unwritten').Properties as {
    readonly Metrics: readonly { readonly Expression?: string; readonly MetricStat?: { readonly Metric: object } }[]
  }
  const watched = metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]))
  expect(watched).toHaveLength(7)
  expect(watched).toContainEqual({ MetricName: 'Written', Namespace: 'AgentWidget/lakeside' })
  for (const route of ['/token', '/confirmation']) {
    const Dimensions = expect.arrayContaining([
      { Name: 'Resource', Value: route },
      { Name: 'Method', Value: 'POST' },
    ])
    expect(watched).toContainEqual(
      expect.objectContaining({ Namespace: 'AWS/ApiGateway', MetricName: 'Count', Dimensions }),
    )
  }
  expect(metrics.find(({ Expression }) => Expression !== undefined)?.Expression).toBe(
    'IF(FILL(tokens, 0) - FILL(tokens4, 0) - FILL(tokens5, 0) + FILL(confirmations, 0) - FILL(confirmations4, 0) - FILL(confirmations5, 0) > 0 AND FILL(written, 0) == 0, 1, 0)',
  )
})

it('sends alarms to an encrypted topic, which takes them from this account over TLS alone', () => {
  broker.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() })
  const policy = statementsOf(resourceOf(broker, 'AWS::SNS::TopicPolicy', 'Alarms'), 'PolicyDocument')
  expect(policy.map(({ Effect, Action, Condition }) => [Effect, Action, Condition])).toEqual([
    ['Deny', 'sns:Publish', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['Allow', 'sns:Publish', { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
  ])
})
