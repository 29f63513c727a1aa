import type { ConnectApiConfig } from '../../src/broker/connect-api.ts'
import { awsEndpoint } from '../../src/smart/aws-endpoint.ts'

/**
 * The approved origins of a Connect instance, as its administrators see them. Rejects with AWS's own error.
 *
 * @see Amazon Connect API Reference, ListApprovedOrigins
 */
export async function listApprovedOrigins({
  instanceId,
  region,
  endpoint,
}: ConnectApiConfig): Promise<readonly string[]> {
  const { ConnectClient, ListApprovedOriginsCommand } = await import('@aws-sdk/client-connect')
  const client = new ConnectClient({ region, maxAttempts: 2, ...awsEndpoint(endpoint) })
  const origins: string[] = []
  try {
    let next: string | undefined
    do {
      const command = new ListApprovedOriginsCommand({
        InstanceId: instanceId,
        ...(next === undefined ? {} : { NextToken: next }),
      })
      const page = await client.send(command, { abortSignal: AbortSignal.timeout(5_000) })
      origins.push(...(page.Origins ?? []))
      next = page.NextToken
    } while (next !== undefined)
    return origins
  } finally {
    client.destroy()
  }
}
