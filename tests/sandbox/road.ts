import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import type { Certificates } from '../../src/sandbox/tls/certificates.ts'
import { trustingFetch } from '../../src/sandbox/tls/trusting-fetch.ts'
import { createSignInBrowser } from './idp/sign-in-browser.ts'

/** No page is opened here: any folder does for the widget. */
const noWidget = { dir: fileURLToPath(new URL('../../public', import.meta.url)) }
const people = makePeople({ size: 400 })

/** What the broker answered, read whole. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The code of a failure, from problem details or from an OperationOutcome. */
  readonly code: string | undefined
}

/**
 * The whole road without a browser: every party played, the real broker among them, and the widget's part taken by
 * `fetch`. `skipMs` moves the clock of all parties; `epicTokens` are those under which Epic was asked, `answers` all that
 * the broker told the page. Epic has the named cast and some hundred more, unless other people are handed in. With `tls` Epic
 * and the broker speak TLS, and all who ask them trust the good certificate.
 */
export async function aRoad(
  policy: NonNullable<SandboxOptions['policy']> = {},
  patients: readonly fhir4.Patient[] = people,
  tls: Certificates | null = null,
) {
  const clock = { offsetMs: 0 }
  const realNow = Date.now.bind(Date)
  const now = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + clock.offsetMs)
  const epicTokens = watchEpicTokens()
  const sandbox = await startSandbox({
    ports: 'free',
    people: patients,
    widget: noWidget,
    policy,
    ...(tls === null ? {} : { tls }),
  })
  const askBroker = tls === null ? fetch : trustingFetch(tls.authority)
  sandbox.instance.settings.agentInfoLagMs = 0
  const { origins, instance } = sandbox
  const answers: Answered[] = []
  onTestFinished(async () => {
    await sandbox.close()
    now.mockRestore()
  })

  const post = async (
    path: string,
    body: string | URLSearchParams,
    token: string | null,
    mediaType = 'application/json',
  ): Promise<Answered> => {
    const headers = new Headers({ origin: origins.widget })
    if (typeof body === 'string') headers.set('content-type', mediaType)
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    const answer = await askBroker(`${origins.broker}${path}`, { method: 'POST', headers, body })
    const text = await answer.text()
    const answered = { status: answer.status, headers: answer.headers, text, code: codeOf(text) }
    answers.push(answered)
    return answered
  }
  const signIn = (username: string) =>
    createSignInBrowser({ issuer: origins.idp, widgetOrigin: origins.widget, params: {} }).signIn(username)
  const { access_token: dana } = await signIn('dana.rivera')

  const askToken = (contactId: string, token: string | null = dana) =>
    post('/token', JSON.stringify({ contactId }), token)
  const callToken = async (contactId: string, token: string = dana): Promise<string> => {
    const { access_token } = JSON.parse((await askToken(contactId, token)).text) as { access_token: string }
    return access_token
  }
  const search = (token: string | null, params: Record<string, string>) =>
    post('/fhir/R4/Patient/_search', new URLSearchParams(params), token)
  const appointments = (token: string, params: Record<string, string>) =>
    post('/fhir/R4/Appointment/_search', new URLSearchParams(params), token)
  const match = (token: string, parameters: fhir4.Parameters) =>
    post('/fhir/R4/Patient/$match', JSON.stringify(parameters), token, 'application/fhir+json')
  const confirm = (token: string, body: object) => post('/confirmation', JSON.stringify(body), token)
  const withdraw = (token: string, body: object) => post('/withdrawal', JSON.stringify(body), token)

  return {
    sandbox,
    instance,
    answers,
    epicTokens,
    dana,
    signIn,
    askToken,
    callToken,
    search,
    appointments,
    match,
    confirm,
    withdraw,
    /** Rings with these facts and accepts; answers the contact's id and its token, fetched while it rang. */
    async takeCall(ring: Parameters<typeof instance.ring>[0] = {}) {
      const { contactId } = instance.ring(ring)
      const token = await callToken(contactId)
      instance.accept(contactId)
      clock.offsetMs += 500
      return { contactId, token }
    },
    skipMs(ms: number) {
      clock.offsetMs += ms
    },
    /** What the broker wrote down, as `search found`. */
    decisions: () =>
      sandbox.journal
        .entries()
        .filter(({ party }) => party === 'broker')
        .map(({ event, facts }) => `${event} ${facts['outcome']}`),
  }
}

/** The patients of a searchset. */
export function patientsIn({ text }: Answered): fhir4.Patient[] {
  const bundle = JSON.parse(text) as fhir4.Bundle<fhir4.FhirResource>
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? [resource] : []))
}

/** Who is in a searchset, as `Ana Maria Kessler`, in the order of the alphabet. */
export function namesIn(answer: Answered): string[] {
  return patientsIn(answer)
    .map(({ name }) => `${name?.[0]?.given?.join(' ')} ${name?.[0]?.family}`)
    .sort()
}

/** Listens at the broker's own requests for the tokens it carries to Epic. */
function watchEpicTokens(): Set<string> {
  const tokens = new Set<string>()
  const ask = globalThis.fetch
  const watched = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const bearer = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '')
    const url = input instanceof Request ? input.url : input.toString()
    if (url.includes('/interconnect/api/') && bearer !== undefined) tokens.add(bearer)
    return ask(input, init)
  })
  onTestFinished(() => watched.mockRestore())
  return tokens
}

function codeOf(text: string): string | undefined {
  if (text === '') return undefined
  const body = JSON.parse(text) as { code?: string; issue?: fhir4.OperationOutcomeIssue[] }
  return body.code ?? body.issue?.[0]?.details?.coding?.[0]?.code
}
