import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'

/** What may be broken: refuse the next `throttle` requests as Amazon does above a table's capacity, or answer none while `down`. */
export interface DynamoDbFaults {
  throttle: number
  down: boolean
}

export interface PlayedDynamoDb {
  /** On loopback, of this process alone. */
  readonly endpoint: string
  readonly faults: DynamoDbFaults
  /** Every item of the table as DynamoDB's JSON, for whoever wants to see what is kept. */
  items(this: void): Promise<readonly unknown[]>
  close(this: void): Promise<void>
}

/** As the stack makes it: an id, no sort key, time to live on `expires` (which nothing sweeps here). */
export const ledgerTable = 'agent-widget-ledger'

/** The form of a Signature Version 4 header: DynamoDB wants one, and here nobody checks it. */
const signed = `AWS4-HMAC-SHA256 Credential=SANDBOX/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`

/** DynamoDB in memory (dynalite) with the ledger's table in it, on any free port of loopback. */
export async function playDynamoDb(): Promise<PlayedDynamoDb> {
  const faults: DynamoDbFaults = { throttle: 0, down: false }
  const database = dynalite({ createTableMs: 0 })
  const server = createServer((req, res) => {
    if (faults.down) return req.socket.destroy()
    if (faults.throttle > 0) return refuse(req, res, faults)
    database.emit('request', req, res)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const ask = async (operation: string, question: object): Promise<{ Items?: readonly unknown[] }> => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': `DynamoDB_20120810.${operation}`,
        'X-Amz-Date': '20260101T000000Z',
        Authorization: signed,
      },
      body: JSON.stringify({ TableName: ledgerTable, ...question }),
    })
    if (!answer.ok) throw new Error(`The played DynamoDB refused ${operation}: ${await answer.text()}`)
    return (await answer.json()) as { Items?: readonly unknown[] }
  }

  await ask('CreateTable', {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  })
  return {
    endpoint,
    faults,
    items: async () => (await ask('Scan', {})).Items ?? [],
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function refuse(req: IncomingMessage, res: ServerResponse, faults: DynamoDbFaults): void {
  faults.throttle -= 1
  req.resume()
  res.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' })
  res.end(
    JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', message: '' }),
  )
}
