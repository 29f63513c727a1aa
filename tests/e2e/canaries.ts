import type { BrowserContext, Frame } from '@playwright/test'
import { isLive, isRinging } from '../../src/sandbox/connect-instance/contact.ts'
import { namedCast } from '../../src/sandbox/epic/people/cast.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { ask, keptBy, listenToCcp, listenToOutput, watchAnswers, watchSent } from './canary-places.ts'
import { watchSystemTokens } from './traffic.ts'

/** Looks, while an agent works, into every place that outlives a call. */
export interface CanaryWatch {
  /**
   * Ends and clears every contact, and answers where anything is left of a patient, of a caller's number or of a token:
   * `console: Kessler`. Looked at are what the page shows then, every storage, database, cookie and cache, address, history,
   * title, window name and referrer, the console, all requests that are not the broker's or Epic's, what the broker answers, what
   * the softphone's frame is told, and the logs of the broker, of its instances at Lambda and of the sandbox.
   */
  leftovers(this: void): Promise<readonly string[]>
  stop(this: void): void
}

/** Begins to watch a browser and the sandbox that it works in. To be called before the first page opens. */
export function watchForCanaries(context: BrowserContext, sandbox: Sandbox): CanaryWatch {
  const { origins } = sandbox
  const said: string[] = []
  const asked: string[] = []
  const bearers = new Set<string>()
  const system = watchSystemTokens(origins.epic)
  const output = listenToOutput()
  const heardByCcp = listenToCcp(context, origins.ccp)
  const sent = watchSent(context, origins)
  const answered = watchAnswers(context, origins.broker)

  context.on('console', (message) => said.push(message.text()))
  context.on('weberror', (fault) => said.push(String(fault.error())))
  context.on('request', (request) => {
    const { authorization, referer = '' } = request.headers()
    if (authorization !== undefined) bearers.add(authorization.replace(/^Bearer /i, ''))
    // The played CCP speaks with the played Connect in a manner of its own.
    if (!request.url().startsWith(origins.ccp)) asked.push(decoded(request.url()), referer)
  })

  const found = (place: string, text: string): string[] => {
    const tokens = [...bearers, ...system.tokens].filter((token) => text.includes(token))
    const facts = new Set([...text.matchAll(patients)].map(([fact]) => fact))
    return [...facts, ...tokens.map((token) => `token ${token.slice(0, 16)}…`)].map((fact) => `${place}: ${fact}`)
  }

  /** A token goes to one party, which is the broker or Epic's Interconnect; patients and numbers go to these two alone. */
  const strayed = async (): Promise<string[]> => {
    const requests = await sent()
    const homes = new Map(
      requests.flatMap(({ to, bearer }) =>
        bearer === null || to === 'elsewhere' || to === 'laboratory' ? [] : [[bearer, to]],
      ),
    )
    return requests.flatMap(({ to, text }) => {
      const facts = found(`sent ${to}`, text)
      if (to === 'elsewhere') return facts
      if (to === 'laboratory') return facts.filter((fact) => !fact.includes(': token '))
      const tokens = [...bearers, ...system.tokens].filter((token) => text.includes(token) && homes.get(token) !== to)
      return tokens.map((token) => `sent to ${to}: token ${token.slice(0, 16)}…`)
    })
  }

  /** Patients are what the broker is asked for; its own token with Epic it keeps (R1). */
  const toldByBroker = async (): Promise<string[]> => {
    const text = await answered()
    // A test may hold against Epic what the page was given; nobody else sends that there.
    const ofTheBroker = [...system.tokens].filter((token) => !bearers.has(token))
    return ofTheBroker.filter((token) => text.includes(token)).map((token) => `answered: ${token.slice(0, 16)}…`)
  }

  return {
    async leftovers() {
      endContacts(sandbox)
      const frames = context.pages().flatMap((page) => page.frames())
      const own = frames.filter((frame) => frame.url().startsWith(origins.widget))
      const shown = await shownAfterAll(own, (text) => found('page', text))
      const kept = await Promise.all(own.map(keptBy))
      return [
        ...shown,
        ...kept.flatMap((text) => found('storage', text)),
        ...found('cookies', JSON.stringify(await context.cookies())),
        ...found('console', said.join('\n')),
        ...found('address', asked.join('\n')),
        ...found('journal', JSON.stringify(sandbox.journal.entries())),
        ...found('output', output.said()),
        ...(await strayed()),
        ...(await toldByBroker()),
        // Whose number it is Amazon Connect knows; who the patient is it must never learn.
        ...found('heard by the softphone', heardByCcp()).filter((fact) => !/555[ .-]?01\d\d$/.test(fact)),
      ]
    },
    stop() {
      system.stop()
      output.stop()
    },
  }
}

/**
 * Whatever somebody of the cast could be known by, however it is written: names, birth date, record number; and every
 * number that is kept for fiction. FHIR ids are opaque, and stand in addresses of charts and in the audit.
 */
const patients = new RegExp(
  [
    ...new Set(
      namedCast().flatMap(({ given, family, birthDate, recordNumber }) => [
        String.raw`\b${family}\b`,
        // Shorter ones are words of other things as well: Jun, Ida.
        ...given.filter((name) => name.length > 3).map((name) => String.raw`\b${name}\b`),
        ...writtenDates(birthDate),
        String.raw`(?<![\w.])${recordNumber}(?![\w.])`,
      ]),
    ),
    String.raw`(?<![\w-])(?:\+?1[ .-]?)?(?:\(?[2-9]\d\d\)?[ .-]?)?555[ .-]?01\d\d(?![\w-])`,
  ].join('|'),
  'gi',
)

/** `1980-02-29`, `02/29/1980`, `29.02.1980`, the digits alone, `29 February 1980` and `Feb 29, 1980`. */
function writtenDates(birthDate: string): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const orders = [
    [year, month, day],
    [month, day, year],
    [day, month, year],
  ]
  const long = new Date(`${birthDate}T00:00Z`).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' })
  const name = String.raw`${long.slice(0, 3)}(?:${long.slice(3)})?\.?`
  const [number, comma] = [String.raw`0?${Number(day)}(?:st|nd|rd|th)?`, String.raw`[ ,.-]+`]
  return [
    ...orders.map((parts) => String.raw`(?<!\w)${parts.join('[ /.-]?')}(?!\w)`),
    String.raw`(?<!\w)${[number, name, year].join(comma)}(?!\w)`,
    String.raw`(?<!\w)${[name, number, year].join(comma)}(?!\w)`,
  ]
}

/** As when the shift is over: nobody rings, talks, or waits to be cleared. */
function endContacts({ instance }: Sandbox): void {
  for (const contact of instance.contacts().filter(({ cleared }) => !cleared)) {
    if (isRinging(contact)) instance.miss(contact.contactId)
    else if (isLive(contact)) instance.hangUp(contact.contactId)
    instance.clear(contact.contactId)
  }
}

/** What the pages still show of a patient when the end of the contacts has reached them; given up after 5 s. */
async function shownAfterAll(frames: readonly Frame[], found: (text: string) => string[]): Promise<string[]> {
  const givenUpAt = Date.now() + 5_000
  for (;;) {
    const texts = await Promise.all(frames.map((frame) => ask(frame, shownHere)))
    const left = texts.flatMap(found)
    if (left.length === 0 || Date.now() > givenUpAt) return left
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function shownHere(): string {
  const fields = [...document.querySelectorAll('input, textarea')] as (HTMLInputElement | HTMLTextAreaElement)[]
  return [document.documentElement.outerHTML, ...fields.map(({ value }) => value)].join('\n')
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
