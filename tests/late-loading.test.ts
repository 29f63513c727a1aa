import { type Rolldown, build } from 'vite'
import { beforeAll, expect, it } from 'vitest'

/** A file of the built widget: which packages stand in it, and what it asks for at once or later. */
interface BuiltFile {
  readonly isEntry: boolean
  readonly packages: ReadonlySet<string>
  readonly imports: readonly string[]
}

let files: ReadonlyMap<string, BuiltFile>

beforeAll(async () => {
  const built = await build({
    root: new URL('../', import.meta.url).pathname,
    mode: 'production',
    logLevel: 'error',
    build: { write: false, minify: false },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  files = new Map(
    chunks.map(({ fileName, isEntry, imports, moduleIds }) => [
      fileName,
      { isEntry, imports, packages: new Set(moduleIds.flatMap(packageOf)) },
    ]),
  )
}, 120_000)

function packageOf(moduleId: string): string[] {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(moduleId) ?? []
  return name === undefined ? [] : [name]
}

/** The packages that a browser has loaded once it has these files, and what they import at once. */
function packagesReachedFrom(...names: readonly string[]): ReadonlySet<string> {
  const reached = new Set(names)
  for (const name of reached) for (const next of files.get(name)?.imports ?? []) reached.add(next)
  return new Set([...reached].flatMap((name) => [...(files.get(name)?.packages ?? [])]))
}

function entries(): string[] {
  return [...files].filter(([, { isEntry }]) => isEntry).map(([name]) => name)
}

function filesWith(name: string): string[] {
  return [...files].filter(([, { packages }]) => packages.has(name)).map(([file]) => file)
}

it.each(['fhirclient', 'react-dom', '@cloudscape-design/components'])(
  'is loaded without %s, which comes by a file of its own when it is used',
  (name) => {
    expect(entries()).toHaveLength(1)
    expect(filesWith(name).length, 'the package ships').toBeGreaterThan(0)
    expect([...packagesReachedFrom(...entries())]).not.toContain(name)
  },
)

it('loads fhirclient in no other mode than launch: no file of the panel, the softphone or the call asks for it', () => {
  const withIt = new Set(filesWith('fhirclient'))
  const asking = [...files].filter(([name, { imports }]) => !withIt.has(name) && imports.some((one) => withIt.has(one)))
  expect(asking.map(([name]) => name.replace(/-[^-]+\.js$/, ''))).toEqual([])
})

it('ships nothing of the broker: neither the AWS SDK nor its server', () => {
  const shipped = new Set([...files.values()].flatMap(({ packages }) => [...packages]))
  expect([...shipped].filter((name) => /^@aws-sdk|^@smithy|^hono$|^@hono/.test(name))).toEqual([])
})
