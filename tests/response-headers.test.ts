import { expect, it } from 'vitest'
import { assetHeaders, documentHeaders, isDocument } from '../src/response-headers.ts'

const origins = {
  broker: 'https://broker.example.org',
  identityProvider: 'https://idp.example.org',
  ccp: 'https://example.my.connect.aws',
}

/** The directives of the policy, by name. */
function policyOf(headers: Record<string, string>): Record<string, string> {
  const directives = (headers['Content-Security-Policy'] ?? '').split('; ').map((directive) => directive.split(' '))
  return Object.fromEntries(directives.map(([name = '', ...values]) => [name, values.join(' ')]))
}

it('lets the page load nothing but its own, and talk to broker and sign-in alone (R30)', () => {
  const policy = policyOf(documentHeaders(origins))
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'connect-src': "'self' https://broker.example.org https://idp.example.org",
    'frame-src': 'https://example.my.connect.aws',
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  })
  expect(documentHeaders(origins)['Content-Security-Policy']).not.toMatch(/unsafe|\*|https:[; ]/)
})

it('lets the page ask where its provider gives tokens out, each origin once (R30)', () => {
  const elsewhere = ['https://lakeside.auth.example.com', origins.identityProvider]
  const policy = policyOf(documentHeaders({ ...origins, otherSignInOrigins: elsewhere }))
  expect(policy['connect-src']).toBe(
    "'self' https://broker.example.org https://idp.example.org https://lakeside.auth.example.com",
  )
})

it('lets the page of the launch mode ask Epic, and neither broker nor provider (R30, R32)', () => {
  const policy = policyOf(documentHeaders({ ccp: origins.ccp, epic: ['https://epic.example.org'] }))
  expect(policy['connect-src']).toBe("'self' https://epic.example.org")
})

it.each(['/', '/index.html', '/launch', '/callback'])('serves the page at %s', (path) => {
  expect(isDocument(path)).toBe(true)
})

it.each(['/launches', '/launch/', '/config.json', '/assets/launch.js'])('serves no page at %s', (path) => {
  expect(isDocument(path)).toBe(false)
})

it('lets no script make markup out of text (R30)', () => {
  const policy = policyOf(documentHeaders(origins))
  expect(policy['require-trusted-types-for']).toBe("'script'")
  expect(policy['trusted-types']).toBe("'none'")
})

it('is framed by nobody, or by those a site names (R35)', () => {
  expect(policyOf(documentHeaders(origins))['frame-ancestors']).toBe("'none'")

  const framedBy = ['https://crm.example.org', 'https://desk.example.org']
  const policy = policyOf(documentHeaders({ ...origins, framedBy }))
  expect(policy['frame-ancestors']).toBe('https://crm.example.org https://desk.example.org')
})

it('gives microphone and sound to the softphone, and camera and place to nobody (R43)', () => {
  const permissions = documentHeaders(origins)['Permissions-Policy']?.split(', ') ?? []
  expect(permissions).toContain('microphone=(self "https://example.my.connect.aws")')
  expect(permissions).toContain('autoplay=(self "https://example.my.connect.aws")')
  for (const nobody of ['camera=()', 'geolocation=()', 'display-capture=()']) expect(permissions).toContain(nobody)
})

it('keeps the log-in pop-up of the softphone tied to the page (R43)', () => {
  expect(documentHeaders(origins)['Cross-Origin-Opener-Policy']).toBe('same-origin-allow-popups')
})

it.each(['/index.html', '/assets/index-abc123.js', '/config.json', '/icon.svg'])(
  'tells nobody where it came from, and is taken for nothing else: %s',
  (path) => {
    const headers = path.endsWith('.html') ? documentHeaders(origins) : assetHeaders(path)
    expect(headers).toMatchObject({
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    })
  },
)

it('is kept by no cache, as a document (R56)', () => {
  expect(documentHeaders(origins)['Cache-Control']).toBe('no-store')
})

it.each([
  ['/assets/index-abc123.js', 'public, max-age=31536000, immutable'],
  ['/config.json', 'no-store'],
  ['/icon.svg', 'no-cache'],
  ['/assets', 'no-cache'],
])('caches %s as %s', (path, cache) => {
  expect(assetHeaders(path)['Cache-Control']).toBe(cache)
})
