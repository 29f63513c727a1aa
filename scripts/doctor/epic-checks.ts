import * as v from 'valibot'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { configurationUrl, createDiscovery } from '../../src/smart/discovery.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { type EpicToken, tokenFits } from './epic-token.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { jsonOf, type Look, type LookAt } from './look.ts'

/** What our assertions bear: a clock so far behind, or so far ahead of Epic's, in seconds (R7). */
const mostBehindS = 120
const mostAheadS = 30

const configuration = v.object({ token_endpoint: v.pipe(v.string(), v.url()) })

/** Epic before anybody is searched: its SMART configuration, the clocks, and a token by the configured key. */
export function epicChecks(
  setUp: SetUp,
  { lookAt, ask, token }: { lookAt: LookAt; ask: typeof fetch; token: () => Promise<EpicToken> },
): readonly Check[] {
  const { names } = setUp

  const discover = async ({ epic }: Pick<Facts, 'epic'>): Promise<Finding> => {
    const seen = await lookAt(configurationUrl(epic.fhirBaseUrl), { headers: { accept: 'application/json' } })
    if (seen.kind === 'unreachable') return mend(`Epic is not reached at ${names.fhirBase}: ${seen.why}.`)
    if (seen.status >= 500)
      return mend(`Epic answers ${seen.status} at ${names.fhirBase}: its service, or a proxy in front, is down.`)
    if (!v.is(configuration, jsonOf(seen.text))) {
      return mend(
        `${names.fhirBase} leads to no SMART configuration (${seen.status}): it wants the FHIR R4 base, such as https://HOST/INSTANCE/api/FHIR/R4.`,
      )
    }
    try {
      await createDiscovery({ fhirBaseUrl: epic.fhirBaseUrl, fetch: ask }).tokenUrl()
    } catch (error) {
      if (!isIntegrationError(error)) throw error
      if (error.code !== 'epic-set-up' || epic.tokenUrl !== null) return ok('Epic’s SMART configuration is read.')
      return mend(
        `Epic’s token endpoint stands on another host than its FHIR base: set ${names.tokenUrl} to it, once you know that it is right.`,
      )
    }
    return ok('Epic’s SMART configuration says where tokens are given out.')
  }

  const clocks = async ({ epic, brokerUrl }: Pick<Facts, 'epic' | 'brokerUrl'>): Promise<Finding> => {
    const [ofEpic, ofBroker] = await Promise.all([
      lookAt(configurationUrl(epic.fhirBaseUrl)),
      lookAt(`${brokerUrl}/health`),
    ])
    const epicAhead = secondsAhead(ofEpic)
    if (epicAhead === null) return notChecked('Epic says no time')
    const brokerAhead = secondsAhead(ofBroker)
    if (brokerAhead !== null && isOff(brokerAhead - epicAhead))
      return mend(`The broker’s clock is ${told(brokerAhead - epicAhead)} Epic’s: have it set by NTP. ${bearable}`)
    if (isOff(-epicAhead))
      return mend(`The clock of this computer is ${told(-epicAhead)} Epic’s: have it set by NTP. ${bearable}`)
    if (brokerAhead === null) return notChecked('the broker says no time')
    return ok('The clocks of Epic and the broker agree.')
  }

  return [
    { name: 'epic', guide: 'docs/epic.md#addresses', run: needing(setUp, ['epic'], discover) },
    {
      name: 'clocks',
      guide: 'docs/epic.md#when-epic-gives-no-token',
      run: needing(setUp, ['epic', 'brokerUrl'], clocks),
    },
    {
      name: 'epic-token',
      guide: 'docs/epic.md#when-epic-gives-no-token',
      run: needing(setUp, ['epic', 'signingKeys'], async () => {
        const got = await token()
        return 'none' in got ? got.none : tokenFits
      }),
    },
  ]
}

/** How far the clock of who answered is ahead of ours; null where it said no time. */
function secondsAhead(seen: Look): number | null {
  const said = seen.kind === 'answered' ? Date.parse(seen.headers.get('date') ?? '') : Number.NaN
  // The header says whole seconds, cut off: half a second is the best guess.
  return seen.kind === 'answered' && !Number.isNaN(said) ? (said + 500 - seen.at) / 1_000 : null
}

const bearable = `Up to ${mostBehindS} seconds behind and ${mostAheadS} ahead do no harm.`

function isOff(aheadS: number): boolean {
  return aheadS > mostAheadS || aheadS < -mostBehindS
}

function told(aheadS: number): string {
  return `${Math.round(Math.abs(aheadS))} seconds ${aheadS > 0 ? 'ahead of' : 'behind'}`
}
