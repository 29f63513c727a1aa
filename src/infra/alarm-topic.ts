import { Stack } from 'aws-cdk-lib'
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { letAlarmsUse } from './data-key.ts'

/** Where the alarms of one stack go: an encrypted topic that one address is subscribed to. */
export function alarmTopic(scope: Construct, key: Key, email: string): (alarm: Alarm) => void {
  letAlarmsUse(key)
  const topic = new Topic(scope, 'Alarms', { masterKey: key, enforceSSL: true })
  // The rule on TLS takes the place of SNS's own policy, under which alarms could send.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  topic.addSubscription(new EmailSubscription(email))
  const action = new SnsAction(topic)
  return (alarm) => {
    alarm.addAlarmAction(action)
    alarm.addOkAction(action)
  }
}
