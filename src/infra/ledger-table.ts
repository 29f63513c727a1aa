import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { useOfDataKey } from './data-key.ts'

/**
 * The ledger of a broker of many instances: budgets, what was found and confirmed, what is used once.
 *
 * Its pages end by themselves within a day or so. The broker reads and writes single pages, and lists none.
 */
export function ledgerTable(scope: Construct, key: Key, broker: IRole): Table {
  const table = new Table(scope, 'Ledger', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    timeToLiveAttribute: 'expires',
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  broker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      resources: [table.tableArn],
    }),
  )
  broker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...useOfDataKey],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
    }),
  )
  acknowledge(table, {
    'HIPAA.Security-DynamoDBInBackupPlan':
      'Pages live a day at most and are sealed counters and ids; point-in-time recovery is on. A backup would keep what has to end.',
  })
  return table
}
