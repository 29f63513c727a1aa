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
import type { Say, Way } from './way.ts'

/**
 * The way of the launch mode: the agent's own Epic log-in, and searches from the browser to Epic itself, under Epic's security and
 * audit. Null where the page goes away to sign in, or why nobody is signed in was said.
 */
export async function launchWay(
  config: LaunchConfig,
  policy: SitePolicy,
  arrival: LaunchArrival,
  words: StartWords,
  say: Say,
): Promise<Way | null> {
  if (!canKeepLaunches()) {
    say(...launchWordsOf(words.locale).noStorage)
    return null
  }
  const launch = createSmartLaunch({
    ...config.launch,
    scope: config.launch.scope ?? scopeOf(config),
    redirectUri: `${window.location.origin}/callback`,
    arrival,
  })
  const agent = await signInOrSay(launch, words, say)
  if (agent === null) return null

  const epic = createFhirClient({ baseUrl: launch.fhirBaseUrl, accessToken: launch.accessToken, peer: 'epic' })
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

async function signInOrSay(launch: SmartLaunch, start: StartWords, say: Say): Promise<SignedInAgent | null> {
  try {
    const agent = await launch.start()
    return agent === 'redirecting' ? null : agent
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    const words = launchWordsOf(start.locale)
    const logIn = { label: words.logIn, run: () => void launch.redirect().catch(() => window.location.reload()) }
    switch (error.code) {
      case 'launch-refused':
        say(...words.refused)
        break
      case 'launch-over':
        say(...words.openFromEpic)
        break
      case 'agent-not-signed-in':
        say(start.notSignedIn, start.signInToTakeCalls, logIn)
        break
      case 'agent-not-allowed':
        say(...words.unknownAgent)
        break
      case 'epic-set-up':
        say(...words.setUp)
        break
      default:
        say(words.unreachable[0], words.unreachable[1], logIn)
    }
    return null
  }
}
