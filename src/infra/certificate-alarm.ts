import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

/**
 * Rings a month before a certificate ends: imported ones do not renew themselves, and ACM begins to renew its own 45 to 60
 * days before, so that it should be done by then.
 */
export function certificateAlarm(
  scope: Construct,
  { id, arn, send }: { readonly id: string; readonly arn: string; readonly send: (alarm: Alarm) => void },
): void {
  const daysLeft = new Metric({
    namespace: 'AWS/CertificateManager',
    metricName: 'DaysToExpiry',
    dimensionsMap: { CertificateArn: arn },
    statistic: 'Minimum',
    period: Duration.days(1),
  })
  send(
    new Alarm(scope, `${id}Alarm`, {
      metric: daysLeft,
      threshold: 30,
      alarmDescription: 'A certificate ends in less than 30 days',
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  )
}
