import { buildWidget } from './built-widget.ts'
import { release } from './deploy/release.ts'
import { runWithSite } from './deploy/run.ts'
import { readSiteFile } from './deploy/site-file.ts'

/** `npm run release -- SITE.json`: builds the widget and uploads it; `index.html` goes last. */
await runWithSite('release', async (path) => {
  const file = await readSiteFile(path)
  const widget = await buildWidget()
  try {
    const uploads = await release(file, widget.dir)
    console.log(`https://${file.site.widget.domain} now serves this build (${uploads.length} files)`)
  } finally {
    await widget.remove()
  }
})
