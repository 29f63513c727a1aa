import { isCallScoped } from '../src/infra/site.ts'
import { buildWidget } from './built-widget.ts'
import { runCommand } from './deploy/command.ts'
import { release } from './deploy/release.ts'
import { runWithSite } from './deploy/run.ts'
import { readSiteFile } from './deploy/site-file.ts'
import { folders, synthesise } from './deploy/synthesise.ts'

/** The CDK's own command line: it uploads the broker's code, which CloudFormation alone does not. Fetched by npx, pinned. */
const cdk = 'aws-cdk@2.1148.1'

/**
 * `npm run deploy -- SITE.json`: builds what the site has, sets up its stacks, and releases the widget.
 *
 * The broker comes first, because a new widget may need what only a new broker can.
 */
await runWithSite('deploy', async (path) => {
  const file = await readSiteFile(path)
  if (isCallScoped(file.site)) await runCommand('npm', ['run', 'build:broker'])
  const stacks = await synthesise(file.site)
  const widget = await buildWidget()
  try {
    await runCommand('npx', ['--yes', cdk, 'deploy', '--app', folders.templates, ...stacks])
    const uploads = await release(file, widget.dir)
    console.log(`https://${file.site.widget.domain} now serves this build (${uploads.length} files)`)
  } finally {
    await widget.remove()
  }
})
