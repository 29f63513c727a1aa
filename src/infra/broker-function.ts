import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

/** The role of the broker: it may ask one Connect instance, and write to one log. Keys and table add their own lines. */
export function brokerRole(scope: Construct, instanceId: string): Role {
  const { region, account, partition } = Stack.of(scope)
  const instance = `arn:${partition}:connect:${region}:${account}:instance/${instanceId}`
  const contacts = `${instance}/contact/*`
  const agents = `${instance}/agent/*`
  const role = new Role(scope, 'BrokerRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  role.addToPolicy(new PolicyStatement({ actions: ['connect:DescribeContact'], resources: [contacts] }))
  role.addToPolicy(new PolicyStatement({ actions: ['connect:SearchUsers'], resources: [instance, agents] }))
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::${contacts}]`]:
      'A contact gets its id when it rings; all of them are of the one instance.',
    [`AwsSolutions-IAM5[Resource::${agents}]`]: 'Agents come and go in Connect; all of them are of the one instance.',
    'HIPAA.Security-IAMNoInlinePolicy':
      'The policy is the one role’s own and goes with it; a managed policy could be attached elsewhere.',
  })
  return role
}

/**
 * Where every decision is written: encrypted, kept for six years (45 CFR 164.316(b)(2)(i)), safe from deletion with the
 * stack. The function may add to it and do nothing else.
 */
export function auditLog(scope: Construct, name: string, key: Key, broker: IRole): LogGroup {
  const log = new LogGroup(scope, 'AuditLog', {
    logGroupName: name,
    encryptionKey: key,
    retention: RetentionDays.SIX_YEARS,
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtectionEnabled: true,
  })
  const { partition, region, account } = Stack.of(scope)
  const streams = `arn:${partition}:logs:${region}:${account}:log-group:${name}:log-stream:*`
  broker.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streams] }),
  )
  acknowledge(broker, {
    [`AwsSolutions-IAM5[Resource::${streams}]`]:
      'Lambda names its log streams itself; all of them are of the one log group.',
  })
  return log
}

export interface BrokerFunctionParts {
  /** The folder that holds `lambda.mjs`. */
  readonly bundle: string
  readonly role: IRole
  readonly log: ILogGroup
  readonly environment: Record<string, string>
  readonly reservedConcurrency: number
  readonly memoryMb: number
}

/** The broker as a Lambda function: `nodejs24.x` on ARM. Its lines are written as they are, for the audit log is JSON already. */
export function brokerFunction(scope: Construct, parts: BrokerFunctionParts): LambdaFunction {
  const broker = new LambdaFunction(scope, 'Broker', {
    description: 'Call tokens for agents, and the FHIR facade they search Epic through',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'lambda.handler',
    code: Code.fromAsset(parts.bundle),
    role: parts.role,
    environment: parts.environment,
    timeout: Duration.seconds(10),
    memorySize: parts.memoryMb,
    reservedConcurrentExecutions: parts.reservedConcurrency,
    logGroup: parts.log,
    loggingFormat: LoggingFormat.TEXT,
  })
  acknowledge(broker, {
    'HIPAA.Security-LambdaDLQ': 'Invoked by the gateway, which waits for the answer: no event is ever left over.',
    'HIPAA.Security-LambdaInsideVPC':
      'Reaches no private resource: Connect, KMS and DynamoDB by IAM, Epic and the identity provider over public TLS. A VPC would add a NAT to the same addresses.',
  })
  return broker
}
