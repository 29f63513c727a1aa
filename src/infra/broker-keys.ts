import { RemovalPolicy } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { CallScopedSite } from './site.ts'

type NamedKey = CallScopedSite['epic']['signingKeys'][number]

/** How KMS calls the keys and the signatures of each algorithm (RFC 7518 §3.3 and §3.4). */
const kinds = {
  RS384: { keySpec: KeySpec.RSA_2048, signingAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_384' },
  ES384: { keySpec: KeySpec.ECC_NIST_P384, signingAlgorithm: 'ECDSA_SHA_384' },
} as const

/**
 * A key that signs the broker's assertions for Epic; its private half never leaves KMS (R5).
 *
 * Only the broker may sign with it, administrators of the account included. It outlives the stack: what is registered
 * with Epic cannot be made again. Of what kind a key is belongs to its name: another kind wants another name, because
 * CloudFormation would put a new key in the place of the old one.
 */
export function signingKey(scope: Construct, { name, algorithm }: NamedKey, broker: IRole): Key {
  const { keySpec, signingAlgorithm } = kinds[algorithm]
  const key = new Key(scope, `SigningKey-${name}`, {
    description: `Signs the agent widget's assertions for Epic (${name})`,
    keySpec,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  key.addToResourcePolicy(forTheBrokerOnly('kms:Sign', broker))
  broker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Sign'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:SigningAlgorithm': signingAlgorithm } },
    }),
  )
  broker.addToPrincipalPolicy(new PolicyStatement({ actions: ['kms:GetPublicKey'], resources: [key.keyArn] }))
  return key
}

/**
 * The HMAC key from which every instance of the broker draws the same key of call tokens.
 *
 * No secret is stored anywhere: not in the environment, not in Secrets Manager (docs/decisions/0014).
 */
export function callTokenKey(scope: Construct, broker: IRole): Key {
  const key = new Key(scope, 'CallTokenKey', {
    description: "The agent widget's key of call tokens is drawn from this one",
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  key.addToResourcePolicy(forTheBrokerOnly('kms:GenerateMac', broker))
  broker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:GenerateMac'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
    }),
  )
  return key
}

function forTheBrokerOnly(action: string, broker: IRole): PolicyStatement {
  return new PolicyStatement({
    sid: 'OnlyTheBroker',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [action],
    resources: ['*'],
    conditions: { StringNotEquals: { 'aws:PrincipalArn': broker.roleArn } },
  })
}
