import { serve } from '@hono/node-server'
import { SigningKeyError } from '../smart/signing-key.ts'
import { type Broker, createBroker } from './app.ts'
import { AuditLogError } from './audit-log.ts'
import { type BrokerConfig, BrokerConfigError, readBrokerConfig } from './config.ts'
import { LedgerError } from './ledger-pages.ts'
import { serverLimits } from './server-limits.ts'
import { SiteSecretError } from './site-secret.ts'

/** The broker as a process of Node, its settings taken from the environment: `npm run broker`. */
async function start(): Promise<void> {
  // The SDK's notice is for those who keep the packages up to date, not for a log that is read for decisions.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const config = readBrokerConfig(process.env)
  const broker = createBroker(config)
  await broker.ready()
  listen(broker, config)
}

function listen(broker: Broker, { port, url }: BrokerConfig): void {
  const server = serve(
    {
      fetch: broker.app.fetch,
      port,
      serverOptions: serverLimits,
    },
    (info) => console.log(`The broker answers at ${url} (port ${info.port})`),
  )
  server.on('error', (error: NodeJS.ErrnoException) => {
    broker.close()
    fail(error.code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another` : 'The broker cannot listen')
  })

  const stop = () => {
    server.close()
    broker.close()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}

await start().catch((error: unknown) => {
  const isForTheAdministrator = [BrokerConfigError, SigningKeyError, SiteSecretError, LedgerError, AuditLogError].some(
    (kind) => error instanceof kind,
  )
  if (error instanceof Error && isForTheAdministrator) return fail(error.message)
  throw error
})
