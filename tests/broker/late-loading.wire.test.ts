import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEnvironment } from './running-broker.ts'

/** Writes down which clients of the AWS SDK are asked for, by whichever way of import, in the file that WATCHED names. */
const resolveHook = `
  import { appendFileSync } from 'node:fs'
  export async function resolve(specifier, context, next) {
    const client = /@aws-sdk\\/client-[a-z-]+/.exec(specifier)
    if (client !== null) appendFileSync(process.env.WATCHED, client[0] + '\\n')
    return next(specifier, context)
  }`
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`
const watch = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(resolveHook))})`)

/** Starts the broker's door and waits until it answers, or ended; tells what it said and which clients it loaded. */
async function loadedBy(settings: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'loading-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const watched = join(folder, 'loaded.txt')
  await writeFile(watched, '')
  const env = {
    PATH: process.env.PATH,
    WATCHED: watched,
    AWS_ACCESS_KEY_ID: 'played',
    AWS_SECRET_ACCESS_KEY: 'played',
    ...anEnvironment({ PORT: '0', BROKER_URL: 'http://broker.localhost:4403', ...settings }),
    ...(settings['SIGNING_KEY'] === undefined ? { SIGNING_KEY: join(folder, 'signing-key.pem') } : {}),
  }
  const broker = spawn(process.execPath, ['--import', 'tsx', '--import', watch, 'src/broker/node.ts'], { env })
  onTestFinished(() => void broker.kill('SIGKILL'))
  let said = ''
  const answers = new Promise<void>((resolve) => {
    for (const stream of [broker.stdout, broker.stderr]) {
      stream.on('data', (text) => {
        said += String(text)
        if (said.includes('The broker answers')) resolve()
      })
    }
  })
  await Promise.race([answers, once(broker, 'exit')])
  const loaded = (await readFile(watched, 'utf8')).split('\n').filter((line) => line !== '')
  return { said, loaded: [...new Set(loaded)].toSorted() }
}

/** Nobody listens there: what is loaded is loaded before anybody is asked. */
const nowhere = 'http://127.0.0.1:9'

it.each([
  ['with a key in a file and a ledger in memory, the one of Connect alone', {}, ['connect'], 'The broker answers'],
  [
    'with a key in KMS, that of KMS too',
    { SIGNING_KEY: 'kms:alias/agent-widget', KMS_ENDPOINT: nowhere },
    ['connect', 'kms'],
    'SIGNING_KEY: KMS does not answer',
  ],
  [
    'with a ledger of many instances, that of DynamoDB too',
    {
      LEDGER: 'dynamodb:agent-widget-ledger',
      LEDGER_ENDPOINT: nowhere,
      CALL_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64url'),
    },
    ['connect', 'dynamodb'],
    'LEDGER: this table cannot be read',
  ],
  ['with settings that have to be mended, none', { PORT: 'none' }, [], 'These settings'],
])('loads of the clients of AWS %s', { timeout: 60_000 }, async (_, settings, clients, word) => {
  const { said, loaded } = await loadedBy(settings)
  expect(said).toContain(word)
  expect(loaded).toEqual(clients.map((client) => `@aws-sdk/client-${client}`))
})
