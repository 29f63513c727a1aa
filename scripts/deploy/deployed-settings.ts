import { brokerSettingsDigest, settingsDigestOutput, widgetSettingsDigest } from '../../src/infra/settings-digest.ts'
import { isCallScoped, type Site } from '../../src/infra/site.ts'
import { brokerStackName, widgetRegion, widgetStackName } from '../../src/infra/site-settings.ts'
import { readStackOutput } from './stack-output.ts'

/** A release that would leave the page with other settings than the broker or the page's headers. The message says what to run. */
export class UndeployedSettingsError extends Error {
  override readonly name = 'UndeployedSettingsError'
}

/**
 * Looks whether the stacks hold what this file, read by this version, says of them.
 *
 * Rejects with `UndeployedSettingsError` where one of them holds something else, or does not say what it holds; and with
 * `CommandError` where the AWS CLI finds no such stack.
 */
export async function checkDeployedSettings(site: Site): Promise<void> {
  const widget = { stack: widgetStackName(site), region: widgetRegion, digest: widgetSettingsDigest(site) }
  const broker = isCallScoped(site)
    ? [{ stack: brokerStackName(site), region: site.region, digest: brokerSettingsDigest(site) }]
    : []
  for (const { stack, region, digest } of [...broker, widget]) {
    const deployed = await readStackOutput(stack, region, settingsDigestOutput)
    if (deployed === null) {
      throw new UndeployedSettingsError(
        `${stack} does not say which settings it holds. Run npm run deploy -- SITE.json first; after that a release will do.`,
      )
    }
    if (deployed !== digest) {
      throw new UndeployedSettingsError(
        `${stack} holds other settings than this file, as this version reads it, and a release would change the page alone. Run npm run deploy -- SITE.json, which changes both.`,
      )
    }
  }
}
