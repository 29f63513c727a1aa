import { buildWidget } from './built-widget.ts'
import { checkDeployedSettings } from './deploy/deployed-settings.ts'
import { release } from './deploy/release.ts'
import { runWithSite } from './deploy/run.ts'
import { readSiteFile } from './deploy/site-file.ts'

/**
 * `npm run release -- SITE.json`: builds the widget and uploads it; `index.html` goes last. Refuses where the stacks hold
 * other settings than the file, because only a deployment changes those.
 */
await runWithSite('release', async (path) => {
  const file = await readSiteFile(path)
  await checkDeployedSettings(file.site)
  const widget = await buildWidget()
  try {
    const uploads = await release(file, widget.dir)
    console.log(`https://${file.site.widget.domain} now serves this build (${uploads.length} files)`)
  } finally {
    await widget.remove()
  }
})
