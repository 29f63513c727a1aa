import { type App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { alarmTopic } from './alarm-topic.ts'
import { brokerAlarms } from './broker-alarms.ts'
import { brokerApi } from './broker-api.ts'
import { auditLog, brokerFunction, brokerRole } from './broker-function.ts'
import { callTokenKey, signingKey } from './broker-keys.ts'
import { capacityFor } from './capacity.ts'
import { dataKey, letLogsUse } from './data-key.ts'
import { capsOfInstance } from './instance-caps.ts'
import { ledgerTable } from './ledger-table.ts'
import type { CallScopedSite } from './site.ts'
import { brokerSettingsDigest, settingsDigestOutput } from './settings-digest.ts'
import { brokerEnvironment, brokerStackName } from './site-settings.ts'

/**
 * The broker of one site, in the Region of its Connect instance: function, gateway, keys, ledger, audit log, alarms.
 *
 * @param bundle The folder that holds `lambda.mjs`.
 */
export function brokerStack(app: App, site: CallScopedSite, bundle: string): Stack {
  const stack = new Stack(app, brokerStackName(site), {
    env: { account: site.account, region: site.region },
    description: 'The agent widget’s broker: joins Amazon Connect and Epic',
    terminationProtection: true,
  })
  const logs = { audit: `/agent-widget/${site.id}/audit`, access: `/agent-widget/${site.id}/access` }
  const key = dataKey(stack, 'Encrypts what the agent widget’s broker stores')
  letLogsUse(key, [logs.audit, logs.access])

  const role = brokerRole(stack, site.connect.instanceId)
  const audit = auditLog(stack, logs.audit, key, role)
  const resources = {
    signingKeys: site.epic.signingKeys.map((key) => signingKey(stack, key, role).keyArn),
    callTokenKey: callTokenKey(stack, role).keyArn,
    ledgerTable: ledgerTable(stack, key, role).tableName,
  }
  showKeys(stack, resources.signingKeys)
  const capacity = capacityFor(site.agents.count)
  const reservedConcurrency = site.function.reservedConcurrency ?? capacity.reservedConcurrency
  const broker = brokerFunction(stack, {
    bundle,
    role,
    log: audit,
    environment: { ...brokerEnvironment(site, resources), ...capsOfInstance(site, reservedConcurrency) },
    reservedConcurrency,
    memoryMb: site.function.memoryMb,
  })
  const accessLog = gatewayLog(stack, logs.access, key)
  const api = brokerApi(stack, { site, broker, accessLog, requestsPerSecond: capacity.requestsPerSecond })
  brokerAlarms(stack, { site, broker, api, auditLog: audit, send: alarmTopic(stack, key, site.alarmEmail) })

  new CfnOutput(stack, settingsDigestOutput, { value: brokerSettingsDigest(site) })
  return stack
}

/** Shows where the signing keys lie: a rotation names the second, which is new, to `npm run keys`. */
function showKeys(stack: Stack, [signing = '', other]: readonly string[]): void {
  new CfnOutput(stack, 'SigningKeyArn', { value: signing })
  if (other !== undefined) new CfnOutput(stack, 'SigningKeyOtherArn', { value: other })
}

function gatewayLog(stack: Stack, name: string, key: Key): LogGroup {
  return new LogGroup(stack, 'AccessLog', {
    logGroupName: name,
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
