import { createSmartLaunch, type SmartLaunch } from '../auth/smart-launch.ts'
import type { LaunchArrival } from '../auth/launch-arrival.ts'
import { canKeepLaunches } from '../auth/launch-record.ts'
import type { SignedInAgent } from '../auth/signed-in-agent.ts'
import type { LaunchConfig } from '../config.ts'
import { isIntegrationError } from '../domain/errors.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { createFhirClient } from '../fhir/fhir-client.ts'
import type { StartWords } from '../start-words.ts'
import { askingEpicItself } from './epic-itself.ts'
import { launchWordsOf } from './launch-words.ts'
import { type Entrance, isObstacle, type Obstacle } from './way.ts'

/**
 * The way of the launch mode: the agent's own Epic log-in, and searches from the browser to Epic itself, under Epic's security and
 * audit.
 */
export async function launchWay(
  config: LaunchConfig,
  policy: SitePolicy,
  arrival: LaunchArrival,
  words: StartWords,
): Promise<Entrance> {
  if (!canKeepLaunches()) {
    const [title, body] = launchWordsOf(words.locale).noStorage
    return { title, body, isOfSoftphoneToo: true }
  }
  const launch = createSmartLaunch({
    ...config.launch,
    scope: config.launch.scope ?? scopeOf(config),
    redirectUri: `${window.location.origin}/callback`,
    arrival,
  })
  const agent = await signedInAgent(launch, words)
  if (agent === 'redirecting') return 'leaving'
  if (isObstacle(agent)) return agent

  const epic = createFhirClient({
    baseUrl: launch.fhirBaseUrl,
    accessToken: launch.accessToken,
    peer: 'epic',
    repeatsUnseen: true,
  })
  return {
    ...askingEpicItself(epic, policy),
    agent,
    signIn: {
      isBeside: false,
      again: () => launch.redirect(),
      out: async () => launch.lock(),
      lock: () => launch.lock(),
      onSignedOut: (listener) => launch.onSignedOut(listener),
    },
  }
}

/** What the widget needs and no more: who the agent is, and searching. Epic gives what the client is registered for. */
function scopeOf({ search }: LaunchConfig): string {
  const patient = 'openid profile fhirUser user/Patient.read user/Patient.search'
  return search.appointments === 'shown' ? `${patient} user/Appointment.read user/Appointment.search` : patient
}

async function signedInAgent(
  launch: SmartLaunch,
  start: StartWords,
): Promise<SignedInAgent | Obstacle | 'redirecting'> {
  try {
    return await launch.start()
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    const words = launchWordsOf(start.locale)
    const action = { label: words.logIn, run: () => void launch.redirect().catch(() => window.location.reload()) }
    switch (error.code) {
      case 'launch-refused':
        return obstacle(words.refused)
      case 'launch-over':
        return obstacle(words.openFromEpic)
      case 'agent-not-signed-in':
        return { ...obstacle([start.notSignedIn, start.signInToTakeCalls]), action }
      case 'agent-not-allowed':
        return obstacle(words.unknownAgent)
      case 'epic-set-up':
        return obstacle(words.setUp)
      default:
        return { ...obstacle(words.unreachable), action }
    }
  }
}

function obstacle([title, body]: readonly [title: string, body: string]): Obstacle {
  return { title, body }
}
