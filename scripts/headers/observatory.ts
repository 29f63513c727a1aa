import type { ServedPage } from './served.ts'

/** How one rule came out: points to add or take away, and why, in a few words. */
export interface Judgement {
  readonly rule: string
  readonly points: number
  readonly says: string
}

export interface Score {
  /** `A+` is the best. */
  readonly grade: string
  readonly score: number
  readonly judgements: readonly Judgement[]
}

/**
 * Scores a page by the rules that the MDN HTTP Observatory publishes (its version 4): 100, less what is missing; where 90 or
 * more are left, what is better than it must be is added.
 *
 * Its own package brings a web server, a database client and an error tracker, 300 packages for ten rules. Not played here:
 * cookies, of which the page has none (any one is judged as bad), and the lists of preloaded hosts.
 *
 * @see https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
 */
export function scoreByObservatory(page: ServedPage): Score {
  const judgements = rules.map((rule) => rule(page))
  const penalties = sumOf(judgements.map(({ points }) => Math.min(points, 0)))
  const bonuses = sumOf(judgements.map(({ points }) => Math.max(points, 0)))
  const base = 100 + penalties
  const score = Math.max(0, base >= 90 ? base + bonuses : base)
  return { grade: gradeOf(score), score, judgements }
}

const grades: readonly (readonly [least: number, grade: string])[] = [
  [100, 'A+'],
  [90, 'A'],
  [85, 'A-'],
  [80, 'B+'],
  [70, 'B'],
  [65, 'B-'],
  [60, 'C+'],
  [50, 'C'],
  [45, 'C-'],
  [40, 'D+'],
  [30, 'D'],
  [25, 'D-'],
]

function gradeOf(score: number): string {
  return grades.find(([least]) => score >= least)?.[1] ?? 'F'
}

const rules: readonly ((page: ServedPage) => Judgement)[] = [
  contentSecurityPolicy,
  framing,
  transportSecurity,
  redirection,
  referrerPolicy,
  contentType,
  resourcePolicy,
  foreignReading,
  scripts,
  cookies,
]

function contentSecurityPolicy({ headers, url }: ServedPage): Judgement {
  const judge = judging('Content-Security-Policy')
  const policy = directivesOf(headers)
  if (policy.size === 0) return judge(-25, 'missing')

  const sources = (name: string) => policy.get(name) ?? policy.get('default-src') ?? ['*']
  const isPlain = (source: string) => url.protocol === 'https:' && /^(?:http|ftp):/.test(source)
  const passive = new Set(['img-src', 'media-src'])
  const active = [...policy].filter(([name]) => !passive.has(name)).flatMap(([, list]) => list)

  const script = sources('script-src')
  if (script.some((source) => isBroad(source) || isInline(source)) || sources('object-src').some(isBroad)) {
    return judge(-20, 'scripts or plugins from anywhere')
  }
  if (active.some(isPlain)) return judge(-20, 'sources over plain http')
  if ([...script, ...sources('style-src')].includes("'unsafe-eval'")) return judge(-10, 'text may become code')
  if ([...passive].flatMap(sources).some(isPlain)) return judge(-10, 'images over plain http')
  if (sources('style-src').some((source) => isBroad(source) || isInline(source)))
    return judge(0, 'styles from anywhere')
  const isClosed = policy.get('default-src')?.join() === "'none'"
  return isClosed ? judge(10, 'nothing but what is listed') : judge(5, 'nothing inline')
}

function isBroad(source: string): boolean {
  return /^(?:\*|https?:|ftp:|https?:\/\/\*(?:\.\*)?)$/.test(source)
}

function isInline(source: string): boolean {
  return source === "'unsafe-inline'" || source === 'data:'
}

function framing({ headers }: ServedPage): Judgement {
  const judge = judging('framing')
  if (directivesOf(headers).has('frame-ancestors')) return judge(5, 'by frame-ancestors')
  const old = headers.get('x-frame-options')?.trim().toLowerCase() ?? ''
  return /^(?:deny|sameorigin|allow-from.*)$/.test(old) ? judge(0, 'by X-Frame-Options') : judge(-20, 'by anybody')
}

function transportSecurity({ headers, url }: ServedPage): Judgement {
  const judge = judging('Strict-Transport-Security')
  const seconds = /(?:^|;)\s*max-age=(\d+)/i.exec(headers.get('strict-transport-security') ?? '')?.[1]
  if (url.protocol !== 'https:') return judge(-20, 'the page is not served over https')
  if (seconds === undefined) return judge(-20, 'missing')
  return Number(seconds) < 15_768_000 ? judge(-10, 'less than six months') : judge(0, 'six months or more')
}

function redirection({ httpRoute }: ServedPage): Judgement {
  const judge = judging('redirection')
  const [first, second] = httpRoute ?? []
  if (httpRoute === null || first === undefined) return judge(0, 'nothing answers over plain http')
  if (second === undefined) return judge(-20, 'plain http stays plain http')
  if (httpRoute.at(-1)?.protocol !== 'https:') return judge(-20, 'does not end at https')
  if (second.protocol !== 'https:') return judge(-10, 'goes by another plain address first')
  return first.hostname === second.hostname ? judge(0, 'to https at once') : judge(-5, 'goes to another host first')
}

function referrerPolicy({ headers }: ServedPage): Judgement {
  const judge = judging('Referrer-Policy')
  const policy = headers.get('referrer-policy')?.split(',').at(-1)?.trim().toLowerCase()
  if (policy === undefined) return judge(0, 'missing')
  const isPrivate = /^(?:no-referrer|same-origin|strict-origin(?:-when-cross-origin)?)$/.test(policy)
  return isPrivate ? judge(5, 'private') : judge(-5, 'tells others')
}

function contentType({ headers }: ServedPage): Judgement {
  const judge = judging('X-Content-Type-Options')
  const isThere = headers.get('x-content-type-options')?.trim().toLowerCase() === 'nosniff'
  return isThere ? judge(0, 'nosniff') : judge(-5, 'missing')
}

function resourcePolicy({ headers }: ServedPage): Judgement {
  const judge = judging('Cross-Origin-Resource-Policy')
  const policy = headers.get('cross-origin-resource-policy')?.trim().toLowerCase()
  if (policy === undefined || policy === 'cross-origin') return judge(0, 'anybody may embed')
  return /^same-(?:site|origin)$/.test(policy) ? judge(10, policy) : judge(-5, 'not a policy')
}

function foreignReading({ preflight }: ServedPage): Judgement {
  const judge = judging('CORS')
  const origin = preflight.get('access-control-allow-origin')
  const withCookies = preflight.get('access-control-allow-credentials')?.trim().toLowerCase() === 'true'
  const isReflected = origin === 'https://elsewhere.example.org' && withCookies
  return isReflected ? judge(-50, 'any page may read it as the agent') : judge(0, origin ?? 'no other page may read it')
}

function scripts({ html, url }: ServedPage): Judgement {
  const judge = judging('scripts')
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)[^>]*>/gi)]
  const foreign = tags.filter(([, source = '']) => new URL(source, url).origin !== url.origin)
  if (foreign.length === 0) return judge(0, 'all of its own')
  if (foreign.some(([, source = '']) => new URL(source, url).protocol !== 'https:'))
    return judge(-50, 'of others, plain')
  return foreign.every(([tag]) => /\bintegrity=/.test(tag)) ? judge(5, 'of others, sealed') : judge(-5, 'of others')
}

function cookies({ headers }: ServedPage): Judgement {
  const judge = judging('cookies')
  return headers.has('set-cookie') ? judge(-40, 'this page needs none') : judge(0, 'none')
}

function judging(rule: string): (points: number, says: string) => Judgement {
  return (points, says) => ({ rule, points, says })
}

function directivesOf(headers: Headers): ReadonlyMap<string, readonly string[]> {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(
    directives.flatMap(([name = '', ...sources]) => (name === '' ? [] : [[name.toLowerCase(), sources] as const])),
  )
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
