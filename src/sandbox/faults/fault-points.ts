import type { ConnectApi } from '../connect-api/connect-api.ts'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import type { Epic } from '../epic/epic-party.ts'
import { epicFaultGroups, epicFaults } from '../epic/faults/epic-faults.ts'
import type { IdentityProvider } from '../idp/identity-provider.ts'
import type { Kms } from '../kms/kms.ts'
import type { Door } from '../listen.ts'
import type { RunningBroker } from '../running-broker.ts'
import type { BadCertificate } from '../tls/certificates.ts'
import { type FaultPoint, faultPoint, type FaultWords, missingPoint } from './fault-point.ts'
import { faultWords } from './fault-words.ts'
import { unreadableAnswers } from './unreadable-answers.ts'

export interface BreakableParties {
  readonly epic: Epic
  readonly connectApi: ConnectApi
  readonly instance: ConnectInstance
  readonly idp: IdentityProvider
  readonly kms: Kms
  readonly broker: RunningBroker
  readonly doors: { readonly epic: Door; readonly broker: Door }
}

const lateMs = 3_000
const ordinaryLagMs = 150

/** Every place where something can go wrong in a sandbox, by name. */
export function faultPoints(parties: BreakableParties): Readonly<Record<string, FaultPoint>> {
  const { epic, idp, kms, instance, doors } = parties
  return {
    epic: epicPoint(epic),
    'epic-line': faultPoint('The line to Epic', faultWords['epic-line'], lineAt(doors.epic)),
    'epic-certificate': certificatePoint('The certificate of Epic', faultWords['epic-certificate'], doors.epic),
    'connect-api': connectApiPoint(parties),
    ccp: ccpPoint(instance),
    'ccp-events': faultPoint('What the CCP hears of contacts', faultWords['ccp-events'], {
      now: () => instance.settings.ccpEvents,
      turn: (name) => void (instance.settings.ccpEvents = name),
    }),
    idp: faultPoint('Identity provider', faultWords.idp, {
      now: () => idp.faults.kind,
      turn: (name) => void (idp.faults.kind = name),
    }),
    kms: faultPoint('AWS KMS', faultWords.kms, {
      now: () => kms.faults.kind,
      turn: (name) => void (kms.faults.kind = name),
    }),
    'broker-line': brokerLinePoint(doors.broker),
    'broker-certificate': certificatePoint(
      'The certificate of the broker',
      faultWords['broker-certificate'],
      doors.broker,
    ),
    audit: auditPoint(parties.broker),
    ledger: ledgerPoint(parties.broker),
  }
}

function epicPoint({ site }: Epic): FaultPoint {
  const at = { now: () => site.fault, turn: (name: typeof site.fault) => void (site.fault = name) }
  const groups = Object.entries(epicFaultGroups).map(([title, faults]) => [title, Object.keys(faults)] as const)
  return faultPoint('Epic', epicFaults, at, Object.fromEntries(groups))
}

function ccpPoint(instance: ConnectInstance): FaultPoint {
  const { settings } = instance
  return faultPoint('CCP', faultWords.ccp, {
    now: () => settings.ccpFault,
    turn: (name) => {
      const wasHushed = settings.ccpFault === 'ack-lost'
      settings.ccpFault = name
      if (wasHushed !== (name === 'ack-lost')) instance.hushCcp(!wasHushed)
    },
  })
}

function brokerLinePoint(door: Door): FaultPoint {
  const unreadable = unreadableAnswers(door.server)
  const line = lineAt(door)
  return faultPoint('The line to the broker', faultWords['broker-line'], {
    now: () => (unreadable.isOn ? 'not-readable' : line.now()),
    turn: (name) => {
      unreadable.isOn = name === 'not-readable'
      return line.turn(name === 'not-readable' ? 'none' : name)
    },
  })
}

/** What goes wrong at the door itself, whatever is behind it. */
function lineAt(door: Door) {
  return {
    now: () => (door.line === 'open' ? 'none' : door.line),
    turn: (name: Exclude<Door['line'], 'open'> | 'none') => door.setLine(name === 'none' ? 'open' : name),
  }
}

/** A certificate that every client has to refuse, in place of the good one. */
function certificatePoint(party: string, words: Readonly<Record<BadCertificate, FaultWords>>, door: Door): FaultPoint {
  if (door.certificate === null) return missingPoint(party, words, 'Only with npm start -- --tls.')
  return faultPoint(party, words, {
    now: () => (door.certificate === null || door.certificate === 'good' ? 'none' : door.certificate),
    turn: (name) => door.showCertificate(name === 'none' ? 'good' : name),
  })
}

function connectApiPoint({ connectApi: { faults }, instance: { settings } }: BreakableParties): FaultPoint {
  const isLate = () => settings.agentInfoLagMs >= lateMs
  return faultPoint('Amazon Connect’s API', faultWords['connect-api'], {
    now: () => (faults.kind === 'none' && isLate() ? 'late' : faults.kind),
    turn: (name) => {
      faults.kind = name === 'late' ? 'none' : name
      if (name === 'late') settings.agentInfoLagMs = lateMs
      else if (isLate()) settings.agentInfoLagMs = ordinaryLagMs
    },
  })
}

function auditPoint({ faults }: RunningBroker): FaultPoint {
  const { audit } = faults
  if (audit === null) return missingPoint('The audit log', faultWords.audit, 'Not with the deployed broker.')
  return faultPoint('The audit log', faultWords.audit, {
    now: () => (audit.isDown ? 'down' : 'none'),
    turn: (name) => void (audit.isDown = name === 'down'),
  })
}

function ledgerPoint({ faults }: RunningBroker): FaultPoint {
  const { ledger } = faults
  const party = 'The ledger (DynamoDB)'
  if (ledger === null) return missingPoint(party, faultWords.ledger, 'Only with npm start -- --deployed.')
  return faultPoint(party, faultWords.ledger, {
    now: () => (ledger.down ? 'down' : 'none'),
    turn: (name) => void (ledger.down = name === 'down'),
  })
}
