import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { createApp } from '../../src/infra/app.ts'
import type { CallScopedSite, Site } from '../../src/infra/site.ts'

/** The stacks of a site, around a bundle that stands in for the broker's. */
export function appOf(site: Site): App {
  const brokerBundle = mkdtempSync(join(tmpdir(), 'broker-bundle-'))
  writeFileSync(join(brokerBundle, 'lambda.mjs'), 'export const handler = async () => ({ statusCode: 200 })\n')
  return createApp(site, { brokerBundle })
}

/** The templates of a site with a broker, as CloudFormation gets them. */
export function templatesOf(site: CallScopedSite): { readonly broker: Template; readonly widget: Template } {
  const template = templatesByName(site)
  return { broker: template(`AgentWidgetBroker-${site.id}`), widget: template(`AgentWidget-${site.id}`) }
}

/** The template of the widget alone. */
export function widgetTemplateOf(site: Site): Template {
  return templatesByName(site)(`AgentWidget-${site.id}`)
}

function templatesByName(site: Site): (stack: string) => Template {
  // The rules of CloudFormation take half a minute; app.test.ts has them looked at, once.
  process.env['CDK_VALIDATION'] = 'false'
  const app = appOf(site)
  return (stack) => Template.fromStack(app.node.findChild(stack) as Stack)
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

/** What a policy lets or forbids. */
export interface Statement {
  readonly Sid?: string
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Principal?: unknown
  readonly Condition?: unknown
}

/** The statements of the policy that a resource has under this property. */
export function statementsOf(resource: Resource, property: string): readonly Statement[] {
  return (resource.Properties[property] as { readonly Statement: readonly Statement[] }).Statement
}
