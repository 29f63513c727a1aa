import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildBroker } from '../build-broker.mjs'
import { type Bench, percentile, rounded } from './bench.ts'

const starts = 15

/**
 * What a cold start of the broker's Lambda function costs before its settings are read: a fresh process imports the
 * bundle, which ends at the settings that are missing. What follows, the AWS SDK and the keys, `ready()` waits for.
 *
 * `node` is an import of those of Node's own modules that the bundle names, and of nothing else: the part of `p50` that is
 * not ours. The rest is the reading of the bundle's text, which goes with `bytes`, and a few milliseconds of running it
 * (docs/decisions/0017). `least` tells of a machine that others use too.
 */
export const coldImport: Bench = {
  name: 'cold-import',
  says: `ms to import the broker's Lambda bundle, ${starts} fresh processes (target 40), node: of it Node's own modules; cpu: ms of the processor; bytes of the bundle`,
  async *run() {
    const folder = await mkdtemp(join(tmpdir(), 'cold-import-'))
    try {
      const bundle = await buildBroker(join(folder, 'lambda.mjs'))
      const modules = nodeModulesOf(await readFile(bundle, 'utf8'))
      const runs: Import[] = []
      const floors: Import[] = []
      for (let start = 0; start < starts; start += 1) {
        floors.push(await importOnce(modules))
        runs.push(await importOnce([bundle], 'BrokerConfigError'))
      }
      const ms = of(runs, 'ms')
      yield {
        bench: 'cold-import',
        p50: rounded(percentile(ms, 0.5)),
        p95: rounded(percentile(ms, 0.95)),
        least: rounded(Math.min(...ms)),
        node: rounded(percentile(of(floors, 'ms'), 0.5)),
        cpu: rounded(percentile(of(runs, 'cpu'), 0.5)),
        nodeCpu: rounded(percentile(of(floors, 'cpu'), 0.5)),
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
  const [wanted, ...names] = process.argv.slice(1)
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  const fault = await Promise.all(names.map((name) => import(name))).then(() => null, (error) => error)
  const { user, system } = process.cpuUsage(cpuBefore)
  if ((fault?.name ?? 'none') !== wanted) throw fault ?? new Error('The bundle started without settings')
  console.log(JSON.stringify({ ms: performance.now() - begun, cpu: (user + system) / 1000 }))
`

/** Imports in a process of its own, which has to end with an error of that name. */
async function importOnce(names: readonly string[], wanted = 'none'): Promise<Import> {
  const words = ['--input-type=module', '--eval', measure, wanted, ...names]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: {} })
  return JSON.parse(stdout) as Import
}

/** Those of Node's own modules that a bundle imports. */
function nodeModulesOf(bundle: string): readonly string[] {
  return [...new Set([...bundle.matchAll(/from"(node:[\w/]+)"/g)].flatMap(([, name]) => name ?? []))]
}

function of(runs: readonly Import[], what: keyof Import): number[] {
  return runs.map((run) => run[what])
}
