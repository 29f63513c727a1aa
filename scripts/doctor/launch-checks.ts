import * as v from 'valibot'
import { type Check, type Finding, mend, ok } from './check.ts'
import { configurationUrl } from '../../src/smart/discovery.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { jsonOf, type LookAt } from './look.ts'

const configuration = v.object({
  authorization_endpoint: v.pipe(v.string(), v.url()),
  token_endpoint: v.pipe(v.string(), v.url()),
  jwks_uri: v.pipe(v.string(), v.url()),
  code_challenge_methods_supported: v.optional(v.array(v.string())),
})

/** Epic as browsers see it that ask it themselves: its configuration, and whether a page of the widget may read it. */
export function launchChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const judge = async (issuer: string, place: number, widgetOrigin: string): Promise<string | null> => {
    const name = `launch.issuers.${place}`
    const seen = await lookAt(configurationUrl(issuer), {
      headers: { accept: 'application/json', origin: widgetOrigin },
    })
    if (seen.kind === 'unreachable') return `${name} is not reached: ${seen.why}`
    const read = v.safeParse(configuration, jsonOf(seen.text))
    if (!read.success) return `${name} leads to no SMART configuration (${seen.status})`
    const { token_endpoint, jwks_uri, code_challenge_methods_supported: methods } = read.output
    if ([token_endpoint, jwks_uri].some((url) => new URL(url).origin !== new URL(issuer).origin))
      return `${name}: Epic’s token endpoint and keys have to stand at the origin of its FHIR base`
    if (methods?.includes('S256') === false) return `${name}: Epic does not offer PKCE with S256`
    const allowed = seen.headers.get('access-control-allow-origin')
    return allowed === '*' || allowed === widgetOrigin
      ? null
      : `${name}: Epic does not let the widget’s page read its answers (CORS): add the widget’s origin, for FHIR and for OAuth`
  }

  const run = async ({
    launchIssuers,
    widgetOrigin,
  }: Pick<Facts, 'launchIssuers' | 'widgetOrigin'>): Promise<Finding> => {
    const wrong = await Promise.all(launchIssuers.map((issuer, place) => judge(issuer, place, widgetOrigin)))
    const told = wrong.filter((one) => one !== null)
    return told.length === 0 ? ok('Epic lets the widget’s page read its configuration.') : mend(`${told.join('; ')}.`)
  }

  const guide = 'docs/epic.md#agents-with-an-epic-log-in'
  return [{ name: 'epic-launch', guide, run: needing(setUp, ['launchIssuers', 'widgetOrigin'], run) }]
}
