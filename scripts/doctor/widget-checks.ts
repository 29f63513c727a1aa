import { isConfig, readConfig } from '../../src/config.ts'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { jsonOf, type LookAt } from './look.ts'
import { wrongHeaders } from './wrong-headers.ts'

type WidgetFacts = Pick<Facts, 'widgetOrigin' | 'widgetOrigins'>

/** The widget: that its page is served, under which headers, and with which settings beside it. */
export function widgetChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const { names } = setUp
  const needed = ['widgetOrigin', 'widgetOrigins'] as const
  const release = setUp.kind === 'site' ? 'release it anew (npm run release)' : 'copy your config.json there'

  const page = async (origin: string, path: string) => {
    const seen = await lookAt(`${origin}${path}`)
    if (seen.kind === 'unreachable') return mend(`The widget is not reached at ${names.widget}: ${seen.why}.`)
    const isPage = seen.status === 200 && /^text\/html/i.test(seen.headers.get('content-type') ?? '')
    return isPage ? seen : mend(`At ${path} the widget answers ${seen.status} and no page: serve index.html there.`)
  }

  const headers = async ({ widgetOrigin, widgetOrigins }: WidgetFacts): Promise<Finding> => {
    const seen = await page(widgetOrigin, '/')
    if ('outcome' in seen) return notChecked('the page is not served')
    const wrong = wrongHeaders(seen.headers, documentHeaders(widgetOrigins))
    if (wrong.length === 0) return ok('The page has every header of src/response-headers.ts.')
    return mend(`The page wants other headers: ${wrong.join('; ')}.`)
  }

  const settings = async ({ widgetOrigin, widgetSettings }: Pick<Facts, 'widgetOrigin' | 'widgetSettings'>) => {
    const seen = await lookAt(`${widgetOrigin}/config.json`)
    if (seen.kind === 'unreachable') return notChecked('the widget is not reached')
    const served = jsonOf(seen.text)
    if (seen.status !== 200 || typeof served !== 'object' || served === null)
      return mend(`At /config.json the widget answers ${seen.status} and no settings: ${release}.`)

    const wrong = wrongHeaders(seen.headers, assetHeaders('/config.json'))
    if (wrong.length > 0) return mend(`/config.json wants other headers: ${wrong.join('; ')}.`)
    const other = differing(asRead(served), asRead(widgetSettings))
    if (other.length > 0)
      return mend(`/config.json holds other settings than your file (${other.join(', ')}): ${release}.`)
    return ok('/config.json holds what your file says.')
  }

  const launch = async ({ widgetOrigin }: Pick<Facts, 'widgetOrigin' | 'launchIssuers'>): Promise<Finding> => {
    const [one, other] = await Promise.all([page(widgetOrigin, '/launch'), page(widgetOrigin, '/callback')])
    const wrong = [one, other].find((seen) => 'outcome' in seen)
    return wrong !== undefined && 'outcome' in wrong ? wrong : ok('The page is served at /launch and /callback too.')
  }

  return [
    {
      name: 'widget-page',
      guide: 'docs/deploy.md#deploy',
      run: needing(setUp, ['widgetOrigin'], async ({ widgetOrigin }) => {
        const seen = await page(widgetOrigin, '/')
        return 'outcome' in seen ? seen : ok('The widget’s page is served.')
      }),
    },
    { name: 'widget-headers', guide: 'docs/deploy.md#the-headers-of-the-page', run: needing(setUp, needed, headers) },
    {
      name: 'widget-settings',
      guide: 'docs/settings.md#the-widget-configjson',
      run: needing(setUp, ['widgetOrigin', 'widgetSettings'], settings),
    },
    {
      name: 'widget-launch',
      guide: 'docs/epic.md#agents-with-an-epic-log-in',
      run: needing(setUp, ['launchIssuers', 'widgetOrigin'], launch),
    },
  ]
}

/** Settings as the widget reads them: what is left out is what it stands for. */
function asRead(json: unknown): unknown {
  const read = readConfig(json)
  return isConfig(read) ? read : json
}

/** The paths, two levels deep, at which two settings differ. */
function differing(one: unknown, other: unknown, depth = 0): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return []
  if (depth === 2 || !isGroup(one) || !isGroup(other)) return ['']
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return keys.flatMap((key) =>
    differing(one[key], other[key], depth + 1).map((below) => (below === '' ? key : `${key}.${below}`)),
  )
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
