import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

/** Rings a month and a half before a certificate ends: imported ones do not renew themselves. */
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
      threshold: 45,
      alarmDescription: 'A certificate ends in less than 45 days',
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  )
}
