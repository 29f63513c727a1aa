import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { certificateAlarm } from './certificate-alarm.ts'
import type { CallScopedSite } from './site.ts'

export interface BrokerAlarmParts {
  readonly site: CallScopedSite
  readonly broker: LambdaFunction
  readonly api: HttpApi
  readonly auditLog: LogGroup
  /** Sends an alarm to whoever is on duty. */
  readonly send: (alarm: Alarm) => void
}

const period = Duration.minutes(5)

/**
 * How decisions may come out that somebody has to look at, and how many in five minutes may. The words are those of the
 * audit log (broker/audit-log.ts), which no arrow leads to from here: a test that does not compile otherwise holds them.
 */
export const watchedOutcomes = [
  { id: 'Fault', outcomes: ['fault'], most: 0 },
  // Throttled, denied and unreachable are one failure of the Connect API (broker/connect-api.ts).
  { id: 'ConnectUnreachable', outcomes: ['connect-unreachable'], most: 2 },
  // Each one is to be read by whoever the site named for it (docs/policy.md).
  { id: 'EmergencySearch', outcomes: ['granted-in-emergency'], most: 0 },
  { id: 'EpicUnreachable', outcomes: ['epic-unreachable', 'epic-too-slow', 'epic-invalid-answer'], most: 10 },
  { id: 'EpicBusy', outcomes: ['epic-busy'], most: 10 },
  { id: 'EpicSetUp', outcomes: ['epic-set-up', 'epic-refused', 'signing-key-unavailable'], most: 0 },
  { id: 'LedgerUnavailable', outcomes: ['ledger-unavailable'], most: 0 },
  // Somebody who tries contacts that are not theirs; a few come about by transfers.
  { id: 'NotTheirs', outcomes: ['contact-not-yours', 'agent-not-allowed'], most: 50 },
] as const

/** The alarms of the broker. Each says in its description what it means and where to look. */
export function brokerAlarms(scope: Construct, { site, broker, api, auditLog, send }: BrokerAlarmParts): void {
  const alarm = (id: string, metric: IMetric, threshold: number, description: string) =>
    send(
      new Alarm(scope, `${id}Alarm`, {
        metric,
        threshold,
        alarmDescription: description,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    )

  alarm('Error', broker.metricErrors({ period }), 0, 'The broker’s function failed or ran out of time')
  alarm('Throttle', broker.metricThrottles({ period }), 0, 'More requests at once than the reserved concurrency lets')
  alarm('Slow', broker.metricDuration({ period, statistic: 'p99' }), 4_000, 'One request in a hundred took over 4 s')
  alarm('Failed', api.metricServerError({ period, statistic: 'Sum' }), 5, 'Requests were answered with a 5xx status')
  alarm('Unwritten', unwritten(scope, site, api, auditLog), 0, 'Decisions were granted and none was recorded (R24)')

  for (const { id, outcomes, most } of watchedOutcomes) {
    const filter = new MetricFilter(scope, `${id}Filter`, {
      logGroup: auditLog,
      filterPattern: FilterPattern.any(
        ...outcomes.map((word) => FilterPattern.stringValue('$.outcomeDesc', '=', word)),
      ),
      metricNamespace: `AgentWidget/${site.id}`,
      metricName: id,
      metricValue: '1',
    })
    const decisions = filter.metric({ period, statistic: 'Sum' })
    alarm(id, decisions, most, `Decisions in the audit log with the outcome ${outcomes.join(', ')}`)
  }

  certificateAlarm(scope, { id: 'ApiCertificateEnds', arn: site.api.certificateArn, send })
}

/** The routes of which a success is a decision that stands in the audit log. */
const grants = { tokens: '/token', confirmations: '/confirmation' }

/**
 * One where the gateway answered with success what the broker grants, and no AuditEvent came into the log. Lines of
 * Lambda itself do not count, nor questions that decide nothing, such as for the key set (docs/decisions/0018).
 */
function unwritten(scope: Construct, { id }: CallScopedSite, { apiId }: HttpApi, logGroup: LogGroup): IMetric {
  const written = new MetricFilter(scope, 'WrittenFilter', {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.resourceType', '=', 'AuditEvent'),
    metricNamespace: `AgentWidget/${id}`,
    metricName: 'Written',
    metricValue: '1',
  }).metric({ period, statistic: 'Sum' })
  const granted = Object.entries(grants).map(([name, Resource]) => {
    const of = (metricName: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: apiId, Stage: '$default', Method: 'POST', Resource },
        statistic: 'Sum',
        period,
      })
    return {
      expression: `FILL(${name}, 0) - FILL(${name}4, 0) - FILL(${name}5, 0)`,
      metrics: { [name]: of('Count'), [`${name}4`]: of('4xx'), [`${name}5`]: of('5xx') },
    }
  })
  return new MathExpression({
    expression: `IF(${granted.map(({ expression }) => expression).join(' + ')} > 0 AND FILL(written, 0) == 0, 1, 0)`,
    usingMetrics: Object.assign({ written }, ...granted.map(({ metrics }) => metrics)) as Record<string, IMetric>,
    period,
  })
}
