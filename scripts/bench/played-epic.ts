import { fileURLToPath } from 'node:url'
import { INSTANCE_REGION } from '../../src/sandbox/connect-instance/instance-ids.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { signingKeyAlias } from '../../src/sandbox/site-settings.ts'
import { createBackendToken } from '../../src/smart/backend-token.ts'
import { loadKmsKey } from '../../src/smart/kms-key.ts'

/** No page is opened: any folder does for the widget. */
export const noWidget = { dir: fileURLToPath(new URL('../../public', import.meta.url)) }

/** A source of system tokens of the played Epic's, signed for with the played KMS. */
export async function epicToken({ origins }: Sandbox) {
  const key = await loadKmsKey({ keyId: signingKeyAlias, region: INSTANCE_REGION, endpoint: origins.kms })
  return createBackendToken({
    tokenUrl: async () => `${origins.epic}/interconnect/oauth2/token`,
    clientId: 'sandbox-agent-widget-backend',
    signingKey: async () => key,
  })
}

/** What it takes to ask the played Epic without the broker: its FHIR base, and the headers with a new system token. */
export async function epicAccess(sandbox: Sandbox) {
  const token = await epicToken(sandbox)
  const headers = { authorization: `Bearer ${await token.current()}`, accept: 'application/fhir+json' }
  return { fhir: `${sandbox.origins.epic}/interconnect/api/FHIR/R4`, headers }
}
