import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Rolldown, build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** How much JavaScript may come before the softphone's frame, Streams apart: 60 KB after gzip. */
export const softphoneBudget = 60_000

/** The ways in which a site's agents sign in; what one of them alone needs stands in a file of its own. */
export const modes = ['call-scoped', 'direct', 'launch'] as const

/**
 * The JavaScript that a browser needs before the softphone's frame exists, in bytes after gzip, Streams apart, for each mode.
 *
 * The widget is built as it ships, with the one difference that the import of Streams is left standing and not followed: all
 * other code is minified and divided as always, so nothing is guessed by subtraction. Counted are the page's own file and
 * that of the mode, with all that they import statically, each file compressed by itself as it is served. What comes by
 * `import()`, the panel and React with it, is asked for once the frame stands.
 */
export async function javaScriptBeforeSoftphone(): Promise<Readonly<Record<(typeof modes)[number], number>>> {
  const chunks = await buildWithoutStreams()
  const gzOf = (mode: string) => {
    const roots = chunks.filter(({ isEntry, moduleIds }) => isEntry || moduleIds.some((id) => isModeFile(id, mode)))
    return reachedFrom(roots, chunks).reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).byteLength, 0)
  }
  return { 'call-scoped': gzOf('call-scoped'), direct: gzOf('direct'), launch: gzOf('launch') }
}

function isModeFile(moduleId: string, mode: string): boolean {
  return moduleId.endsWith(`/src/modes/${mode}.ts`)
}

async function buildWithoutStreams(): Promise<readonly Rolldown.OutputChunk[]> {
  const built = await build({
    root,
    mode: 'production',
    logLevel: 'error',
    build: { write: false, rolldownOptions: { external: 'amazon-connect-streams' } },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  return outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
}

function reachedFrom(
  roots: readonly Rolldown.OutputChunk[],
  chunks: readonly Rolldown.OutputChunk[],
): readonly Rolldown.OutputChunk[] {
  const reached = new Set(roots)
  for (const { imports } of reached) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) reached.add(chunk)
  }
  return [...reached]
}
