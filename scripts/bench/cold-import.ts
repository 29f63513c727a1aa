import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildBroker } from '../build-broker.mjs'
import { type Bench, percentile, rounded } from './bench.ts'

const starts = 15

/**
 * What a cold start of the broker's Lambda function costs before its settings are read: a fresh process imports the
 * bundle, which ends at the settings that are missing. What follows, the AWS SDK and the keys, `ready()` waits for.
 */
export const coldImport: Bench = {
  name: 'cold-import',
  says: `ms to import the broker's Lambda bundle, ${starts} fresh processes (target 40); cpu: ms of the processor; bytes of the bundle`,
  async *run() {
    const folder = await mkdtemp(join(tmpdir(), 'cold-import-'))
    try {
      const bundle = await buildBroker(join(folder, 'lambda.mjs'))
      const runs: Import[] = []
      for (let start = 0; start < starts; start += 1) runs.push(await importOnce(bundle))
      const times = runs.map(({ ms }) => ms)
      yield {
        bench: 'cold-import',
        p50: rounded(percentile(times, 0.5)),
        p95: rounded(percentile(times, 0.95)),
        cpu: rounded(
          percentile(
            runs.map(({ cpu }) => cpu),
            0.5,
          ),
        ),
        bytes: (await stat(bundle)).size,
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

interface Import {
  readonly ms: number
  readonly cpu: number
}

const measure = `
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  const fault = await import(process.argv[1]).then(() => null, (error) => error)
  const { user, system } = process.cpuUsage(cpuBefore)
  if (fault?.name !== 'BrokerConfigError') throw fault ?? new Error('The bundle started without settings')
  console.log(JSON.stringify({ ms: performance.now() - begun, cpu: (user + system) / 1000 }))
`

async function importOnce(bundle: string): Promise<Import> {
  const words = ['--input-type=module', '--eval', measure, bundle]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: {} })
  return JSON.parse(stdout) as Import
}
