import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createSignInBrowser } from '../../tests/sandbox/idp/sign-in-browser.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { ordinaryPolicy } from '../../src/sandbox/site-settings.ts'
import { type Bench, percentile, type Row, rounded } from './bench.ts'
import { brokerBeside } from './broker-beside.ts'
import { epicAccess, noWidget } from './played-epic.ts'

/** In which turns is measured: `young` is a process past its connections and keys, but hardly compiled, as after a cold start. */
const young = { from: 300, to: 700 } as const
const warm = { from: 2_000, to: 2_400 } as const
/** The broker lets one call have a hundred at the most. */
const searchesOfOneCall = 90
/** One that Epic answers by one request, so that the facade asks as often as we do. */
const question = { given: 'Walter', family: 'Nguyen', birthdate: '1951-12-09' }

/**
 * What the facade adds to a search: the same question, asked of the played Epic and through the broker by turns, over HTTP,
 * one after the other, by a broker that is a process of its own. `perSecond` is how many searches a second that makes: one agent at a
 * time, Epic's own work with it, and `epicPerSecond` is Epic's work alone. `youngAddedP95Ms` is of a process that has just begun.
 */
export const facade: Bench = {
  name: 'facade',
  says: `${warm.to - warm.from} searches through the broker, by turns with as many asked of Epic itself; milliseconds`,
  async *run() {
    const policy = {
      ...ordinaryPolicy,
      budgetPerContact: searchesOfOneCall,
      budgetPerHour: 10_000,
      budgetPerDay: 10_000,
    }
    const sandbox = await startSandbox({
      ports: 'free',
      names: 'localhost',
      people: { size: 10_000 },
      widget: noWidget,
      policy,
    })
    sandbox.instance.settings.agentInfoLagMs = 0
    const broker = await brokerBeside(sandbox, policy)
    try {
      const askEpic = await searchesOf(sandbox)
      const agentToken = await signIn(sandbox)
      let askFacade = await callOf(sandbox, broker.origin, agentToken)
      const collectGarbage = minorCollection()
      const direct: number[] = []
      const through: number[] = []
      for (let made = 0; made < warm.to; made += 1) {
        if (made % searchesOfOneCall === 0) askFacade = await callOf(sandbox, broker.origin, agentToken)
        collectGarbage()
        direct.push(await timed(askEpic))
        through.push(await timed(askFacade))
      }
      yield figuresOf(direct, through)
    } finally {
      broker.stop()
      await sandbox.close()
    }
  },
}

function figuresOf(direct: readonly number[], through: readonly number[]): Row {
  const added = through.map((ms, turn) => ms - (direct[turn] ?? 0))
  const whileWarm = (times: readonly number[]) => times.slice(warm.from, warm.to)
  const warmAt = (times: readonly number[], share: number) => rounded(percentile(whileWarm(times), share), 2)
  return {
    bench: 'facade',
    n: warm.to - warm.from,
    epicP50: warmAt(direct, 0.5),
    epicP95: warmAt(direct, 0.95),
    epicPerSecond: rounded(perSecond(whileWarm(direct)), 0),
    perSecond: rounded(perSecond(whileWarm(through)), 0),
    p50: warmAt(through, 0.5),
    p95: warmAt(through, 0.95),
    p99: warmAt(through, 0.99),
    addedP50Ms: warmAt(added, 0.5),
    addedP95Ms: warmAt(added, 0.95),
    youngAddedP95Ms: rounded(percentile(added.slice(young.from, young.to), 0.95), 2),
  }
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
async function callOf(
  { origins, instance }: Sandbox,
  broker: string,
  agentToken: string,
): Promise<() => Promise<void>> {
  for (const { contactId } of instance.shownTo(instance.ccpAgent)) {
    instance.hangUp(contactId)
    instance.clear(contactId)
  }
  const { contactId } = instance.ring({ number: '+16085550142' })
  instance.accept(contactId)
  const answer = await fetch(`${broker}/token`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${agentToken}`,
      'content-type': 'application/json',
      origin: origins.widget,
    },
    body: JSON.stringify({ contactId }),
  })
  const call = (await answer.json()) as { readonly access_token: string }
  const headers = { authorization: `Bearer ${call.access_token}`, origin: origins.widget }
  return () => search(`${broker}/fhir/R4/Patient/_search`, headers)
}

async function search(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(question) })
  const { total } = (await answer.json()) as { readonly total?: number }
  if (answer.status !== 200 || total !== 1) throw new Error(`A search was answered ${answer.status}, total ${total}`)
}

/** V8's own, of the young generation alone. */
function minorCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void
  return () => collect({ type: 'minor' })
}

function perSecond(times: readonly number[]): number {
  return (1_000 * times.length) / times.reduce((sum, ms) => sum + ms, 0)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
