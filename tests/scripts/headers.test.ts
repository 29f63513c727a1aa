import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { findingsIn } from '../../scripts/headers/csp-findings.ts'
import { scoreByObservatory } from '../../scripts/headers/observatory.ts'
import { fetchPage, plannedPage, type ServedPage, ServedPageError } from '../../scripts/headers/served.ts'
import { serving } from '../broker/played-parties.ts'

const sites = ['docs/site.example.json', 'docs/site.launch.example.json']

/** The page of a site, with other headers in the place of some of its own; an empty one is left out. */
async function aPage(headers: Readonly<Record<string, string>> = {}, more: Partial<ServedPage> = {}) {
  const page = await plannedPage('docs/site.example.json')
  for (const [name, value] of Object.entries(headers)) {
    if (value === '') page.headers.delete(name)
    else page.headers.set(name, value)
  }
  return { ...page, ...more }
}

it.each(sites)('serves the page of %s with headers that the MDN Observatory gives an A+ (R30)', async (site) => {
  expect(scoreByObservatory(await plannedPage(site))).toMatchObject({ grade: 'A+', score: 130 })
})

it.each(sites)(
  'serves the page of %s with a policy in which the CSP evaluator finds nothing HIGH (R30)',
  async (site) => {
    const { headers } = await plannedPage(site)
    const findings = findingsIn(headers.get('content-security-policy'))
    // All that it can say of files of our own: that none of them may be somebody else's.
    expect(findings.map(({ severity, directive }) => `${severity} ${directive}`)).toEqual(['MEDIUM_MAYBE script-src'])
  },
)

it.each([
  ['no policy', { 'content-security-policy': '' }, -25 - 20],
  ['a policy that lets scripts stand inline', { 'content-security-policy': "script-src 'unsafe-inline'" }, -20 - 20],
  ['no transport security', { 'strict-transport-security': '' }, -20],
  ['a month of transport security', { 'strict-transport-security': 'max-age=2592000' }, -10],
  ['types that may be guessed', { 'x-content-type-options': '' }, -5],
  ['a referrer for everybody', { 'referrer-policy': 'unsafe-url' }, -5],
  ['a cookie', { 'set-cookie': 'a=1' }, -40],
])('takes points away for %s', async (_, headers, points) => {
  const { judgements, grade } = scoreByObservatory(await aPage(headers))
  const taken = judgements.reduce((sum, judgement) => sum + Math.min(judgement.points, 0), 0)
  expect(taken).toBe(points)
  expect(grade).not.toBe(points < -10 ? 'A+' : 'F')
})

it('takes points away for plain http that stays so, for scripts of others, and for pages that read as the agent', async () => {
  const preflight = new Headers({
    'access-control-allow-origin': 'https://elsewhere.example.org',
    'access-control-allow-credentials': 'true',
  })
  const html = '<script src="https://cdn.example.org/a.js"></script>'
  const httpRoute = [new URL('http://agent-widget.lakeside.example.org/')]
  const { judgements, grade } = scoreByObservatory(await aPage({}, { preflight, html, httpRoute }))
  expect(judgements.filter(({ points }) => points < 0).map(({ rule, points }) => `${rule} ${points}`)).toEqual([
    'redirection -20',
    'CORS -50',
    'scripts -5',
  ])
  expect(grade).toBe('D-')
})

/** What `@mdn/mdn-http-observatory` 1.4.8 gives for each of these, in place of the header that is ours. */
const theirs: readonly (readonly [header: string, value: string, points: number])[] = [
  ['content-security-policy', "default-src 'none'; script-src 'nonce-a' 'unsafe-inline'", 10],
  ['content-security-policy', "default-src 'none'; script-src 'sha256-a' 'unsafe-inline'", 10],
  ['content-security-policy', "default-src 'none'; style-src 'nonce-a' 'unsafe-inline'", 10],
  ['content-security-policy', "default-src 'none'; script-src 'nonce-a' 'strict-dynamic' https: 'unsafe-inline'", 10],
  ['content-security-policy', "default-src 'none'; script-src 'strict-dynamic'", -25],
  ['content-security-policy', "default-src 'none'; script-src 'self'; script-src *", -25],
  ['content-security-policy', "default-src 'none'; report-uri /a; report-uri /b", 0],
  ['content-security-policy', "default-src 'none'; script-src 'UNSAFE-INLINE'", -20],
  ['content-security-policy', "DEFAULT-SRC 'NONE'; script-src 'Self'", 10],
  ['content-security-policy', "default-src 'self'", 5],
  ['content-security-policy', "default-src 'none'; connect-src http://a.example.org", -20],
  ['content-security-policy', "default-src 'none'; img-src http:", -10],
  ['content-security-policy', "default-src 'none'; style-src 'unsafe-eval'", -10],
  ['content-security-policy', 'default-src', 10],
  ['content-security-policy', 'x', -25],
  ['strict-transport-security', 'max-age=15552000', 0],
  ['strict-transport-security', 'max-age=15551999', -10],
  ['strict-transport-security', 'max-age=63072000, max-age=1', -20],
  ['referrer-policy', 'no-referrer, nonsense', 5],
  ['referrer-policy', 'no-referrer, unsafe-url', -5],
  ['cross-origin-resource-policy', 'nonsense', -5],
  ['x-content-type-options', 'nonsense', -5],
]

it.each(theirs)('scores %s: %s as the Observatory’s own package does', async (header, value, points) => {
  const { judgements } = scoreByObservatory(await aPage({ [header]: value }))
  expect(judgements.find(({ rule }) => rule.toLowerCase() === header)?.points).toBe(points)
})

it('takes no framing out of a policy that cannot be read', async () => {
  const headers = { 'content-security-policy': "frame-ancestors 'none'; frame-ancestors 'self'" }
  const { judgements } = scoreByObservatory(await aPage(headers))
  expect(judgements.find(({ rule }) => rule === 'framing')?.points).toBe(-20)
})

it.each([
  ['<script src="/a.js" integrity="sha384-a"></script>', 5],
  ['<script src="https://cdn.example.net/a.js" integrity="sha384-a"></script>', 5],
  ['<script src="https://cdn.example.net/a.js"></script>', -5],
  ['<script src="http://cdn.example.net/a.js"></script>', -50],
  ['<script src="//cdn.example.net/a.js"></script>', -50],
  ['<script src="//cdn.example.net/a.js" integrity="sha384-a"></script>', -20],
  ['<!-- <script src="https://cdn.example.net/a.js"></script> -->', 0],
] as const)('scores the scripts of %s as the Observatory’s own package does', async (html, points) => {
  const { judgements } = scoreByObservatory(await aPage({}, { html }))
  expect(judgements.find(({ rule }) => rule === 'scripts')?.points).toBe(points)
})

it('asks for a page where it is served, and says of one over plain http what is missing', async () => {
  const { headers, html } = await plannedPage('docs/site.example.json')
  const app = new Hono()
    .get('/', (c) => c.html(html, 200, Object.fromEntries(headers)))
    .get('/old', (c) => c.redirect('/', 302))
  const address = await serving(app)
  for (const path of ['/', '/old']) {
    const page = await fetchPage(`${address}${path}`)
    expect(page.url.pathname).toBe('/')
    const { judgements, grade } = scoreByObservatory(page)
    expect(judgements.filter(({ points }) => points < 0).map(({ rule }) => rule)).toEqual([
      'Strict-Transport-Security',
      'redirection',
    ])
    expect(grade).toBe('C+')
  }
  await expect(fetchPage(`${address}/nowhere`)).rejects.toThrow(ServedPageError)
})

it('is told by the CSP evaluator of a policy that lets scripts stand inline, and of none at all', () => {
  expect(findingsIn("default-src 'none'; script-src 'unsafe-inline'")[0]?.severity).toBe('HIGH')
  expect(findingsIn(null)[0]?.severity).toBe('HIGH')
})
