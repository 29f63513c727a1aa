import type {
  AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { awsEndpoint } from '../smart/aws-endpoint.ts'

export interface DynamoTableOptions {
  /** A table whose partition key is `id` (text), without a sort key, with time to live on `expires`. */
  readonly table: string
  readonly region: string
  /** Another address for DynamoDB, on loopback, for the sandbox; null is Amazon's own. */
  readonly endpoint: string | null
  /** The longest one question may take, in milliseconds, second attempts and lost races included. */
  readonly timeoutMs?: number
}

/** Two and a half seconds of the eight that the widget gives the whole (R68). */
export const defaultTimeoutMs = 2_500

export interface StoredPage {
  readonly id: string
  readonly version: string
  readonly page: Uint8Array
  /** Milliseconds since 1970. */
  readonly endsAt: number
}

/** What the ledger asks of DynamoDB. Failures are the SDK's own. */
export interface DynamoTable {
  /** As it was last written anywhere, or null. What has ended may still be there: the sweep comes days late. */
  get(id: string, signal: AbortSignal): Promise<StoredPage | null>
  /** Writes where `before` is still the version there (null: nothing is); false where another wrote meanwhile. */
  put(page: StoredPage, before: string | null, signal: AbortSignal): Promise<boolean>
  delete(id: string, signal: AbortSignal): Promise<void>
  /** Loads the SDK. */
  ready(): Promise<void>
  close(): void
}

/**
 * One table of DynamoDB, by the AWS SDK.
 *
 * The SDK is loaded at the first question, with two attempts and time limits: its own patience with a throttle is longer
 * than an agent's (facts/stack.md, trap 13).
 *
 * @see DynamoDB Developer Guide: Condition expressions; Read consistency; Time to Live
 */
export function createDynamoTable(options: DynamoTableOptions): DynamoTable {
  const { table: TableName } = options
  let loading: Promise<DynamoSdk> | null = null
  const sdk = () => {
    loading ??= loadSdk(options)
    return loading
  }

  return {
    async get(id, abortSignal) {
      const { client, commands } = await sdk()
      const command = new commands.GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true })
      const { Item: item } = await client.send(command, { abortSignal })
      return item === undefined ? null : readItem(id, item)
    },

    async put(page, before, abortSignal) {
      const { client, commands } = await sdk()
      const command = new commands.PutItemCommand({ TableName, Item: writeItem(page), ...unchangedSince(before) })
      return await client.send(command, { abortSignal }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false
          throw error
        },
      )
    },

    async delete(id, abortSignal) {
      const { client, commands } = await sdk()
      await client.send(new commands.DeleteItemCommand({ TableName, Key: { id: { S: id } } }), { abortSignal })
    },

    ready: async () => {
      await sdk()
    },

    close: () => {
      void loading?.then(({ client }) => client.destroy())
    },
  }
}

interface DynamoSdk {
  readonly client: DynamoDBClient
  readonly commands: {
    readonly GetItemCommand: typeof GetItemCommand
    readonly PutItemCommand: typeof PutItemCommand
    readonly DeleteItemCommand: typeof DeleteItemCommand
  }
}

async function loadSdk({ region, endpoint, timeoutMs = defaultTimeoutMs }: DynamoTableOptions): Promise<DynamoSdk> {
  const commands = await import('@aws-sdk/client-dynamodb')
  const client = new commands.DynamoDBClient({
    region,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: timeoutMs / 5,
      requestTimeout: (timeoutMs * 2) / 5,
      throwOnRequestTimeout: true,
    },
    ...awsEndpoint(endpoint),
  })
  return { client, commands }
}

function unchangedSince(version: string | null) {
  if (version === null) return { ConditionExpression: 'attribute_not_exists(id)' }
  return { ConditionExpression: 'version = :before', ExpressionAttributeValues: { ':before': { S: version } } }
}

function writeItem({ id, version, page, endsAt }: StoredPage): Record<string, AttributeValue> {
  return {
    id: { S: id },
    version: { S: version },
    page: { B: page },
    endsAt: { N: String(endsAt) },
    expires: { N: String(Math.ceil(endsAt / 1_000)) },
  }
}

function readItem(id: string, item: Record<string, AttributeValue>): StoredPage {
  return {
    id,
    version: item['version']?.S ?? '',
    page: item['page']?.B ?? new Uint8Array(),
    endsAt: Number(item['endsAt']?.N),
  }
}
