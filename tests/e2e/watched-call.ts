import type { Locator, Request, Response } from '@playwright/test'
import type { JournalEntry } from '../../src/sandbox/journal.ts'
import { type Desk, expect } from './desk.ts'
import { type Seen, watchPanel } from './seen-words.ts'

export const walter = '+14145550107'
export const household = '+16085550142'
export const nursingHome = '+16085550190'

/** The people of each number, and how it is written; whoever is not of the number that called is of another contact. */
const people: Readonly<Record<string, string>> = {
  [walter]: 'Nguyen',
  [household]: 'Kessler|Brandt',
  [nursingHome]: 'Abbott',
}
const asWritten: Readonly<Record<string, string>> = {
  [walter]: '(414) 555-0107',
  [household]: '(608) 555-0142',
  [nursingHome]: '(608) 555-0190',
}

/** What has to come of a call on which something goes wrong. */
export interface WatchedCall {
  readonly number: string
  /** How it comes to be on the line, where it does not just ring and is accepted; answers the contact's id. */
  readonly take?: () => Promise<string>
  /** The number of a call that stands there as this one comes: its people show under their own number alone, and until then. */
  readonly after?: string
  /** What the agent is to see, within eight seconds of the accept. */
  readonly sees: Locator
  /** How each search of the call came out, as the audit has them: all of them, in their order. */
  readonly audited: readonly string[]
  /** Whether no event can be written, because there is no broker within reach or it cannot write. */
  readonly isUnwritten?: boolean
  /** Whether the broker decides and writes as ever, and the page may not read what it answers. */
  readonly isUnheard?: boolean
  /** Whether nobody of this number may show either. */
  readonly isUnshown?: boolean
  /** Whether it is right to say that nobody is shown: whoever may not be seen is answered like who is not there (R23). */
  readonly isCalledNobody?: boolean
  /** What more holds once the agent sees it, of all that was written until then. */
  readonly also?: (written: readonly JournalEntry[]) => Promise<void> | void
  /** What the agent does after that. */
  readonly goesOn?: () => Promise<void>
}

/** How long after the accept the sentence may come: eight seconds, and what a machine that many share may add. */
const longestMs = 10_000

/**
 * Takes a call and looks for what holds in every row of the table of faults: the right sentence, in time; one event for one
 * request; a softphone that goes on; and at no moment, however short, anything of another contact or the word that nobody is there.
 */
export async function takeWatchedCall(desk: Desk, call: WatchedCall): Promise<void> {
  const { sandbox, panel } = desk
  const seen = await watchPanel(desk.page)
  const written: JournalEntry[] = []
  const stop = sandbox.journal.subscribe((entry) => written.push(entry))
  const answered = watchAnswers(desk, call.isUnheard === true)
  const contactId = await (call.take?.() ?? desk.takeCall(call.number))

  await expect
    .poll(() => call.sees.isVisible(), { message: String(call.sees), intervals: [100], timeout: 20_000 })
    .toBe(true)
  expect(Date.now() - (sandbox.instance.contact(contactId).acceptedAt ?? 0)).toBeLessThan(longestMs)
  expect(await panel.innerText()).not.toMatch(/https?:|localhost|Bearer|[<{]|at \w+ \(/)
  await expect.poll(() => outcomes(desk, contactId)).toEqual(call.audited)
  // One event for one request, and none that nobody asked for.
  const events = () => written.flatMap(({ party, event }) => (party === 'broker' ? [event] : []))
  const due = () => (call.isUnwritten === true ? [] : [...answered.operations].sort())
  await expect(() => expect(events().sort()).toEqual(due())).toPass({ timeout: 10_000 })
  answered.stop()
  stop()
  await call.also?.(written)

  await holds(desk)
  const shown = await seen()
  await call.goesOn?.()
  await desk.endCall()
  const own = ofThisCall(await seen(), call)
  expect(own.before.filter(({ words }) => wrongWords(call.after ?? '', call).test(words))).toEqual([])
  for (const { words } of own.now) expect(words).not.toMatch(wrongWords(call.number, call))
  if (call.isUnshown !== true) return
  for (const { words } of shown) expect(words).not.toMatch(new RegExp(people[call.number] ?? '', 'i'))
}

/** What was seen of the call before, as long as its number stood there, and all that was seen from then on. */
function ofThisCall(seen: readonly Seen[], { after = '' }: WatchedCall) {
  const isBefore = ({ caller }: Seen) => caller !== '' && caller === asWritten[after]
  const begins = seen.findIndex((one) => !isBefore(one))
  return { before: seen.slice(0, begins), now: seen.slice(begins) }
}

function wrongWords(number: string, { isCalledNobody }: WatchedCall): RegExp {
  const others = Object.keys(people).flatMap((one) => (one === number ? [] : (people[one] ?? [])))
  return new RegExp(
    [...others, ...(isCalledNobody === true ? [] : ['nobody', 'no patient', 'not found'])].join('|'),
    'i',
  )
}

/** The softphone is the agent's: it holds the call, and says so. */
export async function holds(desk: Desk): Promise<void> {
  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
}

/** The outcomes of this contact's searches so far, oldest first. */
export function outcomes(desk: Desk, contactId: string): string[] {
  return desk
    .audited('search')
    .filter(({ facts }) => facts['contactId'] === contactId)
    .map(({ facts }) => String(facts['outcome']))
}

const operations: Readonly<Record<string, string>> = {
  '/token': 'token',
  '/fhir/R4/Patient/_search': 'search',
  '/fhir/R4/Appointment/_search': 'appointments',
}

/**
 * What the broker is asked by the page from now on, by the name that its audit has for it: what it answers, and what the page
 * itself gives up, which is written all the same, as is what it may not read where `isUnheard`.
 */
function watchAnswers(
  { page, sandbox }: Desk,
  isUnheard: boolean,
): { readonly operations: readonly string[]; stop(this: void): void } {
  const asked: string[] = []
  const note = (request: Request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin !== sandbox.origins.broker || request.method() !== 'POST') return
    asked.push(operations[pathname] ?? pathname)
  }
  const onResponse = (response: Response) => note(response.request())
  const onFailure = (request: Request) => {
    const reason = request.failure()?.errorText
    if (reason === 'net::ERR_ABORTED' || (isUnheard && reason === 'net::ERR_FAILED')) note(request)
  }
  page.on('response', onResponse).on('requestfailed', onFailure)
  return {
    operations: asked,
    stop: () => void page.off('response', onResponse).off('requestfailed', onFailure),
  }
}
