import { type ChildProcess, fork } from 'node:child_process'
import { channel } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Invoke } from './http-api.ts'

export interface LambdaFunctionOptions {
  /** The file of the bundle. */
  readonly bundle: string
  readonly env: Readonly<Record<string, string>>
  /** Told of every line that an instance writes to its standard output. */
  readonly onLine: (line: string) => void
}

export interface LambdaFunction {
  readonly invoke: Invoke
  close(this: void): void
}

interface Reply {
  readonly result?: APIGatewayProxyStructuredResultV2
}

const entry = fileURLToPath(new URL('instance.ts', import.meta.url))
const instancesAtFirst = 2

/** Every line that any instance writes, to its standard output or error: what would stand in CloudWatch. */
export const lambdaLines = channel('agent-widget:sandbox:lambda-line')

/**
 * A function of AWS Lambda in two instances, each a process with nothing in common but its settings.
 *
 * As there, an instance has one event at a time, its environment holds its settings, and an event that finds all of them
 * busy is answered by a new one: Epic asks for the broker's keys while the broker waits for Epic's token. Unlike there, the
 * instances take turns even where one would do, so that every call shows whether they share what they must. Nothing is
 * frozen between two events. Rejects with the words of an instance that cannot start.
 */
export async function startLambdaFunction(options: LambdaFunctionOptions): Promise<LambdaFunction> {
  const processes = await Promise.all(Array.from({ length: instancesAtFirst }, () => startInstance(options)))
  const idle = [...processes]
  let isClosed = false

  const startAnother = async () => {
    const instance = await startInstance(options)
    processes.push(instance)
    if (isClosed) instance.kill('SIGKILL')
    return instance
  }

  return {
    async invoke(event) {
      const instance = idle.shift() ?? (await startAnother())
      try {
        const replied = once(instance, 'message')
        instance.send(event)
        const [{ result }] = (await replied) as [Reply]
        if (result === undefined) throw new Error('The function failed')
        return result
      } finally {
        idle.push(instance)
      }
    },
    close() {
      isClosed = true
      for (const instance of processes) instance.kill('SIGKILL')
    },
  }
}

async function startInstance({ bundle, env, onLine }: LambdaFunctionOptions): Promise<ChildProcess> {
  const instance = fork(entry, [bundle], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [instance.stdout, instance.stderr]) {
    if (stream === null) continue
    const lines = createInterface({ input: stream }).on('line', (line) => lambdaLines.publish(line))
    if (stream === instance.stdout) lines.on('line', onLine)
  }
  let said = ''
  instance.stderr?.on('data', (text) => (said += String(text)))

  const started = new AbortController()
  const { signal } = started
  const ended = once(instance, 'exit', { signal }).then(() => {
    throw new Error(`The broker's function could not start.\n${said}`)
  })
  await Promise.race([once(instance, 'message', { signal }), ended]).finally(() => started.abort())
  return instance
}
