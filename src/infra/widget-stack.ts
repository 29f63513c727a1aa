import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront'
import { alarmTopic } from './alarm-topic.ts'
import { certificateAlarm } from './certificate-alarm.ts'
import { capacityFor } from './capacity.ts'
import { dataKey, letLogsUse } from './data-key.ts'
import { isCallScoped, type Site } from './site.ts'
import { settingsDigestOutput, widgetSettingsDigest } from './settings-digest.ts'
import { bucketOutput, widgetRegion, widgetStackName } from './site-settings.ts'
import { widgetAccessLog } from './widget-access-log.ts'
import { widgetBucket } from './widget-bucket.ts'
import { widgetDistribution } from './widget-distribution.ts'
import { firewall } from './widget-firewall.ts'

/** The widget of one site, in us-east-1: bucket, CloudFront, firewall, access log, alarms. */
export function widgetStack(app: App, site: Site): Stack {
  const stack = new Stack(app, widgetStackName(site), {
    env: { account: site.account, region: widgetRegion },
    description: 'The agent widget: joins Amazon Connect and Epic',
    terminationProtection: true,
  })
  const logs = { access: `/agent-widget/${site.id}/edge`, firewall: `aws-waf-logs-agent-widget-${site.id}` }
  const key = dataKey(stack, 'Encrypts what the agent widget’s pages store')
  letLogsUse(key, [logs.access, logs.firewall])

  const bucket = widgetBucket(stack, key)
  const { requestsPerAddress } = capacityFor(site.agents.count)
  const { attrArn } = firewall(stack, key, logs.firewall, requestsPerAddress)
  const distribution = widgetDistribution(stack, site, bucket, attrArn)
  widgetAccessLog(stack, { site, key, name: logs.access, distribution })
  widgetAlarms(stack, site, distribution, alarmTopic(stack, key, site.alarmEmail))

  new CfnOutput(stack, bucketOutput, { value: bucket.bucketName })
  new CfnOutput(stack, settingsDigestOutput, { value: widgetSettingsDigest(site) })
  new CfnOutput(stack, 'WidgetAddress', { value: distribution.distributionDomainName })
  return stack
}

function widgetAlarms(stack: Stack, site: Site, distribution: Distribution, send: (alarm: Alarm) => void): void {
  const failed = new Metric({
    namespace: 'AWS/CloudFront',
    metricName: '5xxErrorRate',
    dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    statistic: 'Average',
    period: Duration.minutes(5),
  })
  send(
    new Alarm(stack, 'FailedAlarm', {
      metric: failed,
      threshold: 5,
      alarmDescription: 'More than 5 % of what CloudFront answers are 5xx',
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  )
  certificateAlarm(stack, { id: 'CertificateEnds', arn: site.widget.certificateArn, send })
  const mutualTls = isCallScoped(site) ? site.api.mutualTls : undefined
  if (mutualTls !== undefined) {
    certificateAlarm(stack, { id: 'ClientCertificateEnds', arn: mutualTls.clientCertificateArn, send })
  }
}
