import { IntegrationError } from '../domain/errors.ts'
import { shownName } from '../domain/plain-line.ts'
import type { SignedInAgent } from './signed-in-agent.ts'

/**
 * Where a site's Epic says which Connect user somebody is: a claim of the ID token, or a name that the hospital put into the
 * launch context (`syslogin=%SYSLOGIN%`; facts/epic.md 2.4).
 */
export interface UsernamePlace {
  readonly in: 'id-token' | 'launch-context'
  readonly name: string
}

/**
 * Reads who signed in to Epic from the proven claims of the ID token. Their name is for showing, the username for comparing with
 * the softphone's (R38).
 *
 * @throws IntegrationError `agent-not-allowed` where the site's place holds no username: no agent of Connect could be them.
 */
export function readLaunchedAgent(
  claims: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, unknown>>,
  place: UsernamePlace,
): SignedInAgent {
  const username = text((place.in === 'id-token' ? claims : context)[place.name])
  if (username === '') throw new IntegrationError('agent-not-allowed')

  const fhirUser = /(?:Practitioner|PractitionerRole|Person)\/[\w.-]+$/.exec(text(claims['fhirUser']))?.[0]
  const name = shownName(claims['name'], username)
  return {
    subject: text(claims['sub']),
    username,
    name,
    signedInForMs: 0,
    ...(fhirUser === undefined ? {} : { fhirUser }),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
