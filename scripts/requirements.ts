import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCoverage, untested, writeCoverage } from './requirements/coverage.ts'

/** `npm run requirements`: writes `docs/requirements.md` anew, and says which requirements no test holds. */
function start(): void {
  const root = fileURLToPath(new URL('../', import.meta.url))
  const coverage = readCoverage(root, 'tests')
  writeFileSync(new URL('../docs/requirements.md', import.meta.url), writeCoverage(coverage))
  const missing = untested(coverage)
  console.log(
    missing.length === 0 ? 'Every requirement has a test.' : `No test holds ${missing.map((n) => `R${n}`).join(', ')}.`,
  )
}

start()
