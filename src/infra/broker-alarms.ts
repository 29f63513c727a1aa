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

/** How decisions may come out that somebody has to look at, by the words of the audit log, and how many in five minutes. */
const watchedOutcomes: readonly { readonly id: string; readonly outcomes: readonly string[]; readonly most: number }[] =
  [
    { id: 'Fault', outcomes: ['fault'], most: 0 },
    // Throttled, denied and unreachable are one failure of the Connect API (broker/connect-api.ts).
    { id: 'ConnectUnreachable', outcomes: ['connect-unreachable'], most: 2 },
    { id: 'EpicUnreachable', outcomes: ['epic-unreachable', 'epic-too-slow', 'epic-invalid-answer'], most: 10 },
    { id: 'EpicBusy', outcomes: ['epic-busy'], most: 10 },
    { id: 'EpicSetUp', outcomes: ['epic-set-up', 'epic-refused', 'signing-key-unavailable'], most: 0 },
    { id: 'LedgerUnavailable', outcomes: ['ledger-unavailable'], most: 0 },
    // Somebody who tries contacts that are not theirs; a few come about by transfers.
    { id: 'NotTheirs', outcomes: ['contact-not-yours', 'agent-not-allowed'], most: 50 },
  ]

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
  alarm('Unwritten', unwritten(broker, auditLog), 0, 'The broker was asked and the audit log stayed empty (R24)')

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

/** One where the function was invoked and nothing at all came into its log. */
function unwritten(broker: LambdaFunction, auditLog: LogGroup): IMetric {
  const lines = new Metric({
    namespace: 'AWS/Logs',
    metricName: 'IncomingLogEvents',
    dimensionsMap: { LogGroupName: auditLog.logGroupName },
    statistic: 'Sum',
    period,
  })
  return new MathExpression({
    expression: 'IF(FILL(asked, 0) > 0 AND FILL(lines, 0) == 0, 1, 0)',
    usingMetrics: { asked: broker.metricInvocations({ period }), lines },
    period,
  })
}
