import { agentNamed } from '../connect-instance/agents.ts'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { InstanceError } from '../connect-instance/instance-error.ts'

/** The answer of the softphone's API: `error` is the text Streams hands to `failure`, which is JSON in a string. */
export type ApiAnswer =
  | { readonly data: Readonly<Record<string, unknown>>; readonly error: null }
  | { readonly data: null; readonly error: string }

type Method = (instance: ConnectInstance, params: Params) => Readonly<Record<string, unknown>>

/**
 * Does what the softphone asks by one of the method names of Streams (ccp-streams.md 1.6).
 *
 * Never throws for what the instance refuses: that is an answer. An unknown method is refused likewise.
 */
export function answerSoftphone(instance: ConnectInstance, method: string, params: unknown): ApiAnswer {
  const run = METHODS.get(method)
  try {
    if (run === undefined) throw new InstanceError('BadRequestException', 'The played CCP does not know this method')
    return { data: run(instance, new Params(params)), error: null }
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error
    return { data: null, error: failureText(method, error) }
  }
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['acceptContact', done((instance, params) => instance.accept(ownContact(instance, params)))],
  ['rejectContact', done((instance, params) => instance.reject(ownContact(instance, params)))],
  ['clearContact', done((instance, params) => instance.clear(ownContact(instance, params)))],
  ['completeContact', done((instance, params) => instance.clear(ownContact(instance, params)))],
  [
    'holdConnection',
    done((instance, params) => instance.hold(ownContact(instance, params), heldSide(instance, params))),
  ],
  [
    'resumeConnection',
    done((instance, params) => instance.resume(ownContact(instance, params), heldSide(instance, params))),
  ],
  ['createAdditionalConnection', done((instance, params) => instance.consult(ownContact(instance, params)))],
  ['addNewConnection', done((instance, params) => instance.consult(ownContact(instance, params)))],
  ['conferenceConnections', done((instance, params) => instance.conference(ownContact(instance, params)))],
  [
    'destroyConnection',
    done((instance, params) => {
      const contactId = ownContact(instance, params)
      return isThirdParty(instance, params)
        ? instance.dropOther(contactId)
        : instance.hangUp(contactId, side(instance, params))
    }),
  ],
  ['createOutboundContact', done((instance, params) => instance.placeCall(params.numberToCall(), instance.ccpAgent))],
  ['putAgentState', done((instance, params) => setState(instance, params))],
  ['getEndpoints', () => ({ endpoints: [], nextToken: null })],
])

function done(act: (instance: ConnectInstance, params: Params) => unknown): Method {
  return (instance, params) => {
    act(instance, params)
    return {}
  }
}

function setState(instance: ConnectInstance, params: Params): void {
  instance.setAgentState(instance.ccpAgent, params.within('state').text('name'), params.flag('enqueueNextState'))
}

/** The contact that is asked for, if the CCP's agent has it: another agent's contact does not exist for them. */
function ownContact(instance: ConnectInstance, params: Params): string {
  const contactId = params.text('contactId')
  if (instance.contact(contactId).agentId === agentNamed(instance.ccpAgent).id) return contactId
  throw new InstanceError('ResourceNotFoundException', 'The agent has no contact with this id')
}

function isThirdParty(instance: ConnectInstance, params: Params): boolean {
  const connectionId = params.text('connectionId')
  return instance.contact(params.text('contactId')).others.some((other) => other.connectionId === connectionId)
}

/** Whose connection is put on hold: the agent's own where it is named, else the customer's. */
function heldSide(instance: ConnectInstance, params: Params): 'agent' | 'customer' {
  const { agentLeg } = instance.contact(params.text('contactId'))
  return params.is('connectionId', agentLeg.connectionId) ? 'agent' : 'customer'
}

function side(instance: ConnectInstance, params: Params): 'agent' | 'customer' {
  const contact = instance.contact(params.text('contactId'))
  const connectionId = params.text('connectionId')
  if (connectionId === contact.agentLeg.connectionId) return 'agent'
  if (connectionId === contact.customerLeg?.connectionId) return 'customer'
  throw new InstanceError('ResourceNotFoundException', 'The contact has no connection with this id')
}

function failureText(method: string, error: InstanceError): string {
  // Streams passes the bare word for a failed accept, and this structure for everything else.
  if (method === 'acceptContact') return 'error'
  const statusCode = error.type === 'ResourceNotFoundException' ? 404 : 400
  return JSON.stringify({ type: error.type, message: error.message, stack: [], retryStatus: 'none', statusCode })
}

/** Reads what a host sent, which may be anything: a wrong shape is a `BadRequestException`. */
class Params {
  private readonly values: Readonly<Record<string, unknown>>

  constructor(sent: unknown) {
    this.values = typeof sent === 'object' && sent !== null ? { ...sent } : {}
  }

  text(name: string): string {
    const value = this.values[name]
    if (typeof value === 'string' && value !== '') return value
    throw new InstanceError('BadRequestException', `${name} is missing`)
  }

  is(name: string, value: string): boolean {
    return this.values[name] === value
  }

  flag(name: string): boolean {
    return this.values[name] === true
  }

  within(name: string): Params {
    return new Params(this.values[name])
  }

  numberToCall(): string {
    return this.within('endpoint').text('phoneNumber')
  }
}
