import { randomBytes } from 'node:crypto'
import { getRequestListener } from '@hono/node-server'
import { type Broker, createBroker } from '../broker/app.ts'
import type { AuditEvent, AuditSink } from '../broker/audit-log.ts'
import { createMemoryLedger } from '../broker/ledger.ts'
import { readBrokerConfig } from '../broker/config.ts'
import type { Journal } from './journal.ts'
import type { RequestListener } from './listen.ts'
import { brokerEnvironment, type SandboxOrigins, type SitePolicySettings } from './site-settings.ts'

/** What may be broken of that which the broker writes to; null where it cannot be in this sandbox. */
export interface BrokerFaults {
  readonly audit: { isDown: boolean } | null
  readonly ledger: { down: boolean } | null
}

/** The real broker in the sandbox's process. */
export interface RunningBroker {
  readonly faults: BrokerFaults
  readonly listener: RequestListener
  /** The one in this process; null where it runs in processes of its own. */
  current(): Broker | null
  /** Plays a colleague's confirmation on a contact, as if their own widget had told the broker of it. */
  colleagueConfirms(contactId: string, patientId: string): Promise<void>
  /** Starts it anew with other settings, as an administrator would; tokens of live calls stay good. */
  restart(policy: SitePolicySettings): Promise<void>
  close(): void
}

/**
 * Starts the broker with the settings of the sandbox, and with nothing of it replaced but where its audit goes, and whom it trusts where the
 * sandbox speaks TLS: then `ask` is its `fetch`.
 *
 * The AWS SDK wants credentials to sign with. Where the environment has none, invented ones are set: the played
 * Amazon has no secret to check them with.
 */
export async function startBroker(
  origins: SandboxOrigins,
  policy: SitePolicySettings,
  journal: Journal,
  ask: typeof fetch | null,
): Promise<RunningBroker> {
  process.env['AWS_ACCESS_KEY_ID'] ??= 'SANDBOXSANDBOXSANDBOX'
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'no-secret-at-all'
  // Its notice is for those who keep the packages up to date; a visitor can do nothing about it.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const secrets = { callTokenKey: randomBytes(32).toString('base64url') }
  const faults = { audit: { isDown: false }, ledger: null }
  const audit: AuditSink = {
    async write(event) {
      if (faults.audit.isDown) throw new Error('The played audit log cannot be written')
      journal.write('broker', event.operation, factsOf(event))
    },
  }
  const start = async (settings: SitePolicySettings) => {
    const config = readBrokerConfig(brokerEnvironment(origins, settings, secrets))
    const ledger = createMemoryLedger(config.budgets)
    const begun = createBroker(config, { audit, ledger, ...(ask === null ? {} : { fetch: ask }) })
    await begun.ready()
    return { broker: begun, ledger }
  }

  let { broker, ledger } = await start(policy)
  return {
    faults,
    listener: getRequestListener((request, env) => broker.app.fetch(request, env)),
    current: () => broker,
    colleagueConfirms: (contactId, patientId) => ledger.keepConfirmation(contactId, patientId, contactId),
    async restart(settings) {
      const before = broker
      ;({ broker, ledger } = await start(settings))
      before.close()
    },
    close: () => broker.close(),
  }
}

function factsOf({ outcome, contactId, searchBy, patients, verified, emergencyReason, isUnconfirmed }: AuditEvent) {
  return {
    outcome,
    ...(contactId === null ? {} : { contactId }),
    ...(searchBy === null ? {} : { by: searchBy }),
    ...(patients.length === 0 ? {} : { patients: patients.length }),
    ...(verified.length === 0 ? {} : { verified: verified.join(', ') }),
    ...(emergencyReason === null ? {} : { emergency: 'with a reason' }),
    ...(isUnconfirmed ? { contact: 'not-confirmed-by-connect' } : {}),
  }
}
