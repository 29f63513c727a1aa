import { isIntegrationError } from '../domain/errors.ts'
import type { KeyReference } from '../smart/key-reference.ts'
import { loadKmsKey } from '../smart/kms-key.ts'
import { loadPemKey } from '../smart/pem-key.ts'
import { type SigningKey, SigningKeyError } from '../smart/signing-key.ts'
import type { SigningKeyConfig } from './config.ts'

/** The keys of one broker: the one that signs, and the other one of a rotation. */
export interface SigningKeys {
  /** Both, the one that signs first. Loaded when first needed; a failure is not kept. */
  current(): Promise<readonly [SigningKey, SigningKey?]>
  /** Loads them; throws `SigningKeyError`, which names the setting, where one cannot be used or KMS does not answer. */
  ready(): Promise<void>
  close(): void
}

/** Loads keys from where the settings say they lie; several who ask at once wait for one loading. */
export function createSigningKeys(config: SigningKeyConfig): SigningKeys {
  const opened: { close(): void }[] = []
  let loading: Promise<readonly [SigningKey, SigningKey?]> | null = null

  const loadOne = async (setting: string, reference: KeyReference): Promise<SigningKey> => {
    try {
      if (reference.kind === 'file') return await loadPemKey(reference.path)
      const { keyId, region } = reference
      const key = await loadKmsKey({ keyId, region: region ?? config.region, endpoint: config.endpoint })
      opened.push(key)
      return key
    } catch (cause) {
      if (cause instanceof SigningKeyError) throw new SigningKeyError(`${setting}: ${cause.message}`, { cause })
      throw cause
    }
  }
  const load = async (): Promise<readonly [SigningKey, SigningKey?]> => {
    const signing = loadOne('SIGNING_KEY', config.signing)
    return config.other === null ? [await signing] : Promise.all([signing, loadOne('SIGNING_KEY_OTHER', config.other)])
  }
  const current = () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }

  return {
    current,
    async ready() {
      await current().catch((cause: unknown) => {
        if (!isIntegrationError(cause)) throw cause
        throw new SigningKeyError('SIGNING_KEY: KMS does not answer, or not in time', { cause })
      })
    },
    close() {
      for (const key of opened.splice(0)) key.close()
    },
  }
}
