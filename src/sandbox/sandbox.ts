import { mkdir, writeFile } from 'node:fs/promises'
import { getRequestListener } from '@hono/node-server'
import type { Broker } from '../broker/app.ts'
import { createCcp } from './ccp/ccp.ts'
import { type ConnectApi, createConnectApi } from './connect-api/connect-api.ts'
import { AGENTS } from './connect-instance/agents.ts'
import { type ConnectInstance, createConnectInstance } from './connect-instance/connect-instance.ts'
import { INSTANCE_REGION } from './connect-instance/instance-ids.ts'
import { createControlRoom } from './control-room/control-room.ts'
import { peopleOnHand } from './control-room/people-on-hand.ts'
import { startDeployedBroker } from './deployed-broker.ts'
import { closeDoors, type Doors, openDoors, originsOf } from './doors.ts'
import { createEpic, type Epic } from './epic/epic-party.ts'
import { makePeople } from './epic/people/population.ts'
import { createFaultBoard, type FaultBoard } from './faults/fault-board.ts'
import { faultPoints } from './faults/fault-points.ts'
import { createIdentityProvider } from './idp/identity-provider.ts'
import { createJournal, type Journal } from './journal.ts'
import { createKms, type Kms } from './kms/kms.ts'
import type { RequestListener } from './listen.ts'
import { resolveLoopbackNames } from './loopback-names.ts'
import { startBroker } from './running-broker.ts'
import {
  brokerEnvironment,
  callTokenKeyAlias,
  epicClientId,
  launchClientId,
  ordinaryPolicy,
  previewOrigin,
  signingKeyAlias,
  type SandboxOrigins,
  type SitePolicySettings,
  widgetConfig,
  widgetOrigins,
} from './site-settings.ts'
import type { Certificates } from './tls/certificates.ts'
import { hostWidget, type WidgetSource } from './widget-host.ts'

export interface SandboxOptions {
  /** The first of eight ports in a row, or `free` for any (tests run side by side). Default 4400. */
  readonly ports?: number | 'free'
  /** `localhost` puts all parties on one host, for browsers that do not know `*.localhost`. */
  readonly names?: 'localhost-names' | 'localhost'
  /** Epic's patients, or how many to make beside the named cast. Default: 2,000 made ones. */
  readonly people?: readonly fhir4.Patient[] | { readonly size: number }
  readonly widget: WidgetSource
  readonly policy?: Partial<SitePolicySettings>
  /** `lambda` runs the broker as it is deployed, under the widget's own origin; default: in this process. */
  readonly broker?: 'process' | 'lambda'
  /** Lets Epic and the broker speak TLS by these. Not for a deployed broker, whose instances trust the computer's authorities alone. */
  readonly tls?: Certificates
}

/** Every party of the product's world in one process, and the real broker among them. */
export interface Sandbox {
  readonly origins: SandboxOrigins
  readonly instance: ConnectInstance
  readonly connectApi: ConnectApi
  readonly epic: Epic
  readonly kms: Kms
  readonly journal: Journal
  /** What goes wrong, at whichever party. */
  readonly faults: FaultBoard
  /** The broker as it runs in this process now, if it does; another one after the hospital's policy was changed. */
  readonly broker: Broker | null
  /** Starts the broker anew, with its settings: it then holds no token of Epic's and no key of the provider's. */
  restartBroker(this: void): Promise<void>
  /** Ends every party at once, open streams too. Calling it again does nothing more. */
  close(this: void): Promise<void>
}

const privateFolder = new URL('../../.sandbox/', import.meta.url)

/**
 * Starts the sandbox. Ports are taken first, because every party must know where the others will be.
 *
 * Rejects with `PortTakenError` where a port is taken, and then leaves nothing running. On fixed ports it leaves the
 * widget's settings in `.sandbox/config.json` too, the broker's in `.sandbox/broker.env`, and the certificate of the authority by
 * which they speak TLS, where they do, in `.sandbox/authority.pem`.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  resolveLoopbackNames()
  const doors = await openDoors(options.ports ?? 4400, options.tls ?? null)
  try {
    return await startParties(doors, options)
  } catch (fault) {
    await closeDoors(doors)
    throw fault
  }
}

async function startParties(doors: Doors, options: SandboxOptions): Promise<Sandbox> {
  const isDeployed = options.broker === 'lambda'
  const origins = originsOf(doors, options.names ?? 'localhost-names', isDeployed)
  const people = Array.isArray(options.people) ? options.people : makePeople(sizeOf(options.people))
  const journal = createJournal()
  let policy: SitePolicySettings = { ...ordinaryPolicy, ...options.policy }
  await mkdir(privateFolder, { recursive: true, mode: 0o700 })
  const leave = async () => {
    if (options.ports !== 'free') await leaveSettings(origins, policy, options.tls?.authority)
  }
  await leave()
  const ask = await trustedBy(options.tls)

  const instance = createConnectInstance({ journal })
  const kms = createKms({ region: INSTANCE_REGION, journal })
  doors.kms.serve(getRequestListener(kms.app.fetch))
  await Promise.all([kms.keys.create('RSA_2048', signingKeyAlias), kms.keys.create('HMAC_256', callTokenKeyAlias)])
  // Hyperspace too: where it frames the widget, it is an ancestor of the CCP, and the browser asks about every one.
  const approvedOrigins = [origins.widget, previewOrigin, origins.epic]
  const ccp = createCcp({ instance, journal, approvedOrigins })
  const connectApi = createConnectApi({ instance, journal, approvedOrigins })
  const brokerJwksUrl = `${origins.broker}/.well-known/jwks.json`
  const users = AGENTS.map(({ username, firstName, lastName }) => ({ username, name: `${firstName} ${lastName}` }))
  const application = {
    clientId: launchClientId,
    redirectUris: [`${origins.widget}/callback`, `${previewOrigin}/callback`],
    origins: [origins.widget, previewOrigin],
    users,
    launchUrl: `${origins.widget}/launch`,
  }
  const epic = createEpic({
    origin: origins.epic,
    brokerJwksUrl,
    clientId: epicClientId,
    people,
    application,
    journal,
    ...(ask === null ? {} : { fetch: ask }),
  })
  const startingBroker = isDeployed
    ? startDeployedBroker(origins, policy, journal)
    : startBroker(origins, policy, journal, ask)
  const api: RequestListener = async (req, res) => (await startingBroker).listener(req, res)
  const [idp, broker, closeWidget] = await Promise.all([
    createIdentityProvider({
      issuer: origins.idp,
      agents: users,
      widgetOrigin: origins.widget,
      previewOrigin,
      audience: origins.broker,
      journal,
    }),
    startingBroker,
    hostWidget(doors.widget, options.widget, {
      origins: () => widgetOrigins(origins, policy),
      config: () => widgetConfig(origins, policy),
      ...(isDeployed ? { api } : {}),
    }),
  ])
  const site = {
    policy: () => policy,
    change: async (next: SitePolicySettings) => {
      await broker.restart(next)
      policy = next
      await leave()
    },
  }
  const faults = createFaultBoard(faultPoints({ epic, connectApi, instance, idp, kms, broker, doors }))
  const controlRoom = createControlRoom({
    origins,
    faults,
    instance,
    connectApi,
    epic,
    site,
    colleague: broker,
    journal,
    onHand: peopleOnHand(people),
  })

  for (const [name, { app }] of Object.entries({ ccp, epic, connectApi, controlRoom })) {
    doors[name as keyof Doors].serve(getRequestListener(app.fetch))
  }
  doors.idp.serve(idp.handler)
  doors.broker.serve(broker.listener)
  return {
    origins,
    instance,
    connectApi,
    epic,
    kms,
    journal,
    faults,
    restartBroker: () => site.change(policy),
    get broker() {
      return broker.current()
    },
    async close() {
      instance.close()
      await Promise.all([closeWidget(), closeDoors(doors)])
      broker.close()
    },
  }
}

/** A `fetch` that trusts whom Epic and the broker show; null where they speak no TLS. Loaded only then. */
async function trustedBy(certificates: Certificates | undefined): Promise<typeof fetch | null> {
  if (certificates === undefined) return null
  const { trustingFetch } = await import('./tls/trusting-fetch.ts')
  return trustingFetch(certificates.authority)
}

/** For `npm run preview`, which serves the same widget to the same parties, and for `npm run doctor`; without the secret. */
async function leaveSettings(
  origins: SandboxOrigins,
  policy: SitePolicySettings,
  authority: string | undefined,
): Promise<void> {
  const settings = Object.entries(brokerEnvironment(origins, policy, { callTokenKey: '' })).filter(
    ([, value]) => value !== '',
  )
  await writeFile(new URL('config.json', privateFolder), JSON.stringify(widgetConfig(origins, policy), null, 2))
  await writeFile(
    new URL('broker.env', privateFolder),
    settings.map(([name, value]) => `${name}="${value}"\n`).join(''),
  )
  if (authority !== undefined) await writeFile(new URL('authority.pem', privateFolder), authority)
}

function sizeOf(people: SandboxOptions['people']): { size?: number } {
  return people !== undefined && 'size' in people ? { size: people.size } : {}
}
