import { expect, it } from 'vitest'
import { createJournal } from '../../../src/sandbox/journal.ts'
import { createKms } from '../../../src/sandbox/kms/kms.ts'
import { serving } from '../../broker/played-parties.ts'

const authorization = `AWS4-HMAC-SHA256 Credential=SANDBOX/20261124/us-east-1/kms/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`

/** A KMS that is asked by hand, without the SDK and what it does for its users. */
async function aKms() {
  const kms = createKms({ region: 'us-east-1', journal: createJournal() })
  const key = await kms.keys.create('ECC_NIST_P384', 'alias/one')
  await kms.keys.create('HMAC_256', 'alias/mac')
  const url = await serving(kms.app)
  const ask = async (operation: string, fields: object, headers: Record<string, string> = { authorization }) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${operation}`,
        ...headers,
      },
      body: JSON.stringify(fields),
    })
    const { __type: refusal, KeyId: key }: { __type?: string; KeyId?: string } = await answer.json()
    return `${answer.status} ${refusal ?? key}`
  }
  return { kms, key, ask }
}

const mac = { KeyId: 'alias/mac', Message: 'AAAA', MacAlgorithm: 'HMAC_SHA_256' }
const whole = { KeyId: 'alias/one', Message: 'AAAA', MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_384' }

it('answers by the ARN of the key, whatever it was called', async () => {
  const { ask, key, kms } = await aKms()
  expect(await ask('GetPublicKey', { KeyId: 'alias/one' })).toBe(`200 ${key.arn}`)
  expect(await ask('Sign', whole)).toBe(`200 ${key.arn}`)
  expect(await ask('GenerateMac', mac)).toBe(`200 ${kms.keys.named('alias/mac').arn}`)
})

it.each([
  ['400 MissingAuthenticationTokenException', 'Sign', whole, {}],
  ['400 MissingAuthenticationTokenException', 'Sign', whole, { authorization: authorization.replace('/kms/', '/s3/') }],
  ['400 UnknownOperationException', 'ScheduleKeyDeletion', whole, undefined],
  ['400 ValidationException', 'Sign', {}, undefined],
  ['400 ValidationException', 'Sign', { ...whole, Message: 'A'.repeat(5_600) }, undefined],
  ['400 InvalidKeyUsageException', 'Sign', { ...whole, SigningAlgorithm: 'ECDSA_SHA_256' }, undefined],
  ['400 NotFoundException', 'GetPublicKey', { KeyId: 'alias/two' }, undefined],
  ['400 ValidationException', 'GenerateMac', { ...mac, Message: '' }, undefined],
  ['400 InvalidKeyUsageException', 'GenerateMac', { ...mac, MacAlgorithm: 'HMAC_SHA_384' }, undefined],
  ['400 InvalidKeyUsageException', 'GenerateMac', { ...mac, KeyId: 'alias/one' }, undefined],
  ['400 InvalidKeyUsageException', 'Sign', { ...whole, KeyId: 'alias/mac' }, undefined],
  ['400 UnsupportedOperationException', 'GetPublicKey', { KeyId: 'alias/mac' }, undefined],
] as const)('answers %s to %s of %o', async (expected, operation, fields, headers) => {
  const { ask } = await aKms()
  expect(await ask(operation, fields, headers)).toBe(expected)
})

it('answers with the refusals of AWS when it is told to', async () => {
  const { ask, kms, key } = await aKms()
  const answers: string[] = []
  for (const kind of ['down', 'throttled', 'denied', 'none'] as const) {
    kms.faults.kind = kind
    answers.push(await ask('Sign', whole))
  }
  key.isEnabled = false
  expect([...answers, await ask('Sign', whole)]).toEqual([
    '500 KMSInternalException',
    '400 ThrottlingException',
    '400 AccessDeniedException',
    `200 ${key.arn}`,
    '400 DisabledException',
  ])
})
