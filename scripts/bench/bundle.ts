import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWidget } from '../built-widget.ts'
import type { Bench, Row } from './bench.ts'
import { widgetParts } from './widget-parts.ts'

/**
 * What a browser loads. `beforeCcp` marks what the softphone waits for: what `index.html` names, and what that
 * imports; the rest comes by `import()` while the softphone loads. The lines with a `budget` say how much each
 * part is, Streams apart (widget-parts.ts).
 */
export const bundle: Bench = {
  name: 'bundle',
  says: 'bytes of each built file after gzip; beforeCcp: the softphone waits for it',
  async *run() {
    const widget = await buildWidget()
    try {
      yield* await measure(widget.dir)
      yield* await partRows()
    } finally {
      await widget.remove()
    }
  },
}

/** The one sheet that is not built, but copied. */
const pageSheet = 'page.css'

async function measure(dir: string): Promise<Row[]> {
  const assets = join(dir, 'assets')
  const sources = new Map<string, Buffer>()
  for (const name of (await readdir(assets)).sort()) sources.set(name, await readFile(join(assets, name)))
  sources.set(pageSheet, await readFile(join(dir, pageSheet)))
  const page = await readFile(join(dir, 'index.html'), 'utf8')
  const first = reachedFrom(page, sources)

  const rows = [...sources].map(([chunk, source]) => {
    const gz = gzipSync(source, { level: 9 }).byteLength
    return { bench: 'bundle', chunk, gz, beforeCcp: first.has(chunk) }
  })
  const early = rows.filter(({ beforeCcp }) => beforeCcp)
  return [
    ...rows,
    { bench: 'bundle', chunk: 'all before the softphone', gz: sum(early), beforeCcp: true },
    { bench: 'bundle', chunk: 'all', gz: sum(rows), beforeCcp: false },
  ]
}

async function partRows(): Promise<Row[]> {
  const parts = await widgetParts()
  return parts.map(({ part, gz, budget }) => ({ bench: 'bundle', chunk: part, gz, budget, withinBudget: gz <= budget }))
}

function sum(files: readonly { readonly gz: number }[]): number {
  return files.reduce((all, { gz }) => all + gz, 0)
}

/** The files that the page names, and those which they import statically; not those they import later. */
function reachedFrom(page: string, sources: ReadonlyMap<string, Buffer>): Set<string> {
  const reached = new Set([...page.matchAll(/(?:src|href)="\/(?:assets\/)?([^"]+)"/g)].map(([, name = '']) => name))
  for (const name of reached) {
    const code = name.endsWith('.js') ? (sources.get(name)?.toString('utf8') ?? '') : ''
    for (const [, imported = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g)) {
      if (sources.has(imported)) reached.add(imported)
    }
  }
  return reached
}
