import { readdir, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { siteOrigins, widgetRegion, widgetStackName, bucketOutput } from '../../src/infra/site-settings.ts'
import { readCommand, runCommand } from './command.ts'
import { type Upload, planRelease, turnOf, uploadArguments } from './release-plan.ts'
import type { SiteFile } from './site-file.ts'

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
  const bucket = await bucketOf(widgetStackName(site))

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

function bucketOf(stack: string): Promise<string> {
  const query = `Stacks[0].Outputs[?OutputKey=='${bucketOutput}'].OutputValue`
  const where = ['--region', widgetRegion, '--stack-name', stack]
  return readCommand('aws', ['cloudformation', 'describe-stacks', ...where, '--query', query, '--output', 'text'])
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
