import { serve } from '@hono/node-server'
import { createServer } from 'node:net'
import { createLaboratory } from '../../src/broker/laboratory.ts'
import { readLaboratoryConfig } from '../../src/broker/laboratory-config.ts'
import { INSTANCE_REGION } from '../../src/sandbox/connect-instance/instance-ids.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { epicClientId, signingKeyAlias } from '../../src/sandbox/site-settings.ts'
import { expect, test } from './desk.ts'

const port = await freePort()

test.use({ policy: { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` }, isSignedIn: false })

/** Opens the door of `npm run laboratory` beside the sandbox; answers what closes it. */
async function openLaboratory({ origins }: Sandbox): Promise<() => void> {
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
  const { fetch } = createLaboratory(config)
  const door = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const opened = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(opened))
  })
  return () => void door.close()
}

test('in a laboratory nobody signs in: the phone rings, the birth date is typed, the chart stands open, no broker is asked', async ({
  desk,
}) => {
  const closeLaboratory = await openLaboratory(desk.sandbox)
  const asked = new Set<string>()
  desk.page.on('request', (request) => asked.add(new URL(request.url()).host))
  await desk.page.goto(desk.sandbox.origins.widget)
  await expect(desk.says('No call', { exact: true })).toBeVisible()

  await desk.takeCall('+14145550107')
  await expect(desk.rows).toHaveCount(1)
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  expect(asked.has(new URL(desk.sandbox.origins.broker).host)).toBe(false)

  await desk.button('Wrong patient').click()
  await expect(desk.says('Taking the chart back could not be recorded')).toBeVisible()
  await desk.endCall()
  closeLaboratory()
})

test('without the laboratory’s door no patient is shown, and none is said not to be there (R65)', async ({ desk }) => {
  await desk.page.goto(desk.sandbox.origins.widget)
  await desk.takeCall('+14145550107')
  await expect(desk.button('Try again')).toBeVisible()
  await expect(desk.rows).toHaveCount(0)
  await expect(desk.page.getByText(/nobody|no patient/i)).toHaveCount(0)
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
