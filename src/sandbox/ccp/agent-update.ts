/**
 * The one state message of the conduit protocol, `agent::update`, in the shape Streams reads (ccp-streams.md 1.5).
 *
 * A `Moment` is epoch milliseconds on the way from the server to the page and a `Date` on the way to the host:
 * Streams throws on anything else.
 */
export interface AgentUpdate<Moment> {
  readonly snapshot: {
    readonly state: AgentStateUpdate<Moment>
    readonly nextState: AgentStateUpdate<Moment> | null
    readonly agentAvailabilityState: { readonly state: string; readonly timeStamp: Moment }
    readonly contacts: readonly ContactUpdate<Moment>[]
    readonly snapshotTimestamp: Moment
    readonly localTimestamp: number
    readonly skew: number
  }
  readonly configuration: AgentConfiguration
}

export interface AgentStateUpdate<Moment> {
  readonly agentStateARN: string | null
  readonly type: string
  readonly name: string
  readonly startTimestamp: Moment
}

export interface ContactUpdate<Moment> {
  readonly contactId: string
  readonly initialContactId: string | null
  readonly type: 'voice' | 'queue_callback' | 'chat' | 'task' | 'email'
  readonly state: StateUpdate<Moment>
  readonly status: StateUpdate<Moment>
  readonly queue: QueueUpdate | null
  readonly queueTimestamp: Moment | null
  readonly connections: readonly ConnectionUpdate<Moment>[]
  readonly attributes: Readonly<Record<string, { readonly name: string; readonly value: string }>>
  readonly contactDuration: string
  readonly initiationMethod: string | null
  readonly name: string | null
  readonly description: null
  readonly references: Readonly<Record<string, never>> | null
  readonly contactFeatures: null
  readonly channelContext: null
  readonly customerEndpoint: EndpointUpdate | null
}

export interface ConnectionUpdate<Moment> {
  readonly connectionId: string
  readonly type: 'agent' | 'inbound' | 'outbound' | 'monitoring'
  readonly initial: boolean
  readonly state: StateUpdate<Moment>
  readonly endpoint: EndpointUpdate | null
  readonly address: EndpointUpdate | null
  readonly softphoneMediaInfo: Readonly<Record<string, string | boolean>> | null
  readonly chatMediaInfo: Readonly<Record<string, string | boolean | null>> | null
  readonly monitoringInfo: null
  readonly mute: boolean | null
  readonly quickConnectName: string | null
}

export interface StateUpdate<Moment> {
  readonly type: string
  readonly timestamp: Moment
}

export interface EndpointUpdate {
  readonly endpointARN: null
  readonly type: 'phone_number' | 'agent' | 'email_address'
  readonly name: null
  readonly phoneNumber: string | null
  /** Absent where the endpoint is none of e-mail. */
  readonly emailAddress?: string
  readonly agentLogin: null
  readonly queue: null
}

export interface QueueUpdate {
  readonly queueARN: string
  readonly queueId: string
  readonly name: string | null
}

export interface AgentConfiguration {
  readonly name: string
  readonly username: string
  readonly softphoneEnabled: boolean
  readonly softphoneAutoAccept: boolean
  readonly extension: string
  readonly agentARN: string
  readonly agentPreferences: { readonly LANGUAGE: string }
  readonly permissions: readonly string[]
  readonly dialableCountries: readonly string[]
  readonly agentStates: readonly {
    readonly agentStateARN: string | null
    readonly type: string
    readonly name: string
  }[]
  readonly routingProfile: {
    readonly name: string
    readonly routingProfileARN: string
    readonly routingProfileId: string
    readonly channelConcurrencyMap: Readonly<Record<'VOICE' | 'CHAT' | 'TASK', number>>
    readonly defaultOutboundQueue: QueueUpdate
    readonly queues: readonly QueueUpdate[]
  }
}
