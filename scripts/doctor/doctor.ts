import { readFile } from 'node:fs/promises'
import { parseArgs, parseEnv } from 'node:util'
import { SiteError } from '../../src/infra/site.ts'
import { checksOf } from './checks.ts'
import { runChecks } from './check.ts'
import type { SetUp } from './facts.ts'
import { type Find, readFind } from './find.ts'
import { isLaunchSite, readLaunchSiteSetUp } from './launch-site-set-up.ts'
import { isWell, writeJson, writeLines } from './report.ts'
import { readSiteSetUp } from './site-set-up.ts'
import { readWidgetSetUp } from './widget-set-up.ts'

export const help = `Checks how a site is set up, and says what to mend.

  npm run doctor -- SITE.json [options]
  npm run doctor -- config.json [--env FILE] [options]

  SITE.json           the file that the site is deployed from (docs/deploy.md)
  config.json         the widget's settings, where you serve the widget yourself, and run the broker if there is one
  --env FILE          the broker's environment, NAME=VALUE a line; without it, the environment of this command
  --widget ORIGIN     where the widget of a config.json is served; without it, the first of ALLOWED_ORIGINS, which only
                      a broker has
  --find WHOM         a patient who must be found: "Given,Family,1980-02-29" or "+16085550142"; "-" reads it from the
                      standard input, because npm repeats its command line: for anybody but a test patient, use "-"
  --agent-token FILE  an access token of an agent, to see whether it fits
  --json              the findings for a machine
  --help              shows this

Ends with 0 where nothing has to be mended, 1 where something has, 2 where this command cannot be followed.
`

/** The longest that one check may take, in milliseconds. */
const limitMs = 30_000

/** A command line that cannot be followed. The message is the sentence to show. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What the command is given, and where it speaks. */
export interface Surroundings {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ask?: typeof fetch
  readonly now?: () => number
  /** One line of the standard input. */
  readonly readLine: () => Promise<string>
  readonly result: (text: string) => void
  readonly word: (text: string) => void
}

/** `npm run doctor`: checks a site and tells what it found. Answers the exit code. */
export async function doctor(surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { result, word, ask = fetch, now = Date.now } = surroundings
  try {
    const asked = await readCommand(surroundings)
    if (asked === 'help') {
      result(help)
      return 0
    }
    const { setUp, find, agentToken, isForMachine } = asked
    const results = await runChecks(checksOf(setUp, { ask, now, find, agentToken }), limitMs)
    result(isForMachine ? writeJson(results) : writeLines(results))
    return isWell(results) ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    word(error.message)
    return 2
  }
}

interface Asked {
  readonly setUp: SetUp
  readonly find: Find | null
  readonly agentToken: string | null
  readonly isForMachine: boolean
}

async function readCommand({ words, env, readLine }: Surroundings): Promise<Asked | 'help'> {
  const { values, positionals } = parse(words)
  const [path, ...more] = positionals
  if (values.help) return 'help'
  if (path === undefined) throw new UsageError(help)
  if (more.length > 0)
    throw new UsageError('One file of settings, please; what holds blanks wants quotes around it. --help says more.')

  const variables = values.env === undefined ? env : parseEnv(await textOf(values.env, '--env'))
  const agentToken = values['agent-token']
  return {
    setUp: readSetUp(await jsonOf(path), variables, values.widget ?? null),
    find: values.find === undefined ? null : readWhom(values.find === '-' ? await readLine() : values.find),
    agentToken: agentToken === undefined ? null : (await textOf(agentToken, '--agent-token')).trim(),
    isForMachine: values.json,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        env: { type: 'string' },
        widget: { type: 'string' },
        find: { type: 'string' },
        'agent-token': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (fault) {
    const [sentence = ''] = (fault instanceof Error ? fault.message : '').split('. ')
    throw new UsageError(`${sentence}. --help says which options there are.`, { cause: fault })
  }
}

/** A site file says where it is deployed to; the widget's settings never do. */
function readSetUp(json: unknown, env: Surroundings['env'], widget: string | null): SetUp {
  const isSiteFile = typeof json === 'object' && json !== null && ('widget' in json || 'api' in json || 'epic' in json)
  if (!isSiteFile) return readWidgetSetUp(json, env, widget === null ? null : originOf(widget))
  if (widget !== null) throw new UsageError('--widget is for a config.json: a site file says where its widget is.')
  try {
    return isLaunchSite(json) ? readLaunchSiteSetUp(json, env) : readSiteSetUp(json, env)
  } catch (error) {
    if (!(error instanceof SiteError)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

function originOf(text: string): string {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  if (!isWeb) throw new UsageError('--widget wants an address such as https://widget.example.org')
  return new URL(text).origin
}

function readWhom(text: string): Find {
  const find = readFind(text)
  if (find === null) throw new UsageError('--find wants Given,Family,1980-02-29 or a number such as +16085550142.')
  return find
}

async function textOf(path: string, what: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${what}: there is no such file, or you may not read it.`, { cause })
  })
}

async function jsonOf(path: string): Promise<unknown> {
  const text = await textOf(path, 'The settings')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError('The settings are not JSON.', { cause })
  }
}
