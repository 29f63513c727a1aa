import { readFile } from 'node:fs/promises'
import { isConfig, readConfig } from '../../src/config.ts'
import { type Site, SiteError, readSite } from '../../src/infra/site.ts'
import { widgetConfig } from '../../src/infra/site-settings.ts'

/** A file that cannot be read as JSON. The message names it. */
export class SiteFileError extends Error {
  override readonly name = 'SiteFileError'
}

/** What a deployment starts from: the site, and the settings of its widget, read as the widget will read them. */
export interface SiteFile {
  readonly site: Site
  /** What `/config.json` will hold. */
  readonly config: unknown
}

/**
 * Reads the file that the administrator wrote.
 *
 * Throws `SiteFileError` where there is none, and `SiteError` with every setting to mend: of the deployment, or such as
 * `widget.settings.screenPop` that the widget itself would refuse at its start.
 */
export async function readSiteFile(path: string): Promise<SiteFile> {
  const site = readSite(await readJson(path))
  const config = widgetConfig(site)
  const read = readConfig(config)
  if (isConfig(read)) return { site, config }

  throw new SiteError(
    new Map(read.settings.map((name) => [`widget.settings.${name}`, 'wants what docs/settings.md says'])),
  )
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SiteFileError(`${path} cannot be read. Copy docs/site.example.json and write your own.`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SiteFileError(`${path} is not JSON`, { cause })
  }
}
