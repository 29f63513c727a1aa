import type { ConnectClient, Contact, DescribeContactCommand, SearchUsersCommand } from '@aws-sdk/client-connect'
import { IntegrationError } from '../domain/errors.ts'
import { awsEndpoint } from '../smart/aws-endpoint.ts'
import type { ConnectConfig } from './config.ts'

/** What the Connect API says of a contact, as far as it decides anything here. */
export interface ContactFacts {
  /** `VOICE`, `CHAT` … as Connect names channels. */
  readonly channel: string
  /** `INBOUND`, `OUTBOUND`, `TRANSFER` … as Connect names how a contact began. */
  readonly initiation: string
  /** The first contact of a chain of transfers; null where this is the first. */
  readonly earlierContactId: string | null
  /** The user id of the agent who has it; null until it is accepted. */
  readonly agentId: string | null
  /** When it ended, in milliseconds since 1970; null while it lives. */
  readonly endedAt: number | null
  /** The customer's address as Connect wrote it; null where there is none that is a telephone's. */
  readonly customerAddress: string | null
}

/** Which instance is asked, and where. */
export type ConnectApiConfig = Pick<ConnectConfig, 'instanceId' | 'region' | 'endpoint'>

/** What we ask of the Connect API. Failures are `connect-unreachable`. */
export interface ConnectApi {
  /** A contact of this instance, or null where it has none of that id. */
  describeContact(contactId: string): Promise<ContactFacts | null>
  /** The user id of a user name, or null. */
  findUser(username: string): Promise<string | null>
  /** Loads what the first question would otherwise wait for. */
  ready(): Promise<void>
  /** Lets go of its connections. */
  close(): void
}

/** The longest one question may take, in milliseconds, its retry included. */
const timeoutMs = 3_000

/** Answers by which Connect says that it has no contact of this id; anything else is a failure. */
const saysNone = new Set(['ResourceNotFoundException', 'InvalidParameterException', 'InvalidRequestException'])

/**
 * The Connect API of one instance, by the AWS SDK.
 *
 * The SDK is loaded at the first question (it costs 70 ms), with two attempts and a time limit: its own defaults wait
 * over two seconds on a throttle (facts/stack.md, trap 13). Throttled, denied and unreachable are one failure: closed (R16).
 */
export function createConnectApi(config: ConnectApiConfig): ConnectApi {
  let loading: Promise<ConnectSdk> | null = null
  const sdk = () => {
    loading ??= loadSdk(config)
    return loading
  }

  const ask = async <T>(question: (sdk: ConnectSdk, signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await question(await sdk(), AbortSignal.timeout(timeoutMs))
    } catch (cause) {
      throw new IntegrationError('connect-unreachable', { cause })
    }
  }

  return {
    describeContact: (contactId) =>
      ask(async ({ client, commands }, abortSignal) => {
        const command = new commands.DescribeContactCommand({ InstanceId: config.instanceId, ContactId: contactId })
        const contact = await client.send(command, { abortSignal }).then(
          (answer) => answer.Contact ?? null,
          (error: unknown) => {
            if (error instanceof Error && saysNone.has(error.name)) return null
            throw error
          },
        )
        return contact === null ? null : readContactFacts(contact, contactId)
      }),

    findUser: (username) =>
      ask(async ({ client, commands }, abortSignal) => {
        const { Users: users = [] } = await client.send(
          new commands.SearchUsersCommand({
            InstanceId: config.instanceId,
            MaxResults: 10,
            SearchCriteria: {
              StringCondition: { FieldName: 'username', Value: username, ComparisonType: 'EXACT' },
            },
          }),
          { abortSignal },
        )
        // The API folds case and may widen; a user name that is merely like this one is somebody else.
        const same = users.filter((user) => user.Username?.toLowerCase() === username.toLowerCase())
        return same.length === 1 ? (same[0]?.Id ?? null) : null
      }),

    ready: async () => {
      await sdk()
    },

    close: () => {
      void loading?.then(({ client }) => client.destroy())
    },
  }
}

interface ConnectSdk {
  readonly client: ConnectClient
  readonly commands: {
    readonly DescribeContactCommand: typeof DescribeContactCommand
    readonly SearchUsersCommand: typeof SearchUsersCommand
  }
}

async function loadSdk({ region, endpoint }: ConnectApiConfig): Promise<ConnectSdk> {
  const commands = await import('@aws-sdk/client-connect')
  const client = new commands.ConnectClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
    ...awsEndpoint(endpoint),
  })
  return { client, commands }
}

function readContactFacts(contact: Contact, contactId: string): ContactFacts {
  const earlier = contact.InitialContactId ?? null
  const endpoint = contact.CustomerEndpoint
  return {
    channel: contact.Channel ?? '',
    initiation: contact.InitiationMethod ?? '',
    earlierContactId: earlier === contactId ? null : earlier,
    agentId: contact.AgentInfo?.Id ?? null,
    endedAt: contact.DisconnectTimestamp?.getTime() ?? null,
    customerAddress: endpoint?.Type === 'TELEPHONE_NUMBER' ? (endpoint.Address ?? null) : null,
  }
}
