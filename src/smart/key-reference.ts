/**
 * Where a signing key lies, as a setting says it. Keys are given by reference: a setting never holds one.
 *
 * `region` is null where the reference does not say it.
 */
export type KeyReference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'kms'; readonly keyId: string; readonly region: string | null }

const uuid = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const name = `(?:key/)?(?:mrk-[\\da-f]{32}|${uuid})|alias/[\\w/-]+`
const arn = new RegExp(`^arn:aws[\\w-]*:kms:([a-z]{2}(?:-[a-z]+)+-\\d):\\d{12}:(?:${name})$`)
const local = new RegExp(`^(?:${name})$`)

/**
 * Reads a reference: `kms:` before an ARN, a key id or an alias is a key in AWS KMS, anything else a path to a PEM file.
 * Null for `kms:` before what is no name of a key. An ARN without `kms:` can be nothing else, and is taken for one.
 *
 * @example readKeyReference('kms:alias/agent-widget') // { kind: 'kms', keyId: 'alias/agent-widget', region: null }
 */
export function readKeyReference(text: string): KeyReference | null {
  const trimmed = text.trim()
  const isKms = trimmed.startsWith('kms:') || trimmed.startsWith('arn:')
  if (!isKms) return { kind: 'file', path: trimmed }

  const keyId = trimmed.replace(/^kms:/, '')
  const region = arn.exec(keyId)?.[1] ?? null
  if (region === null && !local.test(keyId)) return null
  return { kind: 'kms', keyId: keyId.replace(/^key\//, ''), region }
}
