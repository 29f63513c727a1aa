import { serve } from '@hono/node-server'
import { SigningKeyError } from '../smart/signing-key.ts'
import { BrokerConfigError } from './config.ts'
import { createLaboratory } from './laboratory.ts'
import { readLaboratoryConfig } from './laboratory-config.ts'

/** `npm run laboratory`: the token door of the direct mode, on loopback alone. Settings that do not fit end the process (R2). */
function start(): void {
  const config = readLaboratoryConfig(process.env)
  const { fetch } = createLaboratory(config)
  serve({ fetch, port: config.port, hostname: '127.0.0.1' }, ({ port }) =>
    console.log(`LABORATORY: pages of this machine get Epic’s system token at http://127.0.0.1:${port}/token`),
  )
}

try {
  start()
} catch (error) {
  const isForTheAdministrator = error instanceof BrokerConfigError || error instanceof SigningKeyError
  if (!isForTheAdministrator) throw error
  console.error(error.message)
  process.exitCode = 1
}
