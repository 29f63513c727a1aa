import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { createApp } from '../../src/infra/app.ts'
import type { Site } from '../../src/infra/site.ts'

/** The stacks of a site, around a bundle that stands in for the broker's. */
export function appOf(site: Site): App {
  const brokerBundle = mkdtempSync(join(tmpdir(), 'broker-bundle-'))
  writeFileSync(join(brokerBundle, 'lambda.mjs'), 'export const handler = async () => ({ statusCode: 200 })\n')
  return createApp(site, { brokerBundle })
}

/** The templates as CloudFormation gets them. */
export function templatesOf(site: Site): { readonly broker: Template; readonly widget: Template } {
  // The rules of CloudFormation take half a minute; app.test.ts has them looked at, once.
  process.env['CDK_VALIDATION'] = 'false'
  const app = appOf(site)
  return {
    broker: Template.fromStack(app.node.findChild(`AgentWidgetBroker-${site.id}`) as Stack),
    widget: Template.fromStack(app.node.findChild(`AgentWidget-${site.id}`) as Stack),
  }
}

/** A resource of a template, as far as tests look into it. */
export interface Resource {
  readonly DeletionPolicy?: string
  readonly Properties: Record<string, unknown>
}

/** The resources of a type, each with the name the construct has. */
export function resourcesOf(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(template.findResources(type) as Record<string, Resource>)
}

/** The only resource of a type whose construct is named so; throws where it is not one. */
export function resourceOf(template: Template, type: string, name: string): Resource {
  const found = resourcesOf(template, type).filter(([id]) => id.startsWith(name))
  const [only] = found
  if (found.length !== 1 || only === undefined) throw new Error(`${found.length} of ${type} are named ${name}`)
  return only[1]
}
