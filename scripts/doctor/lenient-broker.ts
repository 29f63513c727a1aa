import { type BrokerConfig, BrokerConfigError, readBrokerConfig } from '../../src/broker/config.ts'

/** The broker's settings as far as they can be used: those named in `bad` hold stand-ins. */
export interface LenientBroker {
  readonly config: BrokerConfig
  readonly bad: ReadonlySet<string>
  /** What is wrong, each as `NAME: what is wanted`. */
  readonly faults: readonly string[]
}

/** What stands for a setting that is needed and cannot be used. Nobody is ever asked at these. */
const standIns: Readonly<Record<string, string>> = {
  BROKER_URL: 'https://unset.invalid',
  ALLOWED_ORIGINS: 'https://unset.invalid',
  AGENT_ISSUER: 'https://unset.invalid',
  AGENT_AUDIENCE: 'unset',
  AGENT_CLIENT_ID: 'unset',
  CONNECT_INSTANCE_ID: 'unset',
  AWS_REGION: 'us-east-1',
  EPIC_FHIR_BASE_URL: 'https://unset.invalid',
  EPIC_CLIENT_ID: 'unset',
  SIGNING_KEY: 'kms:alias/unset',
}

/** Reads the broker's environment as the broker does, and goes on where it would end: one bad setting hides no other. */
export function readBrokerLeniently(env: Readonly<Record<string, string | undefined>>): LenientBroker {
  const faults = new Map<string, string>()
  let given = env
  for (;;) {
    try {
      return { config: readBrokerConfig(given), bad: new Set(faults.keys()), faults: [...faults.values()] }
    } catch (error) {
      if (!(error instanceof BrokerConfigError) || error.settings.every((name) => faults.has(name))) throw error
      const lines = error.message.split('\n').slice(1)
      error.settings.forEach((name, place) => faults.set(name, (lines[place] ?? name).trim()))
      given = { ...given, ...Object.fromEntries(error.settings.map((name) => [name, standIns[name]])) }
    }
  }
}
