import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Rolldown, build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** One part of the widget that is asked for at one time; in bytes after gzip, each file compressed by itself as it is served. */
export interface WidgetPart {
  readonly part: string
  readonly gz: number
  readonly budget: number
}

/** The files that begin a part, by the module that only it has. What comes before the softphone is no part of the others. */
const laterParts = [
  { part: 'JavaScript of the panel, React with it', begins: '/src/ui/mount.tsx', budget: 175_000 },
  { part: 'JavaScript of the launch mode', begins: '/src/modes/launch.ts', budget: 30_000 },
  { part: 'JavaScript of the laboratory’s mode', begins: '/src/modes/direct.ts', budget: 5_000 },
] as const

/**
 * What a browser loads, part by part, each with how much it may be.
 *
 * The widget is built as it ships, with the one difference that the import of Streams is left standing and not followed: all
 * other code is minified and divided as always, so nothing is guessed by subtraction. Before the softphone's frame comes the
 * page's own file with all that it imports statically: it begins the softphone in every mode, and asks for what a mode alone
 * needs, for the panel and React, afterwards (tests/e2e/softphone-first.spec.ts sees it do so).
 */
export async function widgetParts(): Promise<readonly WidgetPart[]> {
  const built = await buildWithoutStreams()
  const chunks = built.filter((file) => file.type === 'chunk')
  const first = reachedFrom(
    chunks.filter(({ isEntry }) => isEntry),
    chunks,
  )
  const later = laterParts.map(({ part, begins, budget }) => {
    const begun = chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith(begins)))
    const files = reachedFrom(begun, chunks).filter((chunk) => !first.includes(chunk))
    return { part, gz: gzOf(files.map(({ code }) => code)), budget }
  })
  return [
    { part: 'JavaScript before the softphone, Streams apart', gz: gzOf(first.map(({ code }) => code)), budget: 60_000 },
    ...later,
    { part: 'style sheets', gz: gzOf(await sheetsOf(built)), budget: 45_000 },
  ]
}

type BuiltFile = Rolldown.OutputChunk | Rolldown.OutputAsset

async function buildWithoutStreams(): Promise<readonly BuiltFile[]> {
  const built = await build({
    root,
    mode: 'production',
    logLevel: 'error',
    build: { write: false, rolldownOptions: { external: 'amazon-connect-streams' } },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  return outputs.flatMap(({ output }) => output)
}

/** The panel's sheet, and the page's own, which is not built but copied. */
async function sheetsOf(built: readonly BuiltFile[]): Promise<readonly (string | Uint8Array)[]> {
  const sheets = built.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [file.source] : []))
  return [...sheets, await readFile(`${root}public/page.css`)]
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

function gzOf(sources: readonly (string | Uint8Array)[]): number {
  return sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).byteLength, 0)
}
