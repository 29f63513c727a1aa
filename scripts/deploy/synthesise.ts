import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp, holdToRules } from '../../src/infra/app.ts'
import { isCallScoped, type Site } from '../../src/infra/site.ts'

/** The broker is not built. The message says how to. */
export class BrokerBundleError extends Error {
  override readonly name = 'BrokerBundleError'
}

/** Where `npm run build:broker` puts the broker, and where the templates go. */
export const folders = { brokerBundle: 'dist-broker', templates: 'cdk.out' } as const

/**
 * Writes the templates of a site, without an account or a network.
 *
 * Rejects with `BrokerBundleError` where the site has a broker that is not built, and where cdk-nag finds what nobody accepted.
 */
export async function synthesise(site: Site, { brokerBundle, templates } = folders): Promise<readonly string[]> {
  if (isCallScoped(site)) {
    await access(join(brokerBundle, 'lambda.mjs')).catch((cause: unknown) => {
      throw new BrokerBundleError(`There is no ${brokerBundle}/lambda.mjs. Run npm run build:broker first.`, { cause })
    })
  }
  const app = createApp(site, { brokerBundle, outdir: templates })
  holdToRules(app)
  return app.synth().stacks.map(({ stackName }) => stackName)
}
