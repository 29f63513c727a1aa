import { join } from 'node:path'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { makeKeyFile } from '../../src/smart/key-file.ts'
import { readKeyReference } from '../../src/smart/key-reference.ts'
import type { ShownKeys } from '../../src/smart/key-rotation.ts'
import { loadKmsKey } from '../../src/smart/kms-key.ts'
import { loadPemKey } from '../../src/smart/pem-key.ts'
import { type SigningAlgorithm, SigningKeyError } from '../../src/smart/signing-key.ts'
import { CommandError } from './command.ts'
import type { BegunRotation } from './rotation-file.ts'

/** A key in KMS by its reference, and the environment that says the region where the reference does not. */
export interface KeyInKms {
  readonly key: string
  readonly env: Readonly<Record<string, string | undefined>>
}

const twoKeys =
  'The broker shows two keys already: go on in the folder where that rotation was begun, or name the second one by --to kms:ARN if it is the new one, or take it away (SIGNING_KEY_OTHER, or the second of epic.signingKeys).'

/**
 * A rotation from the key that signs now to a new one: one in KMS, or one that is made as a file in `folder`.
 *
 * The broker may show the new key already, as a deployed site does: its key in KMS comes about with the deployment that
 * publishes it.
 *
 * Throws `CommandError` where the broker shows another second key, where the new key signs already, or cannot be had.
 */
export async function beginRotation(
  shown: ShownKeys,
  folder: string,
  to: KeyInKms | SigningAlgorithm,
): Promise<BegunRotation> {
  if (shown.other !== null && typeof to === 'string') throw new CommandError(twoKeys)
  const { newKey, newKid } = typeof to === 'string' ? await newKeyFile(folder, to) : await keyInKms(to)
  if (newKid === shown.signing) throw new CommandError('This key signs already. Name or make another one.')
  if (shown.other !== null && shown.other !== newKid) throw new CommandError(twoKeys)
  return { oldKid: shown.signing, newKid, newKey, publishedAt: null, switchedAt: null }
}

async function newKeyFile(folder: string, alg: SigningAlgorithm) {
  const file = join(folder, `signing-key-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}.pem`)
  const isMade = await makeKeyFile(file, alg).catch((cause: unknown) => {
    throw new CommandError(`${file} cannot be made: is this a folder that you may write to?`, { cause })
  })
  if (!isMade) throw new CommandError(`${file} is there already, and a key is never written over. Run this again.`)
  return { newKey: file, newKid: (await loadPemKey(file)).kid }
}

async function keyInKms({ key: name, env }: KeyInKms) {
  const reference = readKeyReference(name)
  if (reference?.kind !== 'kms') throw new CommandError('--to wants kms: before the ARN, id or alias/… of a key.')
  const region = reference.region ?? env['AWS_REGION']
  if (region === undefined) throw new CommandError('Set AWS_REGION to the region of the key, or name it by its ARN.')

  const endpoint = env['KMS_ENDPOINT'] ?? null
  const key = await loadKmsKey({ keyId: reference.keyId, region, endpoint }).catch((cause: unknown) => {
    if (cause instanceof SigningKeyError) throw new CommandError(`--to: ${cause.message}.`, { cause })
    if (isIntegrationError(cause)) throw new CommandError('KMS does not answer.', { cause })
    throw cause
  })
  key.close()
  return { newKey: name.startsWith('kms:') ? name : `kms:${name}`, newKid: key.kid }
}
