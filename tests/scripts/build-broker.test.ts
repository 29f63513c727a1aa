import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildBroker } from '../../scripts/build-broker.mjs'
import { holdsSecret } from '../fixtures/secrets.ts'

let folder: string
let bundle: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'))
  bundle = await buildBroker(join(folder, 'lambda.mjs'))
})
afterAll(() => rm(folder, { recursive: true }))

it('makes one file of at most 200 KB, because every cold start reads it whole', async () => {
  expect((await stat(bundle)).size).toBeLessThanOrEqual(200_000)
})

it('leaves nothing outside but Node’s own modules and the AWS SDK, which Lambda brings', async () => {
  const code = await readFile(bundle, 'utf8')
  const imported = [...code.matchAll(/\b(?:from|import)\s*\(?["']([^"'./][^"']*)["']/g)].map(([, name = '']) => name)
  expect(imported).toContain('@aws-sdk/client-dynamodb')
  expect(imported.filter((name) => !name.startsWith('node:') && !name.startsWith('@aws-sdk/'))).toEqual([])
})

it('holds no secret (R74)', async () => {
  expect(holdsSecret(await readFile(bundle, 'utf8'))).toBe(false)
})

it('holds nothing of the sandbox, and no door but its own (R58)', async () => {
  const code = await readFile(bundle, 'utf8')
  const traces = ['Kessler', 'dana.rivera', 'dynalite', 'sourceMappingURL', 'EADDRINUSE']
  expect(traces.filter((trace) => code.includes(trace))).toEqual([])
})

it('runs on this Node with no package beside it, and without settings names those that are missing (R83)', async () => {
  const run = promisify(execFile)(process.execPath, [bundle], { env: {} })
  await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/BROKER_URL: is missing/) })
})
