import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anIdentityProvider } from './played-parties.ts'
import { anEnvironment, widget } from './running-broker.ts'

const tsx = new URL('../../node_modules/.bin/tsx', import.meta.url).pathname
const door = new URL('../../src/broker/node.ts', import.meta.url).pathname

/** Starts the door as a process of its own. */
function start(env: Record<string, string>) {
  const broker = spawn(tsx, [door], { env: { PATH: process.env['PATH'] ?? '', ...env } })
  onTestFinished(() => {
    broker.kill('SIGKILL')
  })
  const said = { out: '', err: '' }
  broker.stdout.on('data', (text) => (said.out += String(text)))
  broker.stderr.on('data', (text) => (said.err += String(text)))
  const hasEnded = once(broker, 'exit').then(([code]: unknown[]) => code)
  return { broker, said, hasEnded }
}

/** Settings of a key in a file, which the broker makes, before a test system of Epic's: no patients, so a file is taken. */
async function aKeyInAFile() {
  const folder = await mkdtemp(join(tmpdir(), 'door-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { SIGNING_KEY: join(folder, 'signing-key.pem'), EPIC_ENVIRONMENT: 'non-production' }
}

/** Starts the door and waits until it answers; gives its port. */
async function listening(started: ReturnType<typeof start>): Promise<number> {
  await expect.poll(() => started.said.out, { timeout: 20_000 }).toMatch(/\(port \d+\)\n$/)
  return Number(/port (\d+)/.exec(started.said.out)?.[1])
}

/** What comes back to somebody who sends this and then a byte now and again, once the line is closed for them. */
async function drip(port: number, begun: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const drops = setInterval(() => socket.write('a'), 250)
  onTestFinished(() => {
    clearInterval(drops)
    socket.destroy()
  })
  let heard = ''
  socket.on('data', (bytes) => (heard += String(bytes)))
  socket.on('error', () => undefined)
  socket.write(begun)
  await once(socket, 'close')
  clearInterval(drops)
  return heard
}

it('starts, says where it answers in one line, and stops when told to', { timeout: 30_000 }, async () => {
  const { broker, said, hasEnded } = start(anEnvironment({ PORT: '0', ...(await aKeyInAFile()) }))
  await expect.poll(() => said.out, { timeout: 20_000 }).toMatch(/^The broker answers at https:.* \(port \d+\)\n$/)

  const port = /port (\d+)/.exec(said.out)?.[1]
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  expect(said.err).toBe('')
  broker.kill('SIGTERM')
  expect(await hasEnded).toBe(0)
})

// Node alone would wait one minute for the head and five for the body.
it('answers 408 to whoever drips a head, or a body under a good token (R76)', { timeout: 30_000 }, async () => {
  const idp = await anIdentityProvider()
  const parties = {
    AGENT_ISSUER: idp.issuer,
    BROKER_URL: 'http://broker.localhost:4403',
    EPIC_FHIR_BASE_URL: 'http://epic.localhost:4402/api/FHIR/R4',
  }
  const settings = { PORT: '0', ...(await aKeyInAFile()), ...parties }
  const port = await listening(start(anEnvironment(settings)))
  const post = `POST /token HTTP/1.1\r\nHost: broker\r\nOrigin: ${widget}\r\nContent-Type: application/json\r\n`
  const answers = await Promise.all([
    drip(port, `${post}X-Drip: `),
    drip(port, `${post}Authorization: Bearer ${await idp.tokenOf()}\r\nContent-Length: 1000\r\n\r\n{`),
  ])
  expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual(Array(2).fill('HTTP/1.1 408 Request Timeout'))
})

it('names every bad setting and ends with 1 (R83)', { timeout: 30_000 }, async () => {
  const { said, hasEnded } = start(anEnvironment({ PORT: 'canary', AGENT_ISSUER: 'canary' }))
  expect(await hasEnded).toBe(1)
  expect(said.err).toMatch(/AGENT_ISSUER: .*\n\s+PORT: |PORT: .*\n\s+AGENT_ISSUER: /)
  expect(said.err).not.toMatch(/canary|\n\s+at /)
})

it('says so where its port is taken, and ends with 1', { timeout: 30_000 }, async () => {
  const other = createServer().listen(0)
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { said, hasEnded } = start(anEnvironment({ PORT: `${port}`, ...(await aKeyInAFile()) }))

  expect(await hasEnded).toBe(1)
  expect(said.err).toContain(`Port ${port} is taken`)
})

it('does not start where its audit log cannot be written, and names the setting (R24)', {
  timeout: 30_000,
}, async () => {
  const { said, hasEnded } = start(
    anEnvironment({ PORT: '0', ...(await aKeyInAFile()), AUDIT_LOG: '/nowhere/canary/audit.jsonl' }),
  )
  expect(await hasEnded).toBe(1)
  expect(said.out).toBe('')
  expect(said.err).toMatch(/^AUDIT_LOG: .*cannot be written.*\n$/)
  expect(said.err).not.toContain('canary')
})
