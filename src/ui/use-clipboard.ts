import { useState } from 'react'

/** What was copied last, or what the browser refused to copy; both null before the first press. */
export interface Clipboard<What> {
  readonly copied: What | null
  readonly refused: What | null
  readonly copy: (what: What, text: string) => Promise<void>
}

/** The clipboard for several texts: it holds one at a time, so the latest alone counts as copied. */
export function useClipboard<What extends string>(): Clipboard<What> {
  const [last, setLast] = useState<{ what: What; isCopied: boolean } | null>(null)
  return {
    copied: last?.isCopied === true ? last.what : null,
    refused: last?.isCopied === false ? last.what : null,
    async copy(what, text) {
      try {
        await navigator.clipboard.writeText(text)
        setLast({ what, isCopied: true })
      } catch {
        setLast({ what, isCopied: false })
      }
    },
  }
}
