import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Rolldown, build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** How much JavaScript may come before the softphone's frame, Streams apart: 60 KB after gzip. */
export const softphoneBudget = 60_000

/**
 * The JavaScript that a browser needs before the softphone's frame exists, in bytes after gzip, Streams apart.
 *
 * The widget is built as it ships, with the one difference that the import of Streams is left standing and not followed: all
 * other code is minified and divided as always, so nothing is guessed by subtraction. Counted is the page's own file with all
 * that it imports statically, each file compressed by itself as it is served: it begins the softphone in every mode, and asks
 * for what a mode alone needs, for the panel and React, afterwards (tests/e2e/softphone-first.spec.ts sees it do so).
 */
export async function javaScriptBeforeSoftphone(): Promise<number> {
  const chunks = await buildWithoutStreams()
  const entries = chunks.filter(({ isEntry }) => isEntry)
  return reachedFrom(entries, chunks).reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).byteLength, 0)
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
