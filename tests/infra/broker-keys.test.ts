import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { exampleSite } from './example-site.ts'
import { type Resource, resourceOf, resourcesOf, statementsOf, templatesOf } from './templates.ts'

let broker: Template

beforeAll(() => {
  broker = templatesOf(exampleSite()).broker
}, 240_000)

/** An output that shows where the signing key of this name lies. */
function anArnOf(name: string) {
  return { Value: { 'Fn::GetAtt': [expect.stringMatching(`^SigningKey${name}`), 'Arn'] } }
}

function keyNamed(name: string): Resource {
  return resourceOf(broker, 'AWS::KMS::Key', name)
}

it.each([
  ['SigningKey', 'kms:Sign', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }],
  ['CallTokenKey', 'kms:GenerateMac', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
])(
  'keeps the %s in KMS, where nobody but the broker may use it, administrators included (R5)',
  (name, action, facts) => {
    const key = keyNamed(name)
    expect(key.Properties).toMatchObject(facts)
    expect(statementsOf(key, 'KeyPolicy')).toContainEqual({
      Sid: 'OnlyTheBroker',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: action,
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringMatching(/^BrokerRole/), 'Arn'] } },
      },
    })
  },
)

/** Under which conditions the broker may do this. */
function conditionOf(action: string, template: Template): unknown {
  const granted = statementsOf(resourceOf(template, 'AWS::IAM::Policy', 'BrokerRole'), 'PolicyDocument')
  return granted.find(({ Action }) => Action === action)?.Condition
}

it('lets the broker sign for Epic by RS384, and draw the key of call tokens by HMAC-SHA-256, by nothing else (R5)', () => {
  expect(conditionOf('kms:Sign', broker)).toEqual({
    StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_384' },
  })
  expect(conditionOf('kms:GenerateMac', broker)).toEqual({ StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } })
})

it('makes a key of another kind where the site says so, with which the broker may sign by that algorithm alone', () => {
  const es384 = templatesOf(
    exampleSite(({ epic }) => (epic['signingKeys'] = [{ name: 'ec', algorithm: 'ES384' }])),
  ).broker
  expect(resourceOf(es384, 'AWS::KMS::Key', 'SigningKey').Properties).toMatchObject({
    KeySpec: 'ECC_NIST_P384',
    KeyUsage: 'SIGN_VERIFY',
  })
  expect(conditionOf('kms:Sign', es384)).toEqual({ StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_384' } })
}, 240_000)

it('shows where its one key lies, for `npm run keys`, and where the gateway’s DNS name has to lead', () => {
  const outputs = broker.findOutputs('*')
  expect(Object.keys(outputs).sort()).toEqual(['GatewayAddress', 'SettingsDigest', 'SigningKeyArn'])
  expect(JSON.stringify(outputs['GatewayAddress'])).toMatch(/ApiDomain\w*","RegionalDomainName/)
})

it('keeps the key that is registered with Epic when the stack goes, and the one under which logs lie', () => {
  expect(keyNamed('SigningKey').DeletionPolicy).toBe('Retain')
  expect(keyNamed('DataKey').DeletionPolicy).toBe('Retain')
})

it('lets the key of call tokens go with the stack, because what lies under it ends within a day', () => {
  expect(keyNamed('CallTokenKey').DeletionPolicy).toBe('Delete')
})

it('has two signing keys in a rotation, and signs with the first of the site’s file (R8)', () => {
  const rotating = templatesOf(exampleSite(({ epic }) => (epic['signingKeys'] = ['2027-05', '2026-11']))).broker
  const keys = resourcesOf(rotating, 'AWS::KMS::Key').filter(([id]) => id.startsWith('SigningKey'))
  expect(keys.map(([id]) => id.slice(0, 16))).toEqual(['SigningKey202705', 'SigningKey202611'])
  const kept = resourcesOf(broker, 'AWS::KMS::Key').find(([id]) => id.startsWith('SigningKey202611'))
  expect(keys[1]?.[0]).toBe(kept?.[0])
  const environment = resourceOf(rotating, 'AWS::Lambda::Function', 'Broker').Properties['Environment']
  expect(JSON.stringify(environment)).toMatch(
    /"SIGNING_KEY":[^}]*SigningKey202705.*"SIGNING_KEY_OTHER":[^}]*SigningKey202611/,
  )
  expect(rotating.findOutputs('*')).toMatchObject({
    SigningKeyArn: anArnOf('202705'),
    SigningKeyOtherArn: anArnOf('202611'),
  })
}, 240_000)

it('turns the data key every year and lets only the logs and alarms of this account use it', () => {
  const key = keyNamed('DataKey')
  expect(key.Properties['EnableKeyRotation']).toBe(true)
  const services = statementsOf(key, 'KeyPolicy').flatMap(({ Principal, Condition }) =>
    JSON.stringify(Principal).includes('Service') ? [[Principal, Condition]] : [],
  )
  expect(services).toEqual([
    [
      { Service: 'logs.us-west-2.amazonaws.com' },
      {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': [
            'arn:aws:logs:us-west-2:111122223333:log-group:/agent-widget/lakeside/audit',
            'arn:aws:logs:us-west-2:111122223333:log-group:/agent-widget/lakeside/access',
          ],
        },
      },
    ],
    [{ Service: 'cloudwatch.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
  ])
})
