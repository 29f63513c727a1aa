import { expect, it } from 'vitest'
import { readKeyReference } from '../../src/smart/key-reference.ts'

const id = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'

it.each([
  [`kms:arn:aws:kms:eu-central-1:111122223333:key/${id}`, 'eu-central-1'],
  [`arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/agent-widget`, 'us-gov-west-1'],
  [`kms:alias/agent-widget`, null],
  [`kms:${id}`, null],
  [`kms:mrk-${id.replaceAll('-', '')}`, null],
])('knows %s for a key in KMS, and its region for %s', (text, region) => {
  expect(readKeyReference(text)).toEqual({ kind: 'kms', keyId: text.replace(/^kms:/, ''), region })
})

it.each(['/run/secrets/signing-key.pem', 'keys/signing-key.pem', 'C:\\keys\\signing-key.pem'])(
  'takes %s for a file',
  (path) => expect(readKeyReference(` ${path} `)).toEqual({ kind: 'file', path }),
)

it.each([
  'kms:',
  'kms:agent-widget',
  'kms:/run/secrets/signing-key.pem',
  `arn:aws:s3:::keys/${id}`,
  'arn:aws:kms:us-east-1:1:key/x',
])('takes %s for nothing: a name with a slip in it must not become a file', (text) =>
  expect(readKeyReference(text)).toBeNull(),
)
