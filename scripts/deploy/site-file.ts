import { readFile } from 'node:fs/promises'
import { BrokerConfigError, readBrokerConfig } from '../../src/broker/config.ts'
import { environmentSchema } from '../../src/broker/environment.ts'
import { isConfig, readConfig } from '../../src/config.ts'
import { type CallScopedSite, isCallScoped, type Site, SiteError, readSite } from '../../src/infra/site.ts'
import { brokerEnvironment, widgetConfig } from '../../src/infra/site-settings.ts'

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
 * Throws `SiteFileError` where there is none, and `SiteError` with every setting to mend: of the deployment, such as
 * `widget.settings.screenPop` that the widget would refuse at its start, or `broker.AFTER_CALL_MINUTES` that the broker
 * would.
 */
export async function readSiteFile(path: string): Promise<SiteFile> {
  const site = readSite(await readJson(path))
  const faults = settingFaults(site)
  if (faults.size > 0) throw new SiteError(faults)
  return { site, config: widgetConfig(site) }
}

/** What the widget and the broker of a site would refuse at their start: each setting, with what is wanted. */
export function settingFaults(site: Site): ReadonlyMap<string, string> {
  return new Map([...widgetFaults(widgetConfig(site)), ...(isCallScoped(site) ? brokerFaults(site) : [])])
}

function widgetFaults(config: unknown): [string, string][] {
  const read = readConfig(config)
  if (isConfig(read)) return []
  return read.settings.map((name) => [`widget.settings.${name}`, 'wants what docs/settings.md says'])
}

/** Variables that we set from other settings of the file, which can be wrong together and not each for itself. */
const settledFrom = {
  EPIC_FHIR_BASE_URL: ['epic.fhirBaseUrl', 'wants another address, or none, with this epic.environment'],
} as const

/** What is wrong with the variables that the file hands on to the broker; those that we set are ours to get right. */
function brokerFaults(site: CallScopedSite): [string, string][] {
  const settled = brokerEnvironment({ ...site, broker: {} }, { signingKeys: [], callTokenKey: '', ledgerTable: '' })
  const refused = new Set(refusedByBroker({ ...settled, ...site.broker, AWS_REGION: site.region }))
  const together = Object.entries(settledFrom).flatMap(([name, [setting, wanted]]): [string, string][] =>
    refused.has(name) ? [[setting, wanted]] : [],
  )
  const handedOn = Object.keys(site.broker).flatMap((name): [string, string][] => {
    if (name in settled || name === 'AWS_REGION') return [[`broker.${name}`, 'is settled elsewhere in this file']]
    if (!(name in environmentSchema.entries)) return [[`broker.${name}`, 'is not a setting of the broker']]
    return refused.has(name) ? [[`broker.${name}`, 'wants what docs/settings.md says']] : []
  })
  return [...together, ...handedOn]
}

function refusedByBroker(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readBrokerConfig(environment)
    return []
  } catch (error) {
    if (error instanceof BrokerConfigError) return error.settings
    throw error
  }
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
