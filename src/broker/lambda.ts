import { type APIGatewayProxyResult, handle } from 'hono/aws-lambda'
import { createBroker } from './app.ts'
import { readBrokerConfig } from './config.ts'
import { type HttpApiEvent, tidyEvent } from './lambda-event.ts'
import { createStandstill } from './standstill.ts'

/**
 * The broker as an AWS Lambda function behind an HTTP API (payload 2.0), its settings taken from the environment.
 *
 * Bad settings end the start, each named and no value shown (R83). A party that cannot be reached does not: what is
 * asked of this instance later asks that party again, and answers with its failure. The audit goes to the function's log,
 * whose delivery nobody acknowledges (docs/decisions/0018).
 */
export const handler: (event: HttpApiEvent) => Promise<APIGatewayProxyResult> = await start()

async function start() {
  const standstill = createStandstill()
  const broker = createBroker(readBrokerConfig(process.env), { meanwhile: standstill.note })
  await broker.ready().catch((fault: unknown) => log(fault))
  const answer = handle(broker.app)

  return async (event: HttpApiEvent) => {
    const result = await answer(tidyEvent(event))
    await standstill.reached()
    return result
  }
}

/** The name and our own sentence of a failure; what caused it may quote what nobody should read. */
function log(fault: unknown): void {
  // oxlint-disable-next-line no-console -- the log of the function is what its administrator reads
  console.error(fault instanceof Error ? `${fault.name}: ${fault.message}` : 'The broker could not get ready')
}
