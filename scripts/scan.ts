import { spawnSync } from 'node:child_process'
import { readAudit } from './supply-chain/audit-answer.ts'

/** `npm run scan`: asks the registry for known vulnerabilities of what ships; exits 1 where there are any, 2 where it could not be asked. */
function start(): void {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev'], { encoding: 'utf8' })
  const answer = readAudit(stdout ?? '')
  if (answer.kind === 'clean') console.log('Vulnerability scan: nothing known.')
  if (answer.kind === 'found') console.log(`Vulnerability scan: ${answer.names.join(', ')}.`)
  if (answer.kind === 'not-run') console.log('Vulnerability scan: not run. The registry gave no report.')
  process.exitCode = { clean: 0, found: 1, 'not-run': 2 }[answer.kind]
}

start()
