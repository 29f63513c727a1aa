import { type App, Stack } from 'aws-cdk-lib'
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { beforeAll, expect, it } from 'vitest'
import { holdToRules, rulePacks } from '../../src/infra/app.ts'
import { exampleSite, launchSite, lockedSite } from './example-site.ts'
import { appOf } from './templates.ts'

let app: App

beforeAll(() => {
  app = appOf(exampleSite())
}, 240_000)

/** What the packs find, each finding with the construct. */
function findings(of: App = app): readonly string[] {
  return rulePacks(of).flatMap((pack) =>
    pack
      .validateScope(of)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      ),
  )
}

it('is clean under AwsSolutions and HIPAA.Security, but for what is accepted with a reason (R75)', () => {
  expect(findings()).toEqual([])
}, 240_000)

it('is the widget alone, and clean too, where agents sign in to Epic themselves', () => {
  const launched = appOf(launchSite())
  expect(launched.node.children.flatMap((child) => (child instanceof Stack ? child.stackName : []))).toEqual([
    'AgentWidget-lakeside',
  ])
  expect(findings(launched)).toEqual([])
}, 240_000)

it('is clean too with a gateway for CloudFront alone and with two keys, one of them ES384', () => {
  expect(findings(appOf(lockedSite()))).toEqual([])
}, 240_000)

it.each([
  ['the example', exampleSite(), 2],
  ['a gateway for CloudFront alone, with two keys, one of them ES384', lockedSite(), 2],
  ['agents who sign in to Epic themselves', launchSite(), 1],
])(
  'is synthesised offline, and taken by the rules of CloudFormation itself, for %s',
  (_, site, stacks) => {
    const checked = appOf(site)
    holdToRules(checked)
    expect(checked.synth().stacks).toHaveLength(stacks)
  },
  240_000,
)

it('would be refused by CloudFormation’s rules where a field that no construct has were written wrong', () => {
  const checked = appOf(lockedSite())
  const widget = checked.node.findChild('AgentWidget-lakeside')
  const distribution = widget.node.findChild('Distribution').node.defaultChild as CfnDistribution
  distribution.addPropertyOverride('DistributionConfig.Origins.1.CustomOriginConfig.OriginMtls', { Certificate: 'arn' })
  holdToRules(checked)
  expect(() => checked.synth()).toThrow("'OriginMtls' was unexpected")
}, 240_000)

it('would be told of a careless bucket', () => {
  const careless = new Bucket(app.node.findChild('AgentWidget-lakeside'), 'Careless')
  expect(careless.encryptionKey).toBeUndefined()
  expect(findings()).toContainEqual(expect.stringMatching(/S3.* at .*Careless/))
}, 240_000)

it('puts the broker beside its Connect instance, the widget where CloudFront looks, and both in the site’s account', () => {
  const stacks = app.node.children.filter((child) => child instanceof Stack)
  expect(stacks.map(({ stackName, region, account }) => [stackName, region, account])).toEqual([
    ['AgentWidgetBroker-lakeside', 'us-west-2', '111122223333'],
    ['AgentWidget-lakeside', 'us-east-1', '111122223333'],
  ])
  expect(stacks.map(({ terminationProtection }) => terminationProtection)).toEqual([true, true])
})
