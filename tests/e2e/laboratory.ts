import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { createLaboratory } from '../../src/broker/laboratory.ts'
import { readLaboratoryConfig } from '../../src/broker/laboratory-config.ts'
import { INSTANCE_REGION } from '../../src/sandbox/connect-instance/instance-ids.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { epicClientId, signingKeyAlias } from '../../src/sandbox/site-settings.ts'

/** Opens the door of `npm run laboratory` beside the sandbox, which it asks by `ask`; answers what closes it, once it is closed. */
export async function openLaboratory(
  { origins }: Sandbox,
  port: number,
  ask: typeof fetch = fetch,
): Promise<() => Promise<void>> {
  const config = readLaboratoryConfig({
    LABORATORY: 'direct',
    EPIC_FHIR_BASE_URL: `${origins.epic}/interconnect/api/FHIR/R4`,
    EPIC_CLIENT_ID: epicClientId,
    SIGNING_KEY: `kms:${signingKeyAlias}`,
    AWS_REGION: INSTANCE_REGION,
    KMS_ENDPOINT: origins.kms,
    ALLOWED_ORIGINS: origins.widget,
    PORT: String(port),
  })
  const { fetch } = createLaboratory(config, ask)
  const door = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const opened = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(opened))
  })
  return () =>
    new Promise((resolve) => {
      door.close(() => resolve())
      if ('closeAllConnections' in door) door.closeAllConnections()
    })
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
