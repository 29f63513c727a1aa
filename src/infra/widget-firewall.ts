import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { apiPath } from './site-settings.ts'

/**
 * AWS's own groups of rules. An authorization code of an identity provider is longer than the query they allow: counted
 * only. The common rules stop who names no program (`NoUserAgent_HEADER`), and nobody says that Epic names one when it
 * fetches the key set: they do not look at it.
 *
 * @see AWS WAF Developer Guide, "Baseline rule groups"
 */
const managedGroups = [
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: ['SizeRestrictions_QUERYSTRING'],
    scope: { scopeDownStatement: { notStatement: { statement: isAt(`${apiPath}/.well-known/jwks.json`) } } },
  },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [], scope: {} },
]

/**
 * The firewall before CloudFront: a rate for each address, and AWS's rules for what no page of ours sends.
 *
 * @param logName Begins with `aws-waf-logs-`; requests that were stopped are written there without query and tokens.
 * @param mostPerAddress Requests in five minutes; a whole contact centre may stand behind one address.
 */
export function firewall(stack: Stack, key: Key, logName: string, mostPerAddress: number): CfnWebACL {
  const acl = new CfnWebACL(stack, 'Firewall', {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: seenAs('all'),
    rules: [
      {
        name: 'RatePerAddress',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: mostPerAddress, evaluationWindowSec: 300 } },
        visibilityConfig: seenAs('rate'),
      },
      ...managedGroups.map(({ name, counted, scope }, index) => ({
        name,
        priority: index + 1,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
            ...scope,
          },
        },
        visibilityConfig: seenAs(name),
      })),
    ],
  })
  logStopped(stack, key, logName, acl)
  return acl
}

/** A request for this path, letter by letter, as the browser wrote it: the firewall stands before CloudFront's functions. */
function isAt(path: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'EXACTLY',
      searchString: path,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  }
}

function seenAs(metricName: string): CfnWebACL.VisibilityConfigProperty {
  // Samples would show whole requests in the console, tokens included.
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false }
}

function logStopped(stack: Stack, key: Key, name: string, acl: CfnWebACL): void {
  const log = new LogGroup(stack, 'FirewallLog', {
    logGroupName: name,
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const { partition, region, account } = Stack.of(log)
  const logging = new CfnLoggingConfiguration(stack, 'FirewallLogging', {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [`arn:${partition}:logs:${region}:${account}:log-group:${name}`],
    redactedFields: [
      { singleHeader: { Name: 'authorization' } },
      { singleHeader: { Name: 'cookie' } },
      { singleHeader: { Name: 'referer' } },
      { queryString: {} },
    ],
    loggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }] }],
    },
  })
  logging.node.addDependency(log)
}
