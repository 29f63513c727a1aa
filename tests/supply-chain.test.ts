import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { holdsSecret, secretBeginnings, secrets } from './fixtures/secrets.ts'

const root = resolve(import.meta.dirname, '..')

interface LockedPackage {
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly inBundle?: boolean
  readonly dev?: boolean
  readonly devOptional?: boolean
}

const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '')

/** Licences that ask for a notice at most. */
const permissive = ['MIT', 'MIT-0', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Zlib', 'Unlicense']
/** File-level copyleft, or a choice of ours: for tools that never ship. */
const forToolsAlone = ['MPL-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'GPL-3.0-or-later']

it('every package of the lockfile is pinned by its integrity; one inside another’s archive by that one’s (R70)', () => {
  const unpinned = packages.filter(([, { integrity, inBundle }]) => {
    return inBundle !== true && !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')
  })
  expect(unpinned.map(([path]) => path)).toEqual([])
})

it('no package of the lockfile names another place than the public registry (R70)', () => {
  const foreign = packages.filter(([, { resolved, inBundle }]) => {
    return inBundle !== true && resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')
  })
  expect(foreign.map(([path]) => path)).toEqual([])
})

it('no package runs a script when it is installed, and none is taken but at its exact version (R71)', () => {
  const settings = readFileSync(join(root, '.npmrc'), 'utf8').split('\n')
  expect(settings).toContain('ignore-scripts=true')
  expect(settings).toContain('save-exact=true')
})

it('the direct dependencies are exact versions (R70)', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
  }
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

it('what ships has licences that ask for a notice at most, and every tool a known one (R72)', () => {
  const unknown = packages.filter(([, { license, dev, devOptional }]) => {
    const isTool = dev === true || devOptional === true
    const known = isTool ? [...permissive, ...forToolsAlone] : permissive
    const words = (license ?? 'none').replace(/[()]/g, '').split(/ (?:AND|OR) /)
    return !words.every((word) => known.includes(word))
  })
  expect(unknown.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
})

it('npm run sbom lists all that ships, and marks what is a tool (R72)', () => {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
  })
  const { bomFormat, components } = JSON.parse(stdout) as {
    readonly bomFormat: string
    readonly components: readonly { readonly name: string; readonly scope: string }[]
  }
  const scopeOf = (name: string) => components.find((component) => component.name === name)?.scope
  expect(bomFormat).toBe('CycloneDX')
  expect(['react', 'amazon-connect-streams', 'jose'].map(scopeOf)).toEqual(['required', 'required', 'required'])
  expect(scopeOf('vite')).toBe('optional')
})

it('no secret stands in the tree (R74)', () => {
  const tracked = git('ls-files', '-z')
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)))
  const holding = tracked.filter((file) => {
    return holdsSecret(readFileSync(join(root, file), 'latin1'))
  })
  expect(tracked.length).toBeGreaterThan(100)
  expect(holding).toEqual([])
})

it('no secret stands in the history (R74)', () => {
  const patches = git('log', '--all', '--format=commit %h', '-p', '--no-textconv', '-G', secretBeginnings.join('|'))
  const added = patches
    .split('\n')
    .filter((line) => line.startsWith('+'))
    .map((line) => line.slice(1))
    .join('\n')
  expect(secrets.filter((secret) => new RegExp(secret).test(added))).toEqual([])
})

function git(...words: string[]): string {
  return spawnSync('git', words, { cwd: root, encoding: 'latin1', maxBuffer: 256 * 1_024 * 1_024 }).stdout
}
