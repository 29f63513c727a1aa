import { isCallScoped } from '../../src/infra/site.ts'
import { siteOrigins, widgetConfig, widgetOrigin } from '../../src/infra/site-settings.ts'
import { createFactCollector, ordinarySignIn } from './collect-facts.ts'
import type { SetUp, SettingNames } from './facts.ts'
import { readSiteLeniently, valueAt } from './lenient-site.ts'
import { siteNames } from './site-set-up.ts'
import { lackBroker } from './without-broker.ts'

/** The file says nothing of the Connect instance: what of it can be had comes from the environment. */
const names: SettingNames = { ...siteNames, instance: 'CONNECT_INSTANCE_ID', region: 'AWS_REGION' }

/** Whether a site file is of a site whose agents sign in to Epic themselves, however much of it is wrong. */
export function isLaunchSite(json: unknown): boolean {
  return valueAt(json, 'widget.settings.mode') === 'launch'
}

/** Reads a site whose agents sign in to Epic themselves from the file that it is deployed from. */
export function readLaunchSiteSetUp(json: unknown, env: Readonly<Record<string, string | undefined>>): SetUp {
  const usedParts = ['widget', 'connect', 'agents']
  const { site, faults, isBad } = readSiteLeniently(json, { example: 'site.launch.example.json', usedParts })
  if (isCallScoped(site)) throw new TypeError('A site of the mode launch was read as another')
  const collector = createFactCollector(isBad)
  const { facts, lacking, put } = collector
  const { launch } = site.widget.settings

  put('widgetOrigin', [names.widget], () => widgetOrigin(site))
  put('widgetOrigins', ['widget.framedBy', names.launchIssuers, names.ccp], () => siteOrigins(site))
  put('widgetSettings', ['widget.settings', 'widget.framedBy', names.ccp], () => widgetConfig(site))
  put('ccpUrl', [names.ccp], () => site.connect.ccpUrl)
  put('signIn', [], () => ordinarySignIn)
  put('launchIssuers', [names.launchIssuers], () => launch.issuers)
  put('launchScope', [names.launchScope], () => (typeof launch['scope'] === 'string' ? launch['scope'] : ''))
  lackBroker(collector, 'launch', env)
  return { kind: 'site', faults, facts, lacking, names }
}
