import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import type { AuditOutcome } from '../../src/broker/audit-log.ts'
import { watchedOutcomes } from '../../src/infra/broker-alarms.ts'
import { alarmsOf } from './alarms.ts'
import { exampleSite } from './example-site.ts'
import { resourceOf, resourcesOf, statementsOf, templatesOf } from './templates.ts'

let broker: Template

const toTopic = { Ref: expect.stringMatching(/^Alarms/) as string }

beforeAll(() => {
  broker = templatesOf(exampleSite()).broker
}, 240_000)

/** Does not compile where a watched word is none that the audit log knows; such an alarm would never ring. */
const watched: readonly { readonly id: string; readonly outcomes: readonly AuditOutcome[] }[] = watchedOutcomes

it('rings for what somebody has to look at, the silence of the audit log included (R24)', () => {
  expect(alarmsOf(broker)).toEqual({
    Error: 'AWS/Lambda Errors of Broker, Sum of 300 s > 0',
    Throttle: 'AWS/Lambda Throttles of Broker, Sum of 300 s > 0',
    Slow: 'AWS/Lambda Duration of Broker, p99 of 300 s > 4000',
    Failed: 'AWS/ApiGateway 5xx of Api, Sum of 300 s > 5',
    Unwritten: 'a formula > 0',
    Fault: 'AgentWidget/lakeside Fault, Sum of 300 s > 0',
    ConnectUnreachable: 'AgentWidget/lakeside ConnectUnreachable, Sum of 300 s > 2',
    EmergencySearch: 'AgentWidget/lakeside EmergencySearch, Sum of 300 s > 0',
    EpicUnreachable: 'AgentWidget/lakeside EpicUnreachable, Sum of 300 s > 10',
    EpicBusy: 'AgentWidget/lakeside EpicBusy, Sum of 300 s > 10',
    EpicSetUp: 'AgentWidget/lakeside EpicSetUp, Sum of 300 s > 0',
    LedgerUnavailable: 'AgentWidget/lakeside LedgerUnavailable, Sum of 300 s > 0',
    NotTheirs: 'AgentWidget/lakeside NotTheirs, Sum of 300 s > 50',
    ApiCertificateEnds:
      'AWS/CertificateManager DaysToExpiry of arn:aws:acm:us-west-2:111122223333:certificate/66666666-7777-8888-9999-000000000000, Minimum of 86400 s < 30',
  })
})

it('counts of each kind the lines of the audit log that came out so, and no others', () => {
  const filters = resourcesOf(broker, 'AWS::Logs::MetricFilter').filter(([id]) => !id.startsWith('Written'))
  const counted = filters.map(([, { Properties }]) => {
    const { FilterPattern, LogGroupName, MetricTransformations } = Properties as {
      readonly FilterPattern: string
      readonly LogGroupName: unknown
      readonly MetricTransformations: readonly { readonly MetricName: string }[]
    }
    expect(LogGroupName).toEqual({ Ref: expect.stringMatching(/^AuditLog/) })
    return [MetricTransformations[0]?.MetricName, FilterPattern]
  })
  expect(Object.fromEntries(counted)).toEqual({
    Fault: '{ $.outcomeDesc = "fault" }',
    ConnectUnreachable: '{ $.outcomeDesc = "connect-unreachable" }',
    EmergencySearch: '{ $.outcomeDesc = "granted-in-emergency" }',
    EpicUnreachable:
      '{ ($.outcomeDesc = "epic-unreachable") || ($.outcomeDesc = "epic-too-slow") || ($.outcomeDesc = "epic-invalid-answer") }',
    EpicBusy: '{ $.outcomeDesc = "epic-busy" }',
    EpicSetUp:
      '{ ($.outcomeDesc = "epic-set-up") || ($.outcomeDesc = "epic-refused") || ($.outcomeDesc = "signing-key-unavailable") }',
    LedgerUnavailable: '{ $.outcomeDesc = "ledger-unavailable" }',
    NotTheirs: '{ ($.outcomeDesc = "contact-not-yours") || ($.outcomeDesc = "agent-not-allowed") }',
  })
  expect(watched.map(({ id }) => id)).toEqual(counted.map(([name]) => name))
})

it('misses AuditEvent lines alone, where something was granted: no line of Lambda’s own hides that (R24)', () => {
  expect(resourceOf(broker, 'AWS::Logs::MetricFilter', 'Written').Properties).toMatchObject({
    FilterPattern: '{ $.resourceType = "AuditEvent" }',
    LogGroupName: { Ref: expect.stringMatching(/^AuditLog/) },
  })
  const { Metrics: metrics } = resourceOf(broker, 'AWS::CloudWatch::Alarm', 'Unwritten').Properties as {
    readonly Metrics: readonly { readonly Expression?: string; readonly MetricStat?: { readonly Metric: object } }[]
  }
  const compared = metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]))
  expect(compared).toHaveLength(7)
  expect(compared).toContainEqual({ MetricName: 'Written', Namespace: 'AgentWidget/lakeside' })
  for (const route of ['/token', '/confirmation']) {
    const Dimensions = expect.arrayContaining([
      { Name: 'Resource', Value: route },
      { Name: 'Method', Value: 'POST' },
    ])
    expect(compared).toContainEqual(
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

it('mails each alarm to the address of the site’s file, and that it is over too', () => {
  expect(resourceOf(broker, 'AWS::SNS::Subscription', 'Alarms').Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'contact-centre-it@lakeside.example.org',
    TopicArn: toTopic,
  })
  for (const [, { Properties }] of resourcesOf(broker, 'AWS::CloudWatch::Alarm')) {
    expect(Properties).toMatchObject({ AlarmActions: [toTopic], OKActions: [toTopic], EvaluationPeriods: 1 })
    expect(Properties['TreatMissingData']).toBe('notBreaching')
  }
})
