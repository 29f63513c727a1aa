import { countedSources, isStrictAlone, readPolicy } from './read-policy.ts'
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
 * Its own package brings a web server, a database client and an error tracker, 300 packages for ten rules. Where it and this
 * differ, this is the stricter: any cookie is bad, since the page has none; a script of another host is another's, also within
 * the domain; "max-age" has to be a number; no host is preloaded (decision 22).
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
  const { directives: policy, isUnreadable, reportsTwice } = readPolicy(headers)
  if (isUnreadable) return judge(-25, 'cannot be read')
  if (policy.size === 0) return judge(-25, 'missing')

  const sources = (name: string) => policy.get(name) ?? policy.get('default-src') ?? ['*']
  if (isStrictAlone(sources('script-src'))) return judge(-25, "'strict-dynamic' without a nonce or a hash")
  const isPlain = (source: string) => url.protocol === 'https:' && /^(?:http|ftp):/.test(source)
  const passive = new Set(['img-src', 'media-src'])
  const script = countedSources(sources('script-src'))
  const style = countedSources(sources('style-src'))
  const others = [...policy].filter(([name]) => !passive.has(name) && name !== 'script-src').flatMap(([, list]) => list)
  const active = [...others, ...script]

  if (script.some((source) => isBroad(source) || isInline(source)) || sources('object-src').some(isBroad)) {
    return judge(-20, 'scripts or plugins from anywhere')
  }
  if (active.some(isPlain)) return judge(-20, 'sources over plain http')
  if ([...script, ...style].includes("'unsafe-eval'")) return judge(-10, 'text may become code')
  if ([...passive].flatMap(sources).some(isPlain)) return judge(-10, 'images over plain http')
  if (reportsTwice) return judge(0, 'reports twice')
  if (style.some((source) => isBroad(source) || isInline(source))) return judge(0, 'styles from anywhere')
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
  if (readPolicy(headers).directives.has('frame-ancestors')) return judge(5, 'by frame-ancestors')
  const old = headers.get('x-frame-options')?.trim().toLowerCase() ?? ''
  return /^(?:deny|sameorigin|allow-from.*)$/.test(old) ? judge(0, 'by X-Frame-Options') : judge(-20, 'by anybody')
}

function transportSecurity({ headers, url }: ServedPage): Judgement {
  const judge = judging('Strict-Transport-Security')
  const header = headers.get('strict-transport-security') ?? ''
  const seconds = /(?:^|;)\s*max-age=(\d+)/i.exec(header)?.[1]
  if (url.protocol !== 'https:') return judge(-20, 'the page is not served over https')
  if (header.includes(',')) return judge(-20, 'said twice')
  if (seconds === undefined) return judge(-20, 'missing')
  return Number(seconds) < 15_552_000 ? judge(-10, 'less than six months') : judge(0, 'six months or more')
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
  const header = headers.get('referrer-policy')
  if (header === null) return judge(0, 'missing')
  // The last that is one counts, so that old browsers may be told something older.
  const policies = header.split(',').map((part) => part.trim().toLowerCase())
  const policy = policies.findLast((part) => privatePolicies.includes(part) || telling.includes(part)) ?? ''
  return privatePolicies.includes(policy) ? judge(5, 'private') : judge(-5, 'tells others')
}

const privatePolicies = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']
const telling = ['origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade']

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
  const tags = [...html.replaceAll(/<!--.*?-->/gs, '').matchAll(/<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)[^>]*>/gi)]
  const found = tags.map(([tag, source = '']) => ({
    isSealed: /\bintegrity=/.test(tag),
    isOwn: new URL(source, url).origin === url.origin,
    // An address without a scheme comes as plain as the page.
    isPlain: /^(?:\/\/|http:)/i.test(source),
  }))
  const foreign = found.filter(({ isOwn }) => !isOwn)
  if (foreign.some(({ isPlain, isSealed }) => isPlain && !isSealed)) return judge(-50, 'of others, plain')
  if (foreign.some(({ isPlain }) => isPlain)) return judge(-20, 'of others, plain, sealed')
  if (foreign.some(({ isSealed }) => !isSealed)) return judge(-5, 'of others')
  if (foreign.length > 0) return judge(5, 'of others, sealed')
  return found.some(({ isSealed }) => isSealed) ? judge(5, 'all of its own, sealed') : judge(0, 'all of its own')
}

function cookies({ headers }: ServedPage): Judgement {
  const judge = judging('cookies')
  return headers.has('set-cookie') ? judge(-40, 'this page needs none') : judge(0, 'none')
}

function judging(rule: string): (points: number, says: string) => Judgement {
  return (points, says) => ({ rule, points, says })
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
