import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doctor } from '../../scripts/doctor/doctor.ts'
import type { Result } from '../../scripts/doctor/check.ts'
import { createConnectInstance } from '../../src/sandbox/connect-instance/connect-instance.ts'
import { createEpicSite } from '../../src/sandbox/epic/epic-site.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { brokerEnvironment, ordinaryPolicy, widgetConfig } from '../../src/sandbox/site-settings.ts'
import { createSignInBrowser } from '../sandbox/idp/sign-in-browser.ts'

type Json = Record<string, unknown>

/** What a test changes before the doctor comes. A variable that is undefined is left out. */
export interface Visit {
  readonly config?: (json: Json) => void
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly words?: readonly string[]
  /** Stands between the doctor and the parties. */
  readonly ask?: typeof fetch
  readonly now?: () => number
  readonly line?: string
}

/** The sandbox with a widget of one page, and the doctor who is sent to it. */
export async function aDoctoredSite(policy: NonNullable<SandboxOptions['policy']> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>The widget</title>')
  const sandbox = await startSandbox({
    ports: 'free',
    people: makePeople({ size: 120 }),
    widget: { dir: folder },
    policy,
  })
  const { origins, instance, epic, connectApi, kms } = sandbox
  const settled = { ...ordinaryPolicy, ...policy }
  const { CALL_TOKEN_KEY: _, ...settings } = brokerEnvironment(origins, settled, { callTokenKey: 'x'.repeat(43) })

  const visit = async ({ config = () => undefined, env = {}, words = [], ask, now, line = '' }: Visit = {}) => {
    const json = structuredClone(widgetConfig(origins, settled)) as Json
    config(json)
    const path = join(folder, 'doctored.json')
    await writeFile(path, JSON.stringify(json))
    const out: string[] = []
    const code = await doctor({
      words: [path, '--json', ...words],
      env: { ...settings, ...env },
      readLine: async () => line,
      result: (text) => void out.push(text),
      word: (text) => void out.push(text),
      ...(ask === undefined ? {} : { ask }),
      ...(now === undefined ? {} : { now }),
    })
    const text = out.join('\n')
    const checks: readonly Result[] = code === 2 ? [] : (JSON.parse(text) as { checks: Result[] }).checks
    return {
      code,
      text,
      checks,
      /** What a check came to, as "mend: …". */
      said: (name: string) => {
        const result = checks.find((check) => check.name === name)
        return result === undefined ? 'no such check' : `${result.outcome}: ${result.sentence}`
      },
      /** The names of the checks that came to this. */
      named: (outcome: Result['outcome']) =>
        checks.filter((check) => check.outcome === outcome).map(({ name }) => name),
    }
  }

  return {
    sandbox,
    folder,
    settings,
    visit,
    async agentToken(): Promise<string> {
      const browser = createSignInBrowser({ issuer: origins.idp, widgetOrigin: origins.widget, params: {} })
      const { access_token: token } = await browser.signIn('dana.rivera')
      const file = join(folder, 'agent-token')
      await writeFile(file, token)
      return file
    },
    /** Puts every switch back. */
    restore() {
      Object.assign(epic.site, createEpicSite())
      Object.assign(connectApi.faults, { throttle: 0, kind: 'none', denied: [] })
      Object.assign(instance.settings, createConnectInstance({ journal: createJournal() }).settings)
      kms.faults.kind = 'none'
    },
    async close() {
      await sandbox.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A `fetch` that lets everything through, and hands the answers of addresses that fit to `change`. */
export function changing(
  fits: (url: string) => boolean,
  change: (answer: Response, url: string) => Response | Promise<Response>,
): typeof fetch {
  return async (input, init) => {
    const url = addressOf(input)
    const answer = await fetch(input, init)
    return fits(url) ? change(answer, url) : answer
  }
}

/** A `fetch` that answers by itself where a request fits, and asks nobody there. */
export function answering(
  fits: (url: string, method: string) => boolean,
  answer: () => Response | Promise<Response>,
): typeof fetch {
  return async (input, init) => (fits(addressOf(input), init?.method ?? 'GET') ? answer() : fetch(input, init))
}

/** Where a `fetch` is asked to go. */
export function addressOf(input: Parameters<typeof fetch>[0]): string {
  return input instanceof Request ? input.url : input.toString()
}

/** The answer with other headers: null takes one away. */
export async function withHeaders(
  answer: Response,
  headers: Readonly<Record<string, string | null>>,
): Promise<Response> {
  const all = new Headers(answer.headers)
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name)
    else all.set(name, value)
  }
  const body = [204, 304].includes(answer.status) ? null : await answer.text()
  return new Response(body, { status: answer.status, headers: all })
}

/** The checks that are made of a site whose agents sign in to Epic, in their order. */
export const launchChecks = [
  'settings',
  'widget-page',
  'widget-headers',
  'widget-settings',
  'widget-launch',
  'softphone',
  'approved-origin',
  'epic-launch',
]
