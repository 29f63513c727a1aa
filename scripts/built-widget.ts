import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The widget as it ships, in a folder of its own: a `dist` that somebody builds meanwhile disturbs nothing. */
export async function buildWidget(): Promise<{ readonly dir: string; remove(this: void): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'agent-widget-'))
  const remove = () => rm(dir, { recursive: true, force: true })
  const root = fileURLToPath(new URL('../', import.meta.url))
  try {
    await build({ root, logLevel: 'error', build: { outDir: dir, emptyOutDir: true } })
  } catch (fault) {
    await remove()
    throw fault
  }
  return { dir, remove }
}
