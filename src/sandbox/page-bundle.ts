import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * Bundles the script of a played party's page, TypeScript and all it imports, into one classic script.
 *
 * Nothing is written to disk, and names stay readable, because the sandbox is read with the browser's inspector.
 * Rejects with Vite's own words when the entry does not compile.
 *
 * @example
 * const { js } = await bundlePage(new URL('./page/main.ts', import.meta.url))
 */
export async function bundlePage(entry: URL): Promise<{ js: string }> {
  const input = fileURLToPath(entry)
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input, output: { format: 'iife' } },
    },
  })
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []))
  const js = outputs.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('\n')
  return { js }
}
