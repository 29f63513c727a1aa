import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const run = fileURLToPath(new URL('../../.ci/run', import.meta.url))

it('CI runs npm test and nothing else, and says that it is CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-run-'))
  const npm = '#!/bin/sh\necho "npm $* in CI=$CI"\n'
  writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 })
  const { CI: _ours, PATH = '', ...env } = process.env
  const said = execFileSync(run, { env: { ...env, PATH: `${folder}${delimiter}${PATH}` }, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(said).toBe('npm test in CI=1\n')
})
