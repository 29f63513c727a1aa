import type { ContactFacts } from '../../src/broker/connect-api.ts'
import { createLedger } from '../../src/broker/ledger.ts'
import { type LedgerPages, createMemoryPages } from '../../src/broker/ledger-pages.ts'
import { dana, facts } from './played-contacts.ts'
import { epicOutcome } from './played-parties.ts'
import { aRunningBroker, bare, contactId } from './running-broker.ts'
import { aSimulatedClock } from './simulated-clock.ts'

/** What somebody outside can tell an answer by: its bytes, and how long it took; and what was asked of whom to give it. */
export interface Seen {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  readonly tookMs: number
  readonly asked: readonly string[]
}

/** What Epic makes of a search in one format of the number, or of a `$match`. */
export type EpicSays = 'nobody' | 'no results' | 'restricted' | { readonly patient: string }

/** Each another time, so that no question left out is made up for by another. */
const takesMs = { SearchUsers: 31, DescribeContact: 83, ledger: 7, audit: 3, token: 211 } as const
/** The format that is asked second takes longest, so that an answer that comes before it is seen. */
const epicTakesMs = { first: 130, second: 470 } as const

/**
 * A broker that asks every party on a simulated clock: each question takes its own fixed time and is written down, so
 * that two answers can be compared by the work that they took, and no computer is too slow for it.
 */
export async function aWatchedBroker() {
  const clock = aSimulatedClock()
  const began = Date.now()
  const now = () => began + clock.now()
  const asked: string[] = []
  const question = async (what: string, ms: number) => {
    asked.push(what)
    await clock.sleep(ms)
  }

  const contacts = new Map<string, ContactFacts>([[contactId, facts()]])
  const users = new Map([
    ['dana.rivera', dana],
    ['sam.okoye', 'connect-sam'],
  ])
  const connect = {
    async describeContact(id: string) {
      const said = contacts.get(id) ?? null
      await question('DescribeContact', takesMs.DescribeContact)
      return said
    },
    async findUser(username: string) {
      await question('SearchUsers', takesMs.SearchUsers)
      return users.get(username) ?? null
    },
    ready: async () => undefined,
    close: () => undefined,
  }

  const epic = { says: ['nobody', 'nobody'] as [first: EpicSays, second: EpicSays], match: 'nobody' as EpicSays }
  const askEpic: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith('https://epic.example.org/')) return fetch(input, init)
    if (url.endsWith('/.well-known/smart-configuration')) {
      return Response.json({ token_endpoint: 'https://epic.example.org/oauth2/token' })
    }
    if (url.endsWith('/oauth2/token')) {
      await question('Epic token', takesMs.token)
      return Response.json({ access_token: 'epic-system-token', token_type: 'bearer', expires_in: 3_600 })
    }
    const isSecond = /\d{3}-\d{3}-\d{4}/.test(decodeURIComponent(typeof init?.body === 'string' ? init.body : ''))
    const isMatch = url.endsWith('$match')
    await question(isMatch ? 'Epic $match' : 'Epic search', isSecond ? epicTakesMs.second : epicTakesMs.first)
    return epicAnswer(isMatch ? epic.match : epic.says[isSecond ? 1 : 0], isMatch)
  }

  const site = { EPIC_FHIR_BASE_URL: 'https://epic.example.org/api/FHIR/R4', SITE_PHONE_FORMATS: 'e164,dashed' }
  const budgets = { perContact: 100, perHour: 1_000, perDay: 1_000 }
  const running = await aRunningBroker(
    { ...site, SITE_CERTAIN_MATCH: 'asked', SITE_APPOINTMENTS: 'shown', EPIC_ENVIRONMENT: 'non-production' },
    {
      now,
      connect,
      fetch: askEpic,
      audit: { write: () => question('audit', takesMs.audit) },
      ledger: createLedger(watched(createMemoryPages(now), question), budgets, now),
    },
  )

  /** Lets a request be answered, with nothing else going on. */
  const see = async (request: () => Promise<Response>): Promise<Seen> => {
    const [from, begin] = [asked.length, clock.now()]
    const answer = await request()
    const body = await answer.text()
    return {
      status: answer.status,
      headers: bare(answer),
      body,
      tookMs: clock.now() - begin,
      asked: asked.slice(from),
    }
  }

  /** A call token of this agent for this contact, with Epic's token at hand as at any search but the first. */
  const tokenOf = async (username = 'dana.rivera', id = contactId) => {
    const token = await running.callToken(id, await running.idp.tokenOf({ preferred_username: username }))
    while (!asked.includes('Epic token')) await clock.sleep(1)
    await clock.sleep(1_000)
    return token
  }

  return { ...running, contacts, says: epic, clock, see, tokenOf }
}

function epicAnswer(says: EpicSays, isMatch: boolean): Response {
  const json = { headers: { 'content-type': 'application/fhir+json' } }
  if (says === 'restricted') return Response.json(epicOutcome('4130', 'fatal'), { ...json, status: 403 })
  const grade = [{ url: 'http://hl7.org/fhir/StructureDefinition/match-grade', valueCode: 'certain' }]
  const entry = typeof says === 'string' ? [] : [patientEntry(says.patient, isMatch ? grade : [])]
  const notes = says === 'no results' ? [{ resource: epicOutcome('4101', 'warning'), search: { mode: 'outcome' } }] : []
  return Response.json({ resourceType: 'Bundle', type: 'searchset', entry: [...entry, ...notes] }, json)
}

function patientEntry(id: string, extension: readonly unknown[]) {
  return { resource: { resourceType: 'Patient', id }, search: { mode: 'match', extension } }
}

function watched(pages: LedgerPages, question: (what: string, ms: number) => Promise<void>): LedgerPages {
  return {
    ...pages,
    async read(kind, key) {
      await question(`ledger reads ${kind.name}`, takesMs.ledger)
      return pages.read(kind, key)
    },
    async change(kind, key, change) {
      await question(`ledger changes ${kind.name}`, takesMs.ledger)
      return pages.change(kind, key, change)
    },
    async remove(kind, key) {
      await question(`ledger removes ${kind.name}`, takesMs.ledger)
      return pages.remove(kind, key)
    },
  }
}
