import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { isLive } from '../connect-instance/contact.ts'

type ContactVerb = (instance: ConnectInstance, contactId: string) => unknown

const verbs: Readonly<Record<string, ContactVerb>> = {
  accept: (instance, id) => instance.accept(id),
  reject: (instance, id) => instance.reject(id),
  miss: (instance, id) => instance.miss(id),
  'pick-up': (instance, id) => instance.pickUp(id),
  hold: (instance, id) => instance.hold(id),
  resume: (instance, id) => instance.resume(id),
  'hold-agent': (instance, id) => instance.hold(id, 'agent'),
  'resume-agent': (instance, id) => instance.resume(id, 'agent'),
  consult: (instance, id) => instance.consult(id),
  conference: (instance, id) => instance.conference(id),
  'drop-other': (instance, id) => instance.dropOther(id),
  'hang-up': (instance, id) => instance.hangUp(id, 'customer'),
  'agent-hang-up': (instance, id) => instance.hangUp(id, 'agent'),
  clear: (instance, id) => instance.clear(id),
  flicker: (instance, id) => void instance.flicker(id, 600),
  replay: (instance, id) => instance.replayOld(id, 'connected'),
  finish,
}

/** What can be done to a contact from the control room, by its name in the path; null where there is no such verb. */
export function contactVerb(name: string): ContactVerb | null {
  return Object.hasOwn(verbs, name) ? (verbs[name] ?? null) : null
}

/** Ends a contact that the CCP shows and takes it off, whatever state it is in; a replayed one too. */
export function finish(instance: ConnectInstance, contactId: string): void {
  if (isLive(instance.contact(contactId))) instance.hangUp(contactId, 'agent')
  instance.clear(contactId)
}
