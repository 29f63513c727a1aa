import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Makes what is kept outside of the process unreadable there: names become digests, pages are encrypted. */
export interface PageSeal {
  /** Always the same for the same kind and key, and telling nothing of either. */
  idOf(this: void, kind: string, key: string): string
  seal(this: void, id: string, page: string): Uint8Array
  /** Throws where the bytes were not sealed here, for this very id. */
  open(this: void, id: string, sealed: Uint8Array): string
}

const ivBytes = 12
const tagBytes = 16

/**
 * A seal under keys drawn from `secret`: HMAC-SHA-256 for ids, AES-256-GCM for pages, each bound to its id.
 *
 * So a table holds no id of a patient, an agent or a contact, and whoever can write into it cannot move a page.
 *
 * @see RFC 5869 (HKDF); NIST SP 800-38D §8.2.2 (random 96-bit IVs)
 */
export function createPageSeal(secret: Uint8Array): PageSeal {
  const keyFor = (use: string) =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `agent-widget ledger ${use}`, 32))
  const idKey = keyFor('ids')
  const pageKey = keyFor('pages')

  return {
    idOf: (kind, key) =>
      createHmac('sha256', idKey)
        .update(JSON.stringify([kind, key]))
        .digest('base64url'),
    seal(id, page) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', pageKey, iv).setAAD(Buffer.from(id))
      const text = Buffer.concat([cipher.update(page, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text])
    },
    open(id, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', pageKey, sealed.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}
