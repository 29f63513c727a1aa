import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack } from 'cdk-nag'
import { brokerStack } from './broker-stack.ts'
import { isCallScoped, type Site } from './site.ts'
import { widgetStack } from './widget-stack.ts'

export interface AppParts {
  /** The folder that holds the broker's `lambda.mjs`; not looked at where the site has no broker. */
  readonly brokerBundle: string
  /** Where the templates go; a temporary folder by default. */
  readonly outdir?: string
}

/** How the constructs behave; without these they do as in their first version. */
const featureFlags = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  // What CloudFormation itself would refuse ends the synthesis, not the deployment.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
}

/**
 * The stacks of a site: the broker, where it has one, beside its Connect instance, and the widget in us-east-1
 * (docs/decisions/0014).
 *
 * `synth()` needs no account and no network.
 */
export function createApp(site: Site, { brokerBundle, outdir }: AppParts): App {
  const app = new App({ ...(outdir === undefined ? {} : { outdir }), analyticsReporting: false, context: featureFlags })
  const broker = isCallScoped(site) ? brokerStack(app, site, brokerBundle) : null
  const widget = widgetStack(app, site)
  // The CDK's command line deploys by dependency and else by name, whatever the order in which it is told them.
  if (broker !== null) widget.addStackDependency(broker, 'A new widget may need what only a new broker can')
  return app
}

/** The packs of rules that a deployment is held to, whose findings somebody mends or accepts with a reason. */
export function rulePacks(app: App): readonly NagPack[] {
  return [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app)]
}

/** Has `synth()` throw where one of the packs finds something. */
export function holdToRules(app: App): void {
  Validations.of(app).addPlugins(...rulePacks(app))
}
