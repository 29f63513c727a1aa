import * as v from 'valibot'
import { configurationUrl } from '../../src/smart/discovery.ts'
import { type Check, type Finding, mend, ok } from './check.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { whatIsUnread } from './launch-reading.ts'
import { jsonOf, type LookAt } from './look.ts'

type LaunchFacts = Pick<Facts, 'launchIssuers' | 'launchScope' | 'widgetOrigin'>

/** Without the first two the widget takes it for no configuration; of the others it takes no place elsewhere, and none. */
const configuration = v.object({
  authorization_endpoint: v.pipe(v.string(), v.url()),
  token_endpoint: v.pipe(v.string(), v.url()),
  issuer: v.optional(v.string()),
  jwks_uri: v.optional(v.string()),
  code_challenge_methods_supported: v.optional(v.array(v.string()), []),
})

type Configuration = v.InferOutput<typeof configuration>

/** Epic as browsers see it that ask it themselves: whether an agent of the widget could sign in there, and search. */
export function launchChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const { names } = setUp

  const judge = async (fhirBase: string, widgetOrigin: string): Promise<string | null> => {
    const seen = await lookAt(configurationUrl(fhirBase), {
      headers: { accept: 'application/json', origin: widgetOrigin },
    })
    if (seen.kind === 'unreachable') return `is not reached: ${seen.why}`
    const read = v.safeParse(configuration, jsonOf(seen.text))
    if (seen.status !== 200 || !read.success) return `leads to no SMART configuration (${seen.status})`
    if (!/\bjson\b/i.test(seen.headers.get('content-type') ?? ''))
      return 'wants its SMART configuration as application/json, which is what browsers read'

    const wrong = whatIsRefused(read.output, new URL(fhirBase).origin)
    if (wrong !== null) return wrong
    const { token_endpoint: tokenUrl, jwks_uri: keysUrl = '' } = read.output
    return whatIsUnread(lookAt, widgetOrigin, { configuration: seen, fhirBase, tokenUrl, keysUrl })
  }

  const run = async ({ launchIssuers, launchScope, widgetOrigin }: LaunchFacts): Promise<Finding> => {
    const wrong = await Promise.all(
      launchIssuers.map(async (issuer, place) => {
        const found = await judge(issuer, widgetOrigin)
        return found === null ? [] : [`${names.launchIssuers}.${place} ${found}`]
      }),
    )
    const isNobodyNamed = launchScope !== '' && !launchScope.split(/\s+/).includes('openid')
    const told = [
      ...wrong.flat(),
      ...(isNobodyNamed ? [`${names.launchScope} wants openid: without it Epic does not say who signs in`] : []),
    ]
    return told.length === 0
      ? ok('Epic’s SMART configuration is one that the widget takes, and its page may read what it asks.')
      : mend(`${told.join('; ')}.`)
  }

  const guide = 'docs/epic.md#agents-with-an-epic-log-in'
  return [{ name: 'epic-launch', guide, run: needing(setUp, ['launchIssuers', 'launchScope', 'widgetOrigin'], run) }]
}

/** What of a configuration makes the widget sign nobody in (auth/fhirclient-launch.ts, auth/id-token.ts). */
function whatIsRefused(said: Configuration, origin: string): string | null {
  const places = ['authorization_endpoint', 'token_endpoint', 'issuer', 'jwks_uri'] as const
  const missing = places.filter((name) => said[name] === undefined)
  if (missing.length > 0) return `names no ${missing.join(' and no ')} in its SMART configuration`
  const elsewhere = places.filter((name) => originOf(said[name]) !== origin)
  if (elsewhere.length > 0)
    return `has ${elsewhere.join(' and ')} at another origin than its FHIR base, and the widget asks no other`
  if (!said.code_challenge_methods_supported.includes('S256'))
    return 'does not say that it offers PKCE with S256 (code_challenge_methods_supported), without which nobody signs in'
  return null
}

function originOf(address = ''): string | null {
  return URL.canParse(address) ? new URL(address).origin : null
}
