import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { brokerEnvironment, type ordinaryPolicy } from '../../src/sandbox/site-settings.ts'

const programOfTheBroker = fileURLToPath(new URL('../../src/broker/node.ts', import.meta.url))

/**
 * The broker as a process of its own, as it is wherever it runs: in one with the played parties and with who measures, their
 * garbage would be collected on its time. It has the settings and the KMS key of the sandbox's, so that every party takes it
 * for that one; only its port is another. Rejects where it ends before it listens, with what it said on its error output above.
 */
export async function brokerBeside({ origins }: Sandbox, policy: typeof ordinaryPolicy) {
  const settings = brokerEnvironment(origins, policy, { callTokenKey: randomBytes(32).toString('base64url') })
  const child = spawn(process.execPath, ['--import', 'tsx', programOfTheBroker], {
    // Whoever built the widget before has Vite's NODE_ENV=production left, under which no sandbox may be asked (R4).
    env: { ...process.env, NODE_ENV: undefined, ...settings, PORT: '0', EPIC_MOST_PER_SECOND: '1000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The broker ended before it listened: ${String(code)}`)
  })
  const [said] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer]
  const [, port] = /\(port (\d+)\)/.exec(said.toString()) ?? []
  if (port === undefined) {
    child.kill()
    throw new Error('The broker does not say on which port it listens.')
  }
  child.stdout.resume()
  return { port, origin: `http://localhost:${port}`, stop: () => void child.kill() }
}
