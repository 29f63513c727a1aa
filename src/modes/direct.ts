import { createLaboratoryToken } from '../auth/laboratory-token.ts'
import type { DirectConfig } from '../config.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { createFhirClient } from '../fhir/fhir-client.ts'
import { askingEpicItself } from './epic-itself.ts'
import type { Way } from './way.ts'

/**
 * The way of the direct mode, for a laboratory: Epic's own system token in the browser, from a door on this machine. Nobody signs
 * in: whose softphone it has to be stands in the settings, which take no Epic but the public sandbox or a played one (R2).
 */
export function directWay({ direct }: DirectConfig, policy: SitePolicy): Way {
  const accessToken = createLaboratoryToken(direct.tokenUrl)
  const epic = createFhirClient({ baseUrl: direct.fhirBaseUrl, accessToken, peer: 'epic', repeatsUnseen: true })
  const listeners = new Set<() => void>()
  const lock = () => {
    for (const listener of listeners) listener()
  }
  return {
    ...askingEpicItself(epic, policy),
    agent: { subject: direct.agent.username, signedInForMs: 0, ...direct.agent },
    signIn: {
      isBeside: false,
      again: async () => {
        window.location.reload()
        return 'redirecting'
      },
      out: async () => lock(),
      lock,
      onSignedOut(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
}
