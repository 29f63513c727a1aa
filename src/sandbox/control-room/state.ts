import { AGENTS } from '../connect-instance/agents.ts'
import { othersOn, type PlayedContact } from '../connect-instance/contact.ts'
import type { ControlRoomParts } from './control-room-parts.ts'
import type { ControlRoomState, ShownContact } from './control-room-state.ts'
import { isOfCast, scenes } from './scenes.ts'

/** What the control room's page shows now: switches, contacts, charts, and where the parties answer. */
export function describeState(parts: ControlRoomParts): ControlRoomState {
  const { origins, instance, connectApi, epic, site, faults, onHand } = parts
  return {
    origins,
    agents: AGENTS.map(({ username, firstName, lastName }) => ({ username, name: `${firstName} ${lastName}` })),
    scenes: scenes.map((scene) => {
      const { id, group, title, says } = scene
      return { id, group, title, says, isPlayable: onHand.hasCast || !isOfCast(scene) }
    }),
    numbers: onHand.numbers,
    epic: { ...epic.site },
    connect: { ...instance.settings, ccpAgent: instance.ccpAgent, apiDown: connectApi.faults.kind === 'down' },
    site: { ...site.policy() },
    faults: faults.shown(),
    contacts: instance.shownTo(instance.ccpAgent).map(describeContact),
    charts: epic.openCharts().length,
  }
}

function describeContact(contact: PlayedContact): ShownContact {
  return {
    contactId: contact.contactId,
    kind: contact.kind,
    phase: contact.phase,
    isTaken: contact.acceptedAt !== null,
    isHeld: contact.customerLeg?.state === 'hold',
    isAgentHeld: contact.agentLeg.state === 'hold',
    hasColleague: othersOn(contact).length > 0,
    isCleared: contact.cleared,
    numberEndsWith: /\d{4}(?=\D*$)/.exec(contact.number ?? '')?.[0] ?? null,
    since: new Date(contact.phaseSince).toISOString(),
  }
}
