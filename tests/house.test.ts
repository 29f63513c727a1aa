import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

/** What each room may import: other rooms, and packages. One table; a new arrow is a decision, made here. */
const rooms: Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }> = {
  domain: { rooms: [], packages: ['libphonenumber-js'] },
  call: { rooms: ['domain'], packages: [] },
  fhir: { rooms: ['domain'], packages: [] },
  smart: { rooms: ['domain'], packages: ['jose', '@aws-sdk/client-kms'] },
  connect: { rooms: ['domain'], packages: ['amazon-connect-streams'] },
  auth: { rooms: ['domain'], packages: ['oidc-client-ts', 'fhirclient', 'jose'] },
  ui: { rooms: ['domain', 'call'], packages: ['react', 'react-dom', '@tanstack/react-query', '@cloudscape-design'] },
  broker: {
    rooms: ['domain', 'fhir', 'smart'],
    packages: [
      'hono',
      '@hono/node-server',
      'jose',
      'valibot',
      '@aws-sdk/client-connect',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-kms',
    ],
  },
  sandbox: {
    rooms: ['broker', 'response-headers.ts'],
    packages: [
      'hono',
      '@hono/node-server',
      'jose',
      'oidc-provider',
      '@faker-js/faker',
      'vite',
      'dynalite',
      'aws-lambda',
      'selfsigned',
      'undici',
    ],
  },
  infra: {
    rooms: ['response-headers.ts'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'valibot'],
  },
  'main.tsx': {
    rooms: [
      'domain',
      'call',
      'fhir',
      'connect',
      'auth',
      'ui',
      'modes',
      'config.ts',
      'leading-tab.ts',
      'restored-page.ts',
      'start-notice.ts',
      'start-words.ts',
    ],
    packages: ['valibot'],
  },
  modes: { rooms: ['domain', 'auth', 'fhir', 'config.ts', 'start-words.ts'], packages: [] },
  'config.ts': { rooms: ['domain', 'response-headers.ts'], packages: ['valibot'] },
  'restored-page.ts': { rooms: [], packages: [] },
  'leading-tab.ts': { rooms: [], packages: [] },
  'start-notice.ts': { rooms: [], packages: [] },
  'start-words.ts': { rooms: [], packages: [] },
  'response-headers.ts': { rooms: [], packages: [] },
}

/** Rooms that run in a browser or anywhere, where Node's own modules do not exist. */
const withoutNode = [
  'domain',
  'call',
  'fhir',
  'connect',
  'auth',
  'ui',
  'modes',
  'main.tsx',
  'config.ts',
  'leading-tab.ts',
  'response-headers.ts',
  'restored-page.ts',
  'start-notice.ts',
  'start-words.ts',
]

const src = resolve(import.meta.dirname, '../src')
const files = filesBelow(src).filter((file) => /\.tsx?$/.test(file))

it('has only rooms that stand in the table', () => {
  const found = new Set(files.map(roomOf))
  expect([...found].filter((room) => !(room in rooms))).toEqual([])
})

it('imports only down the floor plan', () => {
  expect(files.flatMap(forbiddenImports)).toEqual([])
})

it('keeps every file under 250 lines, because a longer one holds two things', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251)
  expect(long.map(named)).toEqual([])
})

it('has no drawers without a name of their own', () => {
  const drawers = files.filter((file) =>
    /(^|\/)(utils?|helpers?|types|shared|common|misc)(\.tsx?$|\/)/.test(named(file)),
  )
  expect(drawers.map(named)).toEqual([])
})

it('leaves no promise in the domain: what takes time belongs to call/', () => {
  const domain = files.filter((file) => roomOf(file) === 'domain' && named(file) !== 'domain/ports.ts')
  const waiting = domain.filter((file) => /\b(async|await|Promise|setTimeout|fetch\()\b/.test(codeOf(file)))
  expect(waiting.map(named)).toEqual([])
})

it('tests mirror the rooms: each folder of tests stands for one of src', () => {
  const folders = readdirSync(import.meta.dirname).filter((name) =>
    statSync(join(import.meta.dirname, name)).isDirectory(),
  )
  const known = [...Object.keys(rooms), 'e2e', 'fixtures', 'scripts', 'public']
  expect(folders.filter((folder) => !known.includes(folder))).toEqual([])
})

function forbiddenImports(file: string): string[] {
  const room = roomOf(file)
  const allowed = rooms[room]
  return importsOf(file)
    .filter((target) => !isAllowed(target, file, room, allowed))
    .map((target) => `${named(file)} imports ${target}`)
}

function isAllowed(target: string, file: string, room: string, allowed: (typeof rooms)[string] | undefined): boolean {
  if (target.startsWith('node:')) return !withoutNode.includes(room)
  if (!target.startsWith('.')) {
    return (allowed?.packages ?? []).some((name) => target === name || target.startsWith(`${name}/`))
  }
  const reached = roomOf(resolve(dirname(file), target))
  return reached === room || (allowed?.rooms ?? []).includes(reached)
}

function importsOf(file: string): string[] {
  const found = codeOf(file).matchAll(/\bfrom\s+'([^']+)'|\bimport\s+'([^']+)'|\bimport\(\s*'([^']+)'/g)
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function roomOf(file: string): string {
  return named(file).split('/')[0] ?? ''
}

function named(file: string): string {
  return relative(src, file)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
