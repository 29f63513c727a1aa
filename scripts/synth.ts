import { runWithSite } from './deploy/run.ts'
import { readSiteFile } from './deploy/site-file.ts'
import { folders, synthesise } from './deploy/synthesise.ts'

/** `npm run synth -- SITE.json`: writes the templates of a site to `cdk.out`, without an account or a network. */
await runWithSite('synth', async (path) => {
  const { site } = await readSiteFile(path)
  const stacks = await synthesise(site)
  console.log(`${folders.templates}: ${stacks.join(', ')}`)
})
