import type { ShownContact } from '../control-room-state.ts'
import { element } from './element.ts'

/** The contacts of the CCP, each with what its caller, or time, can do to it now. */
export function contactCards(
  contacts: readonly ShownContact[],
  onVerb: (verb: string, contact: ShownContact) => void,
): HTMLElement[] {
  if (contacts.length === 0) return [element('p', { class: 'quiet' }, 'No contact.')]
  return contacts.map((contact) =>
    element(
      'article',
      { class: 'contact' },
      element('p', {}, element('b', {}, kinds[contact.kind]), ` ${titleOf(contact)}`),
      element(
        'div',
        { class: 'verbs' },
        ...verbsOf(contact).map(([verb, label]) =>
          element('button', { type: 'button', 'data-verb': verb, click: () => onVerb(verb, contact) }, label),
        ),
      ),
    ),
  )
}

const kinds: Readonly<Record<ShownContact['kind'], string>> = {
  inbound: 'Call',
  outbound: 'Outbound call',
  callback: 'Callback',
  transfer: 'Transfer',
  monitoring: 'Monitored call',
  chat: 'Chat',
  task: 'Task',
  email: 'E-mail',
}

function titleOf({
  numberEndsWith,
  phase,
  isTaken,
  isHeld,
  isAgentHeld,
  hasColleague,
  isCleared,
}: ShownContact): string {
  const number = numberEndsWith === null ? '' : `…${numberEndsWith}, `
  if (isCleared) return `${number}replayed`
  const colleague = hasColleague ? ', with a colleague' : ''
  if (isHeld) return `${number}on hold${colleague}`
  if (isAgentHeld) return `${number}the agent is on hold${colleague}`
  if (phase === 'connected') return `${number}${phases[phase]}${colleague}`
  if (phase === 'connecting' && isTaken) return `${number}being dialled`
  return number + phases[phase]
}

const phases: Readonly<Record<ShownContact['phase'], string>> = {
  incoming: 'rings',
  connecting: 'rings',
  connected: 'on the line',
  ended: 'after-call work',
  missed: 'missed',
  rejected: 'rejected',
}

function verbsOf(contact: ShownContact): readonly [verb: string, label: string][] {
  const { kind, phase, isTaken, isCleared } = contact
  if (isCleared) return [['clear', 'Clear']]
  if (phase === 'connected') {
    const isCall = kind !== 'chat' && kind !== 'task' && kind !== 'email' && kind !== 'monitoring'
    return [['hang-up', 'Caller hangs up'], ...(isCall ? verbsOfLine(contact) : []), ['flicker', 'Flicker']]
  }
  if (phase === 'ended' || phase === 'missed' || phase === 'rejected') return [['clear', 'Clear']]
  if (isTaken)
    return [
      ['pick-up', 'Customer picks up'],
      ['hang-up', 'Customer declines'],
    ]
  return [
    ['accept', 'Accept'],
    ['reject', 'Reject'],
    ['miss', 'Miss'],
    ['hang-up', 'Caller gives up'],
  ]
}

function verbsOfLine({ isHeld, isAgentHeld, hasColleague }: ShownContact): [verb: string, label: string][] {
  return [
    isHeld ? ['resume', 'Resume'] : ['hold', 'Hold'],
    isAgentHeld ? ['resume-agent', 'Agent back'] : ['hold-agent', 'Agent on hold'],
    ...(hasColleague ? [] : [['consult', 'Ask a colleague'] as [string, string]]),
    ...(hasColleague && isHeld ? [['conference', 'Join all three'] as [string, string]] : []),
    ...(hasColleague ? [['drop-other', 'Colleague leaves'] as [string, string]] : []),
  ]
}
