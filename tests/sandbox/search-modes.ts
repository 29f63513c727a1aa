import { createLaboratory } from '../../src/broker/laboratory.ts'
import { readLaboratoryConfig } from '../../src/broker/laboratory-config.ts'
import { createFhirClient, type FhirClient } from '../../src/fhir/fhir-client.ts'
import { createLaunchBrowser } from './epic/launch-browser.ts'
import type { aRoad } from './road.ts'

export type Road = Awaited<ReturnType<typeof aRoad>>

/** How the widget asks in each mode: whom, with whose token, and in which formats it writes a number itself. */
export const searchModes = {
  'call-scoped': {
    phoneFormats: ['e164'],
    async client(road: Road, number: string): Promise<FhirClient> {
      const { token } = await road.takeCall({ number })
      const baseUrl = `${road.sandbox.origins.broker}/fhir/R4`
      return clientOf(road, baseUrl, token, 'broker')
    },
  },
  launch: {
    phoneFormats: ['dashed', 'e164'],
    async client(road: Road): Promise<FhirClient> {
      const browser = createLaunchBrowser(road.sandbox.origins)
      const { access_token } = await browser.launch('dana.rivera')
      return clientOf(road, browser.fhirBase, access_token, 'epic')
    },
  },
  direct: {
    phoneFormats: ['dashed', 'e164'],
    async client(road: Road): Promise<FhirClient> {
      const { epic, widget, kms } = road.sandbox.origins
      const config = readLaboratoryConfig({
        LABORATORY: 'direct',
        EPIC_FHIR_BASE_URL: `${epic}/interconnect/api/FHIR/R4`,
        EPIC_CLIENT_ID: 'sandbox-agent-widget-backend',
        SIGNING_KEY: 'kms:alias/agent-widget-signing',
        KMS_ENDPOINT: kms,
        ALLOWED_ORIGINS: widget,
      })
      const asked = { method: 'POST', headers: { origin: widget }, body: '{}' }
      const answer = await createLaboratory(config).request('/token', asked)
      const { access_token } = (await answer.json()) as { access_token: string }
      return clientOf(road, config.fhirBaseUrl, access_token, 'epic')
    },
  },
} as const

function clientOf(road: Road, baseUrl: string, token: string, peer: 'broker' | 'epic'): FhirClient {
  const accessToken = { current: async () => token, renew: async () => token }
  const fromWidget: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('origin', road.sandbox.origins.widget)
    return fetch(input, { ...init, headers })
  }
  return createFhirClient({ baseUrl, accessToken, peer, fetch: fromWidget })
}
