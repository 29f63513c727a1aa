/** The one table of the headers that every document of the widget is served with; for preview, sandbox and CloudFront. */

/** The origins that one site's widget talks to, by its mode: broker and identity provider, or Epic itself. */
export interface WidgetOrigins {
  readonly broker?: string
  readonly identityProvider?: string
  /** Where the provider's endpoints stand, if that is not where its issuer does: Cognito's token endpoint is elsewhere. */
  readonly otherSignInOrigins?: readonly string[]
  /** Where the browser asks Epic, for FHIR and for tokens (R32). */
  readonly epic?: readonly string[]
  readonly ccp: string
  /** Pages that may frame the widget; none by default (R35). */
  readonly framedBy?: readonly string[]
}

/** The paths at which `index.html` is served: the page itself, and where a SMART launch arrives and comes back. */
export function isDocument(path: string): boolean {
  return ['/', '/index.html', '/launch', '/callback'].includes(path)
}

/**
 * The headers of `index.html` and every other document (R30).
 *
 * `same-origin-allow-popups`, because `same-origin` would cut off the log-in pop-up of Streams (R43). The microphone
 * of the CCP needs the permission here and the iframe's `allow`, which Streams sets. Cloudscape, Streams and React
 * need no Trusted Types policy.
 *
 * @see facts/security.md, Headers.
 */
export function documentHeaders(origins: WidgetOrigins): Record<string, string> {
  const delegated = `(self "${origins.ccp}")`
  return {
    'Content-Security-Policy': contentSecurityPolicy(origins),
    'Permissions-Policy': [
      `microphone=${delegated}`,
      `autoplay=${delegated}`,
      `clipboard-write=${delegated}`,
      'camera=()',
      'geolocation=()',
      'display-capture=()',
    ].join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    'Cache-Control': 'no-store',
    ...everywhere,
  }
}

/** The headers of any other file: those with a hash in their name never change, the rest is looked up anew. */
export function assetHeaders(path: string): Record<string, string> {
  const isHashed = path.startsWith('/assets/')
  const isSetting = path === '/config.json'
  const cache = isHashed ? 'public, max-age=31536000, immutable' : isSetting ? 'no-store' : 'no-cache'
  return { 'Cache-Control': cache, ...everywhere }
}

const everywhere = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
}

/**
 * Whether a text is one origin and nothing behind it, as the page's policy takes it. The URL parser lets `*` and `;` stand in a
 * host, and there the one would be every host and the other a directive of its own.
 */
export function isPolicyOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && !/[*;,]/.test(text)
}

/** Whom the page may ask beside its own origin: `connect-src`, each once. */
export function askedOrigins(origins: WidgetOrigins): readonly string[] {
  const { broker, identityProvider, otherSignInOrigins = [], epic = [] } = origins
  const asked = [broker, identityProvider, ...otherSignInOrigins, ...epic]
  return [...new Set(asked.filter((origin) => origin !== undefined))]
}

function contentSecurityPolicy(origins: WidgetOrigins): string {
  const { ccp, framedBy = [] } = origins
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...askedOrigins(origins)].join(' ')}`,
    `frame-src ${ccp}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy.length === 0 ? "'none'" : framedBy.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
