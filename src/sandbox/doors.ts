import { serverLimits } from '../broker/server-limits.ts'
import { type Door, openDoor } from './listen.ts'
import type { SandboxOrigins } from './site-settings.ts'
import type { Certificates } from './tls/certificates.ts'
import { apiPath } from './widget-host.ts'
import { withheldHeader } from './withheld-header.ts'

export type Doors = Readonly<Record<keyof SandboxOrigins, Door>>

const partyNames = ['controlRoom', 'widget', 'ccp', 'broker', 'epic', 'idp', 'connectApi', 'kms'] as const
const hostNames = { controlRoom: 'sandbox', widget: 'widget', ccp: 'ccp', broker: 'broker', epic: 'epic', idp: 'idp' }

/**
 * All eight doors, or none: those that opened are closed again when one port is taken. Epic's and the broker's speak TLS where
 * there are certificates.
 */
export async function openDoors(ports: number | 'free', certificates: Certificates | null): Promise<Doors> {
  const opened = await Promise.allSettled(
    partyNames.map(async (name, index) => {
      const limits = name === 'broker' ? serverLimits : {}
      const port = ports === 'free' ? 0 : ports + index
      return [name, await openDoor(port, limits, speaksTls(name) ? certificates : null)] as const
    }),
  )
  const doors = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const fault = opened.find((one) => one.status === 'rejected')
  if (fault !== undefined) {
    await Promise.all(doors.map(([, door]) => door.close()))
    throw fault.reason
  }
  for (const [, door] of doors) {
    // A browser would keep the broker's rule for years, and ask the sandbox that speaks no TLS by https from then on.
    if (door.certificate !== null) withheldHeader(door.server, 'strict-transport-security', true)
  }
  return Object.fromEntries(doors) as Doors
}

/** Closes them all, and cuts whatever is open. */
export async function closeDoors(doors: Doors): Promise<void> {
  await Promise.all(Object.values(doors).map((door) => door.close()))
}

/** Where each party answers. The deployed broker stands below the widget's origin, where nothing it answers is cross-origin. */
export function originsOf(doors: Doors, names: 'localhost-names' | 'localhost', isDeployed: boolean): SandboxOrigins {
  const at = (party: keyof typeof hostNames) => {
    const host = names === 'localhost' ? 'localhost' : `${hostNames[party]}.localhost`
    const { certificate, port } = doors[party]
    return `${certificate === null ? 'http' : 'https'}://${host}:${port}`
  }
  return {
    controlRoom: at('controlRoom'),
    widget: at('widget'),
    ccp: at('ccp'),
    broker: isDeployed ? `${at('widget')}${apiPath}` : at('broker'),
    epic: at('epic'),
    idp: at('idp'),
    connectApi: `http://127.0.0.1:${doors.connectApi.port}`,
    kms: `http://127.0.0.1:${doors.kms.port}`,
  }
}

function speaksTls(party: (typeof partyNames)[number]): boolean {
  return party === 'epic' || party === 'broker'
}
