import { createReadStream, type Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { build, createServer } from 'vite'
import { assetHeaders, documentHeaders, isDocument, type WidgetOrigins } from '../response-headers.ts'
import type { Door } from './listen.ts'

/** Which widget to serve: the one built for production, Vite's while it is written, or a folder already built. */
export type WidgetSource = 'built' | 'dev' | { readonly dir: string }

const root = fileURLToPath(new URL('../../', import.meta.url))
const dist = path.join(root, 'dist')

/**
 * Serves the widget at its origin, with `/config.json` beside it as a hospital's web server would have it.
 *
 * The built widget has the product's own headers; in development they are missing, because Vite's styles could not
 * live under them (facts/stack.md trap 9). Rejects where the widget does not build. Answers what closes it.
 */
export async function hostWidget(
  door: Door,
  source: WidgetSource,
  parts: { origins(this: void): WidgetOrigins; config(this: void): unknown },
): Promise<() => Promise<void>> {
  if (source === 'dev') return hostInDevelopment(door, parts.config)

  const dir = source === 'built' ? await freshBuild() : path.resolve(source.dir)
  door.serve((req, res) => {
    const [pathname = '/'] = (req.url ?? '/').split('?')
    const found = isDocument(pathname) ? '/index.html' : pathname
    const headers = found.endsWith('.html') ? documentHeaders(parts.origins()) : assetHeaders(found)
    if (pathname === '/config.json') return sendConfig(res, parts.config(), headers)
    sendFile(req, res, { dir, pathname: found, headers }).catch(() => res.destroy())
  })
  return async () => undefined
}

function sendConfig(res: ServerResponse, config: unknown, headers: Record<string, string>): void {
  res.writeHead(200, { ...headers, 'Content-Type': 'application/json' })
  res.end(JSON.stringify(config))
}

async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  asked: { readonly dir: string; readonly pathname: string; readonly headers: Record<string, string> },
): Promise<void> {
  const file = path.join(asked.dir, path.normalize(asked.pathname))
  const facts = await stat(file).catch(() => null)
  if (facts === null || !facts.isFile() || !file.startsWith(asked.dir + path.sep)) {
    res.writeHead(404, { ...asked.headers, 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' }).end('Not found')
    return
  }
  const type = types[path.extname(file)] ?? 'application/octet-stream'
  res.writeHead(200, { ...asked.headers, 'Content-Type': type, 'Content-Length': facts.size })
  if (req.method === 'HEAD') res.end()
  else await pipeline(createReadStream(file), res)
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

async function hostInDevelopment(door: Door, config: () => unknown): Promise<() => Promise<void>> {
  const vite = await createServer({
    root,
    server: { middlewareMode: true, hmr: { server: door.server }, allowedHosts: ['.localhost'] },
    logLevel: 'warn',
    clearScreen: false,
  })
  door.serve((req, res) => {
    if (req.url === '/config.json') return sendConfig(res, config(), { 'Cache-Control': 'no-store' })
    vite.middlewares(req, res)
  })
  return () => vite.close()
}

/** The folder of the built widget, built anew when a source of it is younger. */
async function freshBuild(): Promise<string> {
  const [built, ...sources] = await Promise.all([
    stat(path.join(dist, 'index.html')).catch(() => null),
    ...['index.html', 'vite.config.ts', 'package-lock.json', 'public', 'src'].map((name) => youngest(name)),
  ])
  if (built === null || sources.some((time) => time > built.mtimeMs)) await build({ root, logLevel: 'error' })
  return dist
}

/** The rooms that no line of the widget comes from. */
const otherRooms = new Set(['src/sandbox', 'src/broker', 'src/smart'])

/** The latest change below a file or folder of the repository, in epoch milliseconds; folders count, for what was deleted. */
async function youngest(name: string): Promise<number> {
  if (otherRooms.has(name)) return 0
  const facts: Stats = await stat(path.join(root, name))
  if (!facts.isDirectory()) return facts.mtimeMs

  const inside = await readdir(path.join(root, name))
  const times = await Promise.all(inside.map((child) => youngest(`${name}/${child}`)))
  return Math.max(facts.mtimeMs, ...times)
}
