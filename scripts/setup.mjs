/**
 * Makes a fresh clone ready: runs before `npm start` and `npm test`, with nothing there but Node and npm.
 *
 * Installs the packages when they are missing or out of step with the lockfile; with `--chromium`, sees to a browser
 * for the tests. Says nothing when there is nothing to do.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findChromium } from './find-chromium.mjs'
import { packagesAreInstalled } from './installed-packages.mjs'
import { isSupportedNode } from './supported-node.mjs'

const root = new URL('../', import.meta.url)
const minutes = 60_000

function main() {
  const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  if (!isSupportedNode(process.versions.node, engines.node)) {
    fail(`This needs Node ${engines.node}; you run ${process.versions.node}. Install a supported one, then try again.`)
  }
  if (!packagesAreInstalled(root)) installPackages()
  if (process.argv.includes('--chromium') && findChromium() === null) installChromium()
}

function installPackages() {
  process.stderr.write('Installing the packages of the lockfile. This is done once and takes about a minute.\n')
  if (!npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error')) {
    fail('npm could not install the packages: its own words stand above. Mend that, then try again.')
  }
}

function installChromium() {
  const advice = 'Install Chromium or Google Chrome, or name the program in CHROMIUM_PATH, then try again.'
  if (process.env.CHROMIUM_PATH) fail(`CHROMIUM_PATH names no program that can be run. ${advice}`)

  process.stderr.write('The tests need Chromium. Fetching one.\n')
  npm('exec', '--no', '--', 'playwright', 'install', 'chromium')
  if (findChromium() === null && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', 'chromium'])
  }
  if (findChromium() === null) fail(`No Chromium was found, and none could be fetched. ${advice}`)
}

/** Runs the npm that runs us, so that another version on PATH does not install. */
function npm(...words) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...words])
  return run('npm', words)
}

function run(program, words) {
  const cwd = fileURLToPath(root)
  // Output goes to stderr: `npm start --silent` and scripts that read our stdout stay clean.
  const { status } = spawnSync(program, words, { cwd, stdio: ['ignore', 2, 2], timeout: 10 * minutes })
  return status === 0
}

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`)
  process.exit(1)
}

main()
