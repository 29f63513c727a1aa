import { SiteError } from '../../src/infra/site.ts'
import { CommandError } from './command.ts'
import { UndeployedSettingsError } from './deployed-settings.ts'
import { UnknownFileError } from './release-plan.ts'
import { SiteFileError } from './site-file.ts'
import { BrokerBundleError } from './synthesise.ts'

/** What an administrator can mend, and how is said in the message. */
const forTheAdministrator = [
  SiteError,
  SiteFileError,
  CommandError,
  BrokerBundleError,
  UnknownFileError,
  UndeployedSettingsError,
]

/** Runs a script on the site file it was called with; what an administrator can mend is said in a sentence. */
export async function runWithSite(script: string, run: (path: string) => Promise<void>): Promise<void> {
  const [path, ...rest] = process.argv.slice(2)
  if (path === undefined || path.startsWith('-') || rest.length > 0) {
    return refuse(
      `npm run ${script} -- SITE.json\n\nSITE.json is your copy of docs/site.example.json, or of docs/site.launch.example.json (docs/deploy.md).`,
    )
  }
  try {
    await run(path)
  } catch (error) {
    const isForTheAdministrator = forTheAdministrator.some((kind) => error instanceof kind)
    if (!(error instanceof Error) || !isForTheAdministrator) throw error
    refuse(error.message)
  }
}

function refuse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
