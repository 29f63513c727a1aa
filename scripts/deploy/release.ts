import { readdir, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { siteOrigins, widgetRegion, widgetStackName, bucketOutput } from '../../src/infra/site-settings.ts'
import { CommandError, runCommand } from './command.ts'
import { type Upload, planRelease, turnOf, uploadArguments } from './release-plan.ts'
import type { SiteFile } from './site-file.ts'
import { readStackOutput } from './stack-output.ts'

/** How many uploads run at once, of those that do not need each other. */
const atOnce = 8

/**
 * Uploads the built widget of `folder` to the site's bucket, settings and all, in the order of `planRelease`.
 *
 * Rejects at the first upload that fails; what was served before is then served on, because `index.html` comes last.
 */
export async function release({ site, config }: SiteFile, folder: string): Promise<readonly Upload[]> {
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  const uploads = planRelease(await filesBelow(folder), siteOrigins(site))
  const bucket = await readStackOutput(widgetStackName(site), widgetRegion, bucketOutput)
  if (bucket === null) throw new CommandError(`${widgetStackName(site)} names no bucket. Run npm run deploy first.`)

  for (const turn of new Set(uploads.map(({ key }) => turnOf(key)))) {
    const waiting = uploads.filter(({ key }) => turnOf(key) === turn)
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await runCommand('aws', uploadArguments(next, folder, bucket))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }
  return uploads
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
