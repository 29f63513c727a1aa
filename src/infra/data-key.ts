import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/** The key under which everything that one stack stores lies encrypted: logs, table, alarms, files. Turned every year. */
export function dataKey(scope: Construct, description: string): Key {
  return new Key(scope, 'DataKey', { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN })
}

/** What whoever keeps data under a key does with it. */
export const useOfDataKey = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
] as const

/** Lets CloudWatch Logs use the key for these log groups and for no others. */
export function letLogsUse(key: Key, groupNames: readonly string[]): void {
  const { region, account, partition } = Stack.of(key)
  const arns = groupNames.map((name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}`)
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LogGroups',
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: [...useOfDataKey],
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    }),
  )
}

/** Lets alarms of this account send to an encrypted topic. */
export function letAlarmsUse(key: Key): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(key).account } },
    }),
  )
}
