import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { exampleSite } from './example-site.ts'
import { resourceOf, templatesOf } from './templates.ts'

interface Rule {
  readonly Name: string
  readonly Statement: Record<string, object>
  readonly Action?: object
  readonly OverrideAction?: object
}

let widget: Template

beforeAll(() => {
  widget = templatesOf(exampleSite()).widget
}, 240_000)

it('stops an address that asks too often, and what AWS’s rules know, but no long authorization code', () => {
  const { Rules: rules } = resourceOf(widget, 'AWS::WAFv2::WebACL', 'Firewall').Properties as {
    readonly Rules: readonly Rule[]
  }
  expect(rules.map(({ Name }) => Name)).toEqual([
    'RatePerAddress',
    'AWSManagedRulesCommonRuleSet',
    'AWSManagedRulesKnownBadInputsRuleSet',
  ])
  expect(rules[0]?.Statement).toMatchObject({ RateBasedStatement: { AggregateKeyType: 'IP', Limit: 3_000 } })
  expect(rules[1]?.Statement).toMatchObject({
    ManagedRuleGroupStatement: {
      RuleActionOverrides: [{ Name: 'SizeRestrictions_QUERYSTRING', ActionToUse: { Count: {} } }],
    },
  })
  const { DistributionConfig: config } = resourceOf(widget, 'AWS::CloudFront::Distribution', 'Distribution')
    .Properties as { readonly DistributionConfig: Readonly<Record<string, unknown>> }
  expect(config['WebACLId']).toEqual({ 'Fn::GetAtt': ['Firewall', 'Arn'] })
})

it('lets Epic fetch the key set without naming its program, which the common rules would stop', () => {
  const { Rules: rules } = resourceOf(widget, 'AWS::WAFv2::WebACL', 'Firewall').Properties as {
    readonly Rules: readonly { readonly Statement: { readonly ManagedRuleGroupStatement?: object } }[]
  }
  const groups = rules.map(({ Statement }) => Statement.ManagedRuleGroupStatement)
  const keySet = {
    FieldToMatch: { UriPath: {} },
    PositionalConstraint: 'EXACTLY',
    SearchString: '/api/.well-known/jwks.json',
  }
  expect(groups[1]).toMatchObject({
    Name: 'AWSManagedRulesCommonRuleSet',
    ScopeDownStatement: { NotStatement: { Statement: { ByteMatchStatement: keySet } } },
  })
  expect(groups[2]).not.toHaveProperty('ScopeDownStatement')
})

it('turns away with 429 who asks too often, and has AWS’s rules stop what they find, not only count it', () => {
  const { Rules: rules, DefaultAction: otherwise } = resourceOf(widget, 'AWS::WAFv2::WebACL', 'Firewall')
    .Properties as { readonly Rules: readonly Rule[]; readonly DefaultAction: object }
  expect(rules.map(({ Action, OverrideAction }) => Action ?? OverrideAction)).toEqual([
    { Block: { CustomResponse: { ResponseCode: 429 } } },
    { None: {} },
    { None: {} },
  ])
  expect(rules.map(({ OverrideAction }) => OverrideAction)).toEqual([undefined, { None: {} }, { None: {} }])
  expect(otherwise).toEqual({ Allow: {} })
})
