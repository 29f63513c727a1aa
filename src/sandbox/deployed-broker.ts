import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createDynamoPages } from '../broker/dynamo-pages.ts'
import { createLedger } from '../broker/ledger.ts'
import { createSiteSecret, readSecretSource } from '../broker/site-secret.ts'
import { INSTANCE_REGION } from './connect-instance/instance-ids.ts'
import { ledgerTable, playDynamoDb } from './dynamodb/played-dynamodb.ts'
import type { Journal } from './journal.ts'
import { readAuditLine } from './lambda/audit-lines.ts'
import { httpApi } from './lambda/http-api.ts'
import { jwtAuthorizer } from './lambda/jwt-authorizer.ts'
import { startLambdaFunction } from './lambda/lambda-function.ts'
import type { RunningBroker } from './running-broker.ts'
import { brokerEnvironment, callTokenKeyAlias, type SandboxOrigins, type SitePolicySettings } from './site-settings.ts'

const callTokenKey = `kms:${callTokenKeyAlias}`

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The environment of the function: what a site's file comes to (infra/site-settings.ts), which a test compares, but for
 * the parties that are played.
 *
 * @param ledgerEndpoint Where the played DynamoDB answers.
 */
export function deployedEnvironment(
  origins: SandboxOrigins,
  policy: SitePolicySettings,
  ledgerEndpoint: string,
): Record<string, string> {
  const { PORT: _noServer, ...settings } = brokerEnvironment(origins, policy, { callTokenKey })
  return {
    ...settings,
    LEDGER: `dynamodb:${ledgerTable}`,
    LEDGER_ENDPOINT: ledgerEndpoint,
    AUDIT_LOG: 'stdout',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
}

/**
 * The broker as it is deployed: the bundle that ships, as a function of Lambda in several instances behind an HTTP API,
 * with its ledger in DynamoDB and its key of call tokens drawn from KMS. AWS is played; the bundle, its settings and its
 * AWS SDK are real.
 */
export async function startDeployedBroker(
  origins: SandboxOrigins,
  policy: SitePolicySettings,
  journal: Journal,
): Promise<RunningBroker> {
  const bundle = `${root}.sandbox/lambda-${randomBytes(6).toString('hex')}.mjs`
  const [dynamoDb] = await Promise.all([playDynamoDb(), bundleBroker(bundle)])
  const start = (settings: SitePolicySettings) =>
    startLambdaFunction({
      bundle,
      env: deployedEnvironment(origins, settings, dynamoDb.endpoint),
      onLine(line) {
        const decision = readAuditLine(line)
        if (decision !== null) journal.write('broker', decision.operation, decision.facts)
      },
    })

  // What a colleague's instance would write; no budget of it is ever charged.
  const pages = createDynamoPages({
    table: ledgerTable,
    region: INSTANCE_REGION,
    endpoint: dynamoDb.endpoint,
    secret: createSiteSecret(readSecretSource(callTokenKey), { region: INSTANCE_REGION, endpoint: origins.kms })
      .current,
  })
  const ledger = createLedger(pages, { perContact: 0, perHour: 0, perDay: 0 })

  let running = await start(policy)
  return {
    faults: { audit: null, ledger: dynamoDb.faults },
    listener: httpApi((event) => running.invoke(event), {
      'POST /token': jwtAuthorizer({ issuer: origins.idp, audience: origins.broker }),
    }),
    current: () => null,
    colleagueConfirms: (contactId, patientId) => ledger.keepConfirmation(contactId, patientId, contactId),
    async restart(settings) {
      const before = running
      running = await start(settings)
      before.close()
    },
    close() {
      running.close()
      pages.close()
      void dynamoDb.close()
      void rm(bundle, { force: true })
    },
  }
}

async function bundleBroker(outfile: string): Promise<void> {
  await promisify(execFile)(process.execPath, [`${root}scripts/build-broker.mjs`, outfile])
}
