import { setTimeout as pause } from 'node:timers/promises'
import { createSignInBrowser } from '../../tests/sandbox/idp/sign-in-browser.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Bench, percentile, rounded } from './bench.ts'
import { epicAccess, noWidget } from './played-epic.ts'

const warmUps = 300
const searches = 400
/** The broker lets one call have a hundred at the most. */
const searchesOfOneCall = 90
/** The broker lets 20 requests a second through to Epic; a queue there would be measured with it. */
const betweenTurnsMs = 60
/** One that Epic answers by one request, so that the facade asks as often as we do. */
const question = { given: 'Walter', family: 'Nguyen', birthdate: '1951-12-09' }

/**
 * What the facade adds to a search: the same question, asked of the played Epic and through the broker by turns, over HTTP,
 * one after the other. All parties share one process. `perSecond` is how many searches a second that makes, without the
 * pauses between turns: one agent at a time, Epic's own work with it, and `epicPerSecond` is Epic's work alone.
 */
export const facade: Bench = {
  name: 'facade',
  says: `${searches} searches through the broker, by turns with as many asked of Epic itself; milliseconds`,
  async *run() {
    const policy = { budgetPerContact: searchesOfOneCall, budgetPerHour: 10_000, budgetPerDay: 10_000 }
    const sandbox = await startSandbox({ ports: 'free', people: { size: 10_000 }, widget: noWidget, policy })
    sandbox.instance.settings.agentInfoLagMs = 0
    try {
      const askEpic = await searchesOf(sandbox)
      const agentToken = await signIn(sandbox)
      let askFacade = await callOf(sandbox, agentToken)
      const direct: number[] = []
      const through: number[] = []
      for (let made = -warmUps; made < searches; made += 1) {
        if (made % searchesOfOneCall === 0) askFacade = await callOf(sandbox, agentToken)
        await pause(betweenTurnsMs)
        const epicMs = await timed(askEpic)
        const facadeMs = await timed(askFacade)
        if (made < 0) continue
        direct.push(epicMs)
        through.push(facadeMs)
      }
      const added = through.map((ms, turn) => ms - (direct[turn] ?? 0))
      yield {
        bench: 'facade',
        n: searches,
        epicP50: rounded(percentile(direct, 0.5), 2),
        epicP95: rounded(percentile(direct, 0.95), 2),
        epicPerSecond: rounded(perSecond(direct), 0),
        perSecond: rounded(perSecond(through), 0),
        p50: rounded(percentile(through, 0.5), 2),
        p95: rounded(percentile(through, 0.95), 2),
        p99: rounded(percentile(through, 0.99), 2),
        addedP50Ms: rounded(percentile(added, 0.5), 2),
        addedP95Ms: rounded(percentile(added, 0.95), 2),
      }
    } finally {
      await sandbox.close()
    }
  },
}

async function searchesOf(sandbox: Sandbox): Promise<() => Promise<void>> {
  const { fhir, headers } = await epicAccess(sandbox)
  return () => search(`${fhir}/Patient/_search`, headers)
}

async function signIn({ origins }: Sandbox): Promise<string> {
  const browser = createSignInBrowser({ issuer: origins.idp, widgetOrigin: origins.widget, params: {} })
  return (await browser.signIn('dana.rivera')).access_token
}

/** Rings a call, takes it and asks for its token, as the widget does; the call before it ends. */
async function callOf({ origins, instance }: Sandbox, agentToken: string): Promise<() => Promise<void>> {
  for (const { contactId } of instance.shownTo(instance.ccpAgent)) {
    instance.hangUp(contactId)
    instance.clear(contactId)
  }
  const { contactId } = instance.ring({ number: '+16085550142' })
  instance.accept(contactId)
  const answer = await fetch(`${origins.broker}/token`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${agentToken}`,
      'content-type': 'application/json',
      origin: origins.widget,
    },
    body: JSON.stringify({ contactId }),
  })
  const call = (await answer.json()) as { readonly access_token: string; readonly fhir_base_url: string }
  const headers = { authorization: `Bearer ${call.access_token}`, origin: origins.widget }
  return () => search(`${call.fhir_base_url}/Patient/_search`, headers)
}

async function search(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(question) })
  const { total } = (await answer.json()) as { readonly total?: number }
  if (answer.status !== 200 || total !== 1) throw new Error(`A search was answered ${answer.status}, total ${total}`)
}

function perSecond(times: readonly number[]): number {
  return (1_000 * times.length) / times.reduce((sum, ms) => sum + ms, 0)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
