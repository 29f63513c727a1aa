import { SiteError } from '../src/infra/site.ts'
import { SiteFileError } from './deploy/site-file.ts'
import { findingsIn } from './headers/csp-findings.ts'
import { scoreByObservatory } from './headers/observatory.ts'
import { fetchPage, plannedPage, type ServedPage, ServedPageError } from './headers/served.ts'

const help = `Scores the headers of the widget's page, by the rules of the MDN HTTP Observatory and by Google's CSP evaluator.

  npm run headers -- https://WIDGET/     as it is served
  npm run headers -- SITE.json           as it will be, once it is deployed

Ends with status 1 below A+, or where the evaluator finds something HIGH.
`

/** `npm run headers -- URL | SITE.json` */
async function start(): Promise<void> {
  const [what, ...rest] = process.argv.slice(2)
  if (what === undefined || what.startsWith('-') || rest.length > 0) return refuse(help)

  try {
    show(await (URL.canParse(what) ? fetchPage(what) : plannedPage(what)))
  } catch (error) {
    const isForTheAdministrator = [SiteError, SiteFileError, ServedPageError].some((kind) => error instanceof kind)
    if (!(error instanceof Error) || !isForTheAdministrator) throw error
    refuse(error.message)
  }
}

function show(page: ServedPage): void {
  const { grade, score, judgements } = scoreByObservatory(page)
  const findings = findingsIn(page.headers.get('content-security-policy'))
  console.log(`${page.url.href}\n\nMDN HTTP Observatory: ${grade} (${score})`)
  for (const { rule, points, says } of judgements) console.log(`  ${signed(points)}  ${rule}: ${says}`)
  console.log('\nCSP evaluator')
  for (const { severity, directive, says } of findings) console.log(`  ${severity}  ${directive}: ${says}`)
  if (grade !== 'A+' || findings.some(({ severity }) => severity === 'HIGH')) process.exitCode = 1
}

function signed(points: number): string {
  return `${points > 0 ? '+' : ''}${points}`.padStart(3)
}

function refuse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

await start()
