import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { describe, expect, it, onTestFinished } from 'vitest'
import { run as runCommand } from '../../scripts/keys/command.ts'
import { keygen } from '../../scripts/keys/keygen.ts'
import { keys } from '../../scripts/keys/keys.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms } from '../../src/sandbox/kms/kms.ts'
import { loadPemKey } from '../../src/smart/pem-key.ts'
import { serving } from '../broker/played-parties.ts'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Runs a command as its script does, and listens. */
async function run(name: 'keygen' | 'keys', words: readonly string[], env: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const command = { keygen, keys }[name]
  const code = await runCommand(command, {
    words,
    env,
    result: (text) => void out.push(text),
    word: (text) => void err.push(text),
  })
  return { out: out.join('\n'), err: err.join('\n'), code }
}

/** The APIs by the names of docs/epic.md, those that some sites alone tick included. */
const apisToTick = [
  'Patient.Search',
  'Patient.Read (Demographics)',
  'Appointment.Search (Appointments)',
  '(Scheduled Surgeries)',
]

/** A broker of which only the key set can be seen. */
async function aBroker(...kids: string[]) {
  const state = { kids, cacheControl: 'public, max-age=0' }
  const app = new Hono().get('/.well-known/jwks.json', (c) =>
    c.json({ keys: state.kids.map((kid) => ({ kid, alg: 'RS384' })) }, 200, { 'cache-control': state.cacheControl }),
  )
  return { state, url: await serving(app) }
}

describe('npm run keygen', () => {
  it.each([
    ['RS384', []],
    ['ES384', ['--alg', 'ES384']],
  ])('makes a key of kind %s for its owner alone, and prints its public half', async (alg, words) => {
    const folder = join(await aFolder(), 'made')
    const { out, err, code } = await run('keygen', ['--out', folder, ...words])
    const file = join(folder, 'signing-key.pem')

    expect([code, (await stat(file)).mode & 0o777]).toEqual([0, 0o600])
    const { kid } = await loadPemKey(file)
    expect(JSON.parse(out)).toMatchObject({ keys: [{ alg, kid, use: 'sig' }] })
    expect(`${out}${err}`).not.toMatch(/PRIVATE|"d"/)
    expect(err).toContain(`SIGNING_KEY=${file}`)
    expect(err).toMatch(/JWK Set URL +BROKER_URL\/\.well-known\/jwks\.json/)
    for (const told of ['EPIC_CLIENT_ID', 'background user', 'Patient.$match']) expect(err).toContain(told)
    for (const api of apisToTick) expect(err).toContain(api)
  })

  it('is a script, which ends with 1 where it could not do it', { timeout: 60_000 }, async () => {
    const root = new URL('../../', import.meta.url).pathname
    const script = execFile(join(root, 'node_modules/.bin/tsx'), ['scripts/keygen.ts'], { cwd: root })
    expect(await once(script, 'exit')).toEqual([1, null])
  })

  it('never writes over a key', async () => {
    const folder = await aFolder()
    await writeFile(join(folder, 'signing-key.pem'), 'the only one')
    await chmod(join(folder, 'signing-key.pem'), 0o600)
    const { out, err, code } = await run('keygen', ['--out', folder])
    expect([out, code]).toEqual(['', 1])
    expect(err).toContain('is there already')
    expect(await readFile(join(folder, 'signing-key.pem'), 'utf8')).toBe('the only one')
    expect(await readdir(folder)).toEqual(['signing-key.pem'])
  })

  it.each([
    [[], '--out is missing'],
    [['--out', '/dev/null/keys'], 'cannot be made'],
    [['--out', 'x', '--alg', 'HS256'], '--alg takes RS384 or ES384'],
    [['--bogus'], 'Unknown option'],
  ])('says what is wrong with %j, and no more', async (words, sentence) => {
    const { err, code } = await run('keygen', words)
    expect(code).toBe(1)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('npm run keys', () => {
  it('walks through a rotation, says what is next, and can be asked again at every step (R8)', async () => {
    const { state, url } = await aBroker('old')
    const folder = await aFolder()
    const rotate = async () => (await run('keys', ['rotate', '--out', folder], { BROKER_URL: url })).out
    const file = join(folder, 'rotation.json')
    const kept = async (): Promise<{ newKid: string; newKey: string }> => JSON.parse(await readFile(file, 'utf8'))

    expect(await rotate()).toContain('1 of 5')
    const { newKid, newKey } = await kept()
    expect(await rotate()).toContain(`1 of 5. Publish the new key: set SIGNING_KEY_OTHER=${newKey}`)
    expect(await readdir(folder)).toHaveLength(2)
    expect((await loadPemKey(newKey)).kid).toBe(newKid)

    Object.assign(state, { kids: ['old', newKid], cacheControl: 'max-age=300' })
    expect(await rotate()).toMatch(/2 of 5.*Wait 5 minutes/)
    state.cacheControl = 'max-age=0'
    expect(await rotate()).toContain(`3 of 5. Switch: set SIGNING_KEY=${newKey}`)

    state.kids = [newKid, 'old']
    expect(await rotate()).toMatch(/4 of 5.*Wait 5 minutes/)
    await writeFile(file, JSON.stringify({ ...(await kept()), switchedAt: Date.now() - 300_000 }))
    expect(await rotate()).toContain('5 of 5. Remove the old key')
    expect((await run('keys', ['status', '--url', url, '--out', folder])).out).toContain('5 of 5')

    state.kids = [newKid]
    expect(await rotate()).toContain(`Done: ${newKid} signs`)
    expect(await readdir(folder)).toHaveLength(1)
    expect((await run('keys', ['status', '--url', url])).out).toContain('No rotation is under way')
  })

  it('rotates to a key in KMS, and makes no file', async () => {
    const kms = createKms({ region: 'us-east-1', journal: createJournal() })
    const { arn } = await kms.keys.create('ECC_NIST_P384')
    const { url } = await aBroker('old')
    const folder = await aFolder()
    const env = { KMS_ENDPOINT: await serving(kms.app) }
    const words = ['rotate', '--url', url, '--out', folder, '--to']

    expect((await run('keys', [...words, arn], env)).out).toContain(`set SIGNING_KEY_OTHER=kms:${arn}`)
    expect(await readdir(folder)).toEqual(['rotation.json'])
    const unknown = await run('keys', [...words.with(4, await aFolder()), arn.replace(/key\/.*/, 'alias/none')], env)
    expect(unknown).toMatchObject({ code: 1, err: '--to: KMS has no key under this name.' })
  })

  it('takes up a rotation of a deployed site, which shows the new key as soon as there is one', async () => {
    const kms = createKms({ region: 'us-east-1', journal: createJournal() })
    const env = { KMS_ENDPOINT: await serving(kms.app) }
    const [made, another] = [await kms.keys.create('RSA_2048'), await kms.keys.create('ECC_NIST_P384')]
    const { state, url } = await aBroker('old')
    const folder = await aFolder()
    await run('keys', ['rotate', '--url', url, '--out', folder, '--to', made.arn], env)
    const { newKid } = JSON.parse(await readFile(join(folder, 'rotation.json'), 'utf8')) as { newKid: string }
    state.kids = ['old', newKid]
    state.cacheControl = 'max-age=300'

    const elsewhere = await aFolder()
    const words = ['rotate', '--url', url, '--out', elsewhere]
    const others = await Promise.all([run('keys', words), run('keys', [...words, '--to', another.arn], env)])
    for (const { code, err } of others) {
      expect([code, err]).toEqual([1, expect.stringContaining('shows two keys already')])
    }
    expect((await run('keys', [...words, '--to', `kms:${made.arn}`], env)).out).toMatch(/2 of 5.*Wait 5 minutes/)
    state.cacheControl = 'max-age=0'
    expect((await run('keys', words)).out).toContain('put its name first in epic.signingKeys, and deploy')
    state.kids = [newKid]
    expect((await run('keys', words)).out).toContain(`Done: ${newKid} signs`)
  })

  it('says by the broker alone what may be next, without the folder of a rotation', async () => {
    const { state, url } = await aBroker('old', 'new')
    state.cacheControl = 'max-age=300'
    const { out, code } = await run('keys', ['status', '--url', url])
    expect([code, out]).toEqual([0, expect.stringMatching(/signs: +old\n +shown: +new[^]*may sign 5 minutes after/)])
  })

  it.each([
    ['shows two keys already', ['one', 'two'], 'shows two keys already'],
    ['shows none', [], 'There is no key set of a broker'],
  ])('begins nothing with a broker that %s', async (_, kids, sentence) => {
    const { url } = await aBroker(...kids)
    const folder = await aFolder()
    const { err, code } = await run('keys', ['rotate', '--url', url, '--out', folder])
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)])
    expect(await readdir(folder)).toEqual([])
  })

  it('waits for brokers of several processes to agree', async () => {
    const sets = [['old'], ['old', 'new']]
    let asked = 0
    const app = new Hono().get('/.well-known/jwks.json', (c) =>
      c.json({ keys: (sets[(asked += 1) % 2] ?? []).map((kid) => ({ kid })) }),
    )
    const { err, code } = await run('keys', ['status', '--url', await serving(app)])
    expect([code, err]).toEqual([1, expect.stringContaining('do not show the same keys yet')])
  })

  it.each([
    [['status'], '--url is missing'],
    [['status', '--url', 'http://127.0.0.1:1'], 'Nothing answers'],
    [['status', '--url', 'canary'], '--url wants'],
    [['turn', '--url', 'http://127.0.0.1:1'], 'npm run keys -- rotate'],
  ])('says what is wrong with %j, and no more', async (words, sentence) => {
    const { err, code } = await run('keys', words)
    expect(code).toBe(1)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })
})
