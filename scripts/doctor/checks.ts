import { IntegrationError } from '../../src/domain/errors.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { agentTokenCheck } from './agent-token-check.ts'
import { brokerChecks } from './broker-checks.ts'
import { type Check, notChecked } from './check.ts'
import { connectChecks } from './connect-checks.ts'
import { epicChecks } from './epic-checks.ts'
import { type EpicToken, getEpicToken } from './epic-token.ts'
import type { SetUp } from './facts.ts'
import type { Find } from './find.ts'
import { identityProviderChecks } from './identity-provider-checks.ts'
import { launchChecks } from './launch-checks.ts'
import { createLookAt } from './look.ts'
import { shownKids } from './shown-kids.ts'
import { once } from './once.ts'
import { registrationChecks } from './registration-checks.ts'
import { attempt, type Found, searchChecks } from './search-checks.ts'
import { settingsCheck } from './settings-check.ts'
import { widgetChecks } from './widget-checks.ts'

export interface CheckParts {
  readonly ask?: typeof fetch
  readonly now?: () => number
  readonly find: Find | null
  readonly agentToken: string | null
}

/** All checks of a site, in the order in which they are told. What several need, such as Epic's token, is asked once. */
export function checksOf(
  setUp: SetUp,
  { ask = fetch, now = Date.now, find, agentToken }: CheckParts,
): readonly Check[] {
  const { facts } = setUp
  const lookAt = createLookAt(ask, now)
  const token = once(async (): Promise<EpicToken> => {
    const { epic, signingKeys } = facts
    if (epic === undefined || signingKeys === undefined) return { none: notChecked('settings have to be mended first') }
    return getEpicToken(setUp, { epic, signingKeys }, ask, () => shownKids(facts.brokerUrl, lookAt))
  })
  const client = once(async () => {
    const got = await token()
    if ('none' in got || facts.epic === undefined) return null
    return createFhirClient({ baseUrl: facts.epic.fhirBaseUrl, accessToken: held(got.token), fetch: ask })
  })
  const found = once(async (): Promise<Found> => {
    if (find === null) return { none: 'nobody was named who must be found (--find)' }
    if (find.by === 'telephone' && facts.policy?.phoneSearch === 'refused')
      return { none: 'this site does not search by a number alone: name somebody by name and birth date' }
    const epic = await client()
    if (epic === null || facts.policy === undefined) return { none: 'Epic gave no token' }
    return attempt(epic, find, facts.policy)
  })

  return [
    settingsCheck(setUp),
    ...widgetChecks(setUp, lookAt),
    ...brokerChecks(setUp, lookAt),
    ...identityProviderChecks(setUp, lookAt),
    agentTokenCheck(setUp, ask, agentToken),
    ...connectChecks(setUp, lookAt),
    ...epicChecks(setUp, { lookAt, ask, token }),
    ...launchChecks(setUp, lookAt),
    ...searchChecks(setUp, { client, find, found }),
    ...registrationChecks(setUp, { client, found }),
  ]
}

/** One token, which Epic may refuse: nothing is renewed in the minute that this takes. */
function held(token: string) {
  return {
    current: () => Promise.resolve(token),
    renew: () => Promise.reject(new IntegrationError('epic-refused')),
  }
}
