import type * as OidcProviderModule from 'oidc-provider'

/**
 * Loads oidc-provider without its warning that Node 20 is no runtime it supports (facts/stack.md trap 12: it works).
 *
 * Only sentences that begin with its own name are held back, and only while it loads: faults still come out.
 */
export async function loadOidcProvider(): Promise<typeof OidcProviderModule> {
  loading ??= withoutNotices(() => import('oidc-provider'))
  return loading
}

let loading: Promise<typeof OidcProviderModule> | undefined

async function withoutNotices<Result>(load: () => Promise<Result>): Promise<Result> {
  const { console } = globalThis
  const warn = console.warn
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words)
  }
  try {
    return await load()
  } finally {
    console.warn = warn
  }
}
