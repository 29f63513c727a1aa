import { fileURLToPath } from 'node:url'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createBackendToken } from '../../src/smart/backend-token.ts'
import { loadSigningKey } from '../../src/smart/signing-key.ts'

const signingKeyFile = fileURLToPath(new URL('../../.sandbox/broker-signing-key.pem', import.meta.url))

/** No page is opened: any folder does for the widget. */
export const noWidget = { dir: fileURLToPath(new URL('../../public', import.meta.url)) }

/** What it takes to ask the played Epic without the broker: its FHIR base, and the headers with a system token. */
export async function epicAccess({ origins }: Sandbox) {
  const token = createBackendToken({
    tokenUrl: async () => `${origins.epic}/interconnect/oauth2/token`,
    clientId: 'sandbox-agent-widget-backend',
    signingKey: () => loadSigningKey(signingKeyFile),
  })
  const headers = { authorization: `Bearer ${await token.current()}`, accept: 'application/fhir+json' }
  return { fhir: `${origins.epic}/interconnect/api/FHIR/R4`, headers }
}
