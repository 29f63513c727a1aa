import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { packagesAreInstalled } from '../../scripts/installed-packages.mjs'
import { isSupportedNode } from '../../scripts/supported-node.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const range = '^20.19.0 || ^22.13.0 || >=24.0.0'

it.each(['20.19.0', '20.20.2', '22.13.1', '24.0.0', '25.3.0', '100.0.0'])('runs on Node %s', (version) =>
  expect(isSupportedNode(version, range)).toBe(true),
)

it.each(['18.20.0', '20.18.9', '21.7.0', '22.12.9', '23.11.0', ''])('does not run on Node %o', (version) =>
  expect(isSupportedNode(version, range)).toBe(false),
)

const tool = { version: '1.2.3', integrity: 'sha512-a' }

function clone(wanted: Record<string, object>, installed?: Record<string, object>): boolean {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': { name: 'us' }, ...wanted } }))
  mkdirSync(join(folder, 'node_modules'))
  if (installed !== undefined) {
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return packagesAreInstalled(pathToFileURL(`${folder}/`))
}

it('has nothing to install when the folder agrees with the lockfile', () => {
  expect(clone({ 'node_modules/tool': tool }, { 'node_modules/tool': tool })).toBe(true)
})

it('installs on a fresh clone', () => {
  expect(clone({ 'node_modules/tool': tool })).toBe(false)
})

it('installs when the lockfile has another version of a package', () => {
  const older = { version: '1.2.2', integrity: 'sha512-b' }
  expect(clone({ 'node_modules/tool': tool }, { 'node_modules/tool': older })).toBe(false)
})

it('installs when a package is missing', () => {
  expect(clone({ 'node_modules/tool': tool }, {})).toBe(false)
})

it('does not install again for the binaries of another platform', () => {
  const other = { ...tool, optional: true }
  expect(clone({ 'node_modules/tool-darwin': other }, {})).toBe(true)
})

it('installs again when the note of npm cannot be read', () => {
  writeFileSync(join(folder, 'package-lock.json'), '{"packages":{}}')
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"pack')
  expect(packagesAreInstalled(pathToFileURL(`${folder}/`))).toBe(false)
})

function aProgram(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

it('takes the Chromium that CHROMIUM_PATH names', () => {
  const mine = aProgram('my-browser')
  aProgram('chromium')
  expect(findChromium({ CHROMIUM_PATH: mine, PATH: folder })).toBe(mine)
})

it('takes no other Chromium when CHROMIUM_PATH names none', () => {
  aProgram('chromium')
  expect(findChromium({ CHROMIUM_PATH: join(folder, 'gone'), PATH: folder })).toBeNull()
})

it('finds Chromium on PATH, before Google Chrome', () => {
  aProgram('google-chrome')
  const chromium = aProgram('chromium')
  expect(findChromium({ PATH: folder })).toBe(chromium)
})

it('does not take a file that cannot be run for a browser', () => {
  writeFileSync(join(folder, 'chromium'), '')
  expect(findChromium({ PATH: folder })).not.toBe(join(folder, 'chromium'))
})

/** `sbom` is npm's own; the parts of `check` run where `check` did. */
const withoutPackages = ['sbom', 'check:types', 'check:lint', 'check:format']

it('comes first in every script that needs packages, so that any of them may be the first in a fresh clone', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const unready = Object.entries(scripts).filter(
    ([, line]) => !/^node scripts\/setup\.mjs( --chromium)? && /.test(line),
  )
  expect(unready.map(([name]) => name).sort()).toEqual(withoutPackages.sort())
})

it('stands in the scripts themselves, because npm runs no pre-script where install scripts are off', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(readFileSync(new URL('../../.npmrc', import.meta.url), 'utf8')).toContain('ignore-scripts=true')
  expect(scripts.start).toMatch(/^node scripts\/setup\.mjs && /)
  expect(scripts.test).toMatch(/^node scripts\/setup\.mjs --chromium && /)
})
