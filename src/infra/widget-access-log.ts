import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront'
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  CfnResourcePolicy,
  LogGroup,
  RetentionDays,
} from 'aws-cdk-lib/aws-logs'
import type { Site } from './site.ts'

/** What is written of a request. Left out: the query (authorization codes, launch tokens), referrer and cookies. */
const recordFields = [
  'date',
  'time',
  'x-edge-location',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
  'x-edge-request-id',
  'time-taken',
  'ssl-protocol',
  'cs-protocol-version',
]

/**
 * CloudFront's access log, by its standard logging v2, which lets the fields be chosen; the older one writes every query.
 *
 * @see CloudFront Developer Guide, Standard logging (access logs)
 */
export function widgetAccessLog(
  stack: Stack,
  parts: { readonly site: Site; readonly key: Key; readonly name: string; readonly distribution: Distribution },
): void {
  const { site, key, name, distribution } = parts
  const log = new LogGroup(stack, 'AccessLog', {
    logGroupName: name,
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const source = new CfnDeliverySource(stack, 'AccessLogSource', {
    name: `agent-widget-${site.id}-access`,
    resourceArn: distribution.distributionArn,
    logType: 'ACCESS_LOGS',
  })
  const destination = new CfnDeliveryDestination(stack, 'AccessLogDestination', {
    name: `agent-widget-${site.id}-access`,
    destinationResourceArn: log.logGroupArn,
    outputFormat: 'json',
  })
  const delivery = new CfnDelivery(stack, 'AccessLogDelivery', {
    deliverySourceName: source.name,
    deliveryDestinationArn: destination.attrArn,
    recordFields,
  })
  delivery.node.addDependency(source)
  delivery.node.addDependency(letDeliver(stack, name))
}

function letDeliver(stack: Stack, name: string): CfnResourcePolicy {
  const { partition, region, account } = Stack.of(stack)
  return new CfnResourcePolicy(stack, 'AccessLogPolicy', {
    policyName: `${stack.stackName}-access-log`,
    policyDocument: JSON.stringify(
      stack.resolve(
        new PolicyDocument({
          statements: [
            new PolicyStatement({
              principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [`arn:${partition}:logs:${region}:${account}:log-group:${name}:log-stream:*`],
              conditions: { StringEquals: { 'aws:SourceAccount': account } },
            }),
          ],
        }).toJSON(),
      ),
    ),
  })
}
