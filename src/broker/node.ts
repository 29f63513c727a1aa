import { serve } from '@hono/node-server'
import { SigningKeyError } from '../smart/signing-key.ts'
import { type Broker, createBroker } from './app.ts'
import { type BrokerConfig, BrokerConfigError, readBrokerConfig } from './config.ts'

/** The broker as a process of Node, its settings taken from the environment: `npm run broker`. */
async function start(): Promise<void> {
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
      // A page of ours sends a few hundred bytes at once; whoever drips is not one (R76).
      serverOptions: { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 },
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
  if (error instanceof BrokerConfigError || error instanceof SigningKeyError) return fail(error.message)
  throw error
})
