import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import type { Result } from '../../scripts/doctor/check.ts'
import { doctor } from '../../scripts/doctor/doctor.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { PortTakenError } from '../../src/sandbox/listen.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { brokerEnvironment, ordinaryPolicy } from '../../src/sandbox/site-settings.ts'

const left = (name: string) => fileURLToPath(new URL(`../../.sandbox/${name}`, import.meta.url))
const [settings, environment] = [left('config.json'), left('broker.env')]

it('finds a sandbox well by the two files that it leaves, as the guide says to try it', async () => {
  await puttingBack(settings, environment)
  const dir = await mkdtemp(join(tmpdir(), 'doctor-sandbox-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>The widget</title>')
  const { origins, close } = await startOnNamedPorts(dir)
  onTestFinished(close)

  const variables = parseEnv(await readFile(environment, 'utf8'))
  const { CALL_TOKEN_KEY: _, ...meant } = brokerEnvironment(origins, ordinaryPolicy, { callTokenKey: '' })
  expect(variables).toEqual(meant)

  const page = await readFile(new URL('../../docs/doctor.md', import.meta.url), 'utf8')
  const [, command = ''] = /^npm run doctor -- (\.sandbox\/.*)$/m.exec(page) ?? []
  const words = command.replaceAll('.sandbox/', left('')).split(' ')
  const out: string[] = []
  const speak = (text: string) => void out.push(text)
  const code = await doctor({
    words: [...words, '--json'],
    env: {},
    readLine: async () => '',
    result: speak,
    word: speak,
  })
  const { checks } = JSON.parse(out.join('')) as { checks: Result[] }
  expect(checks.filter(({ outcome }) => outcome === 'mend')).toEqual([])
  expect(checks.filter(({ outcome }) => outcome === 'not-checked').map(({ name }) => name)).toEqual([
    'widget-launch',
    'agent-token',
    'epic-launch',
  ])
  expect(code).toBe(0)
})

/** A sandbox on ports that were named to it: only such a one leaves its settings. */
async function startOnNamedPorts(dir: string, tries = 5): Promise<Sandbox> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  try {
    return await startSandbox({ ports: Math.min(port, 65_000), people: makePeople({ size: 120 }), widget: { dir } })
  } catch (fault) {
    if (!(fault instanceof PortTakenError) || tries === 0) throw fault
    return startOnNamedPorts(dir, tries - 1)
  }
}

/** Puts back what a sandbox that runs beside this test has left. */
async function puttingBack(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null)
    onTestFinished(() => (text === null ? rm(path, { force: true }) : writeFile(path, text)))
  }
}
