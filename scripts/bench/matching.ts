import { identifyCaller } from '../../src/call/identify-caller.ts'
import type { Contact } from '../../src/domain/contact.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import type { PatientSearch } from '../../src/domain/patient-search.ts'
import type { SearchPatients } from '../../src/domain/ports.ts'
import { emptyDraft, planSearch, searchByNumber } from '../../src/domain/search-plan.ts'
import type { SitePolicy } from '../../src/domain/site-policy.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Bench, type Row, rounded } from './bench.ts'
import { readAnswer } from './mistaken-identity.ts'
import { epicToken, noWidget } from './played-epic.ts'
import { callOf, mishaps, type PlayedCall, seeded } from './played-calls.ts'

const size = 10_000
const callsEach = 500
const today = '2026-11-24'
const recordNumbers = { system: 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14', label: 'Record number' }

type Known = 'number' | 'number+birthDate' | 'name+birthDate'

/** How one kind of site lets its calls be looked up. */
interface Site {
  readonly policy: SitePolicy
  readonly search: SearchPatients<AbortSignal>
}

/** What is put to Epic with what is known of a call; else which fields the form asks the agent for, and nothing is searched. */
type Request = PatientSearch | { readonly by: 'nothing'; readonly askedFor: string }

/** What came of one call: the place of the one who was meant, counted from 0, or null; and who stood alone in their place. */
interface Outcome {
  /** What the form asks for in place of a search; empty where Epic was searched. */
  readonly askedFor: string
  readonly place: number | null
  readonly isTooMany: boolean
  readonly opens: 'meant' | 'another' | 'nobody'
  /** Somebody else is the only one who agrees with the birth date. */
  readonly isWrongAlone: boolean
  /** A warning that another may be meant stands there, or the name is said to be another: the agent does not open by one press. */
  readonly isFlagged: boolean
}

/**
 * How well those who call are found: the domain, `call/` and `fhir/` as they ship, against the played Epic.
 *
 * `first1`, `first3`, `first10`: how often the one who is meant stands among the first rows. `opens`: how often Enter opens
 * them. `wrongAlone`: how often somebody else is the only one who agrees with the birth date; `wrongUnflagged`: where nothing
 * but the name on the button says so. `searched`: how often Epic was asked at all. A site without phone search asks nothing
 * by a number, or by a number and a birth date: nobody is among the first rows, and `askedFor` is what the form asks for.
 */
export const matching: Bench = {
  name: 'matching',
  says: `${callsEach} calls of each kind, ${size} patients: shares of the first rows; wrongAlone: calls where another alone agrees`,
  async *run() {
    const people = makePeople({ size })
    const sandbox = await startSandbox({ ports: 'free', people, widget: noWidget })
    try {
      for (const phoneSearch of ['allowed', 'refused'] as const) {
        const site = await siteWith(sandbox, phoneSearch)
        for (const known of ['number', 'number+birthDate', 'name+birthDate'] as const) {
          for (const [error, calls] of callsFor(known, people)) {
            const outcomes: Outcome[] = []
            for (const call of calls) outcomes.push(await play(call, known, site))
            yield rowOf({ phoneSearch, known, errors: error === 'none' ? 0 : 1, error }, outcomes)
          }
        }
      }
    } finally {
      await sandbox.close()
    }
  },
}

/** The same patients call at every run; those to whom a mishap cannot happen are passed over. */
function callsFor(known: Known, people: readonly fhir4.Patient[]): [string, PlayedCall[]][] {
  const names = Object.keys(mishaps).filter((name) => {
    const isOfDate = name === 'day and month swapped' || name === 'digits transposed'
    return name === 'none' || known === 'name+birthDate' || (known === 'number+birthDate' && isOfDate)
  })
  const rows = names.map((name): [string, PlayedCall[]] => [name, draw(people, known, name)])
  return known === 'number+birthDate' ? [...rows, ['number of somebody else', recycled(people)]] : rows
}

function draw(people: readonly fhir4.Patient[], known: Known, mishap: string): PlayedCall[] {
  const random = seeded(7)
  const calls: PlayedCall[] = []
  for (let tried = 0; calls.length < callsEach && tried < people.length * 3; tried += 1) {
    const patient = people[Math.floor(random() * people.length)]
    const call = patient === undefined ? null : callOf(patient)
    if (patient === undefined || call === null || (known !== 'name+birthDate' && call.number === null)) continue
    const played = mishaps[mishap]?.(call, patient, random) ?? null
    if (played !== null) calls.push(played)
  }
  return calls
}

/** Numbers change hands: the one who calls has a number that another's record still holds. */
function recycled(people: readonly fhir4.Patient[]): PlayedCall[] {
  const callers = draw(people, 'number+birthDate', 'none')
  return callers.map((call, index) => ({ ...call, number: callers[(index + 1) % callers.length]?.number ?? null }))
}

async function play(call: PlayedCall, known: Known, { policy, search }: Site): Promise<Outcome> {
  const contact = contactOf(call)
  const request = requestFor(call, known, contact, policy)
  if (request.by === 'nothing') return { ...nobody, isTooMany: false, askedFor: request.askedFor }
  const answer = await identifyCaller(search, contact, { id: 'q1', search: request }, AbortSignal.timeout(10_000))
  if (answer.kind !== 'found') return { ...nobody, isTooMany: answer.kind === 'too-many' }

  const isNamed = known === 'name+birthDate'
  const said = {
    birthDate: known === 'number' ? null : call.birthDate,
    given: isNamed ? call.given : null,
    family: isNamed ? call.family : null,
  }
  const { rows, choice, alone, isFlagged } = readAnswer(answer.patients, said, contact.ani, today)
  const place = rows.findIndex(({ patient }) => patient.id === call.meant)
  return {
    askedFor: '',
    place: place < 0 ? null : place,
    isTooMany: false,
    opens: choice.kind !== 'open' ? 'nobody' : choice.patient.id === call.meant ? 'meant' : 'another',
    isWrongAlone: alone !== null && alone.id !== call.meant,
    isFlagged,
  }
}

const nobody = { askedFor: '', place: null, opens: 'nobody', isWrongAlone: false, isFlagged: false } as const

/** What the widget asks: by number on accept where the site has it so, else what the form makes of what is known. */
function requestFor(call: PlayedCall, known: Known, contact: Contact, policy: SitePolicy): Request {
  const byNumber = searchByNumber(contact, policy)
  if (known !== 'name+birthDate' && typeof byNumber !== 'string') return byNumber

  const draft = {
    ...emptyDraft,
    ...(known === 'name+birthDate' ? { given: call.given, family: call.family } : {}),
    ...(known === 'number' ? {} : { birthDate: call.birthDate }),
  }
  const { requests, missing } = planSearch(draft, contact, policy, 'month-first', today)
  return requests[0] ?? { by: 'nothing', askedFor: missing.join(' ') }
}

function contactOf({ number }: PlayedCall): Contact {
  return {
    contactId: 'bench',
    initialContactId: 'bench',
    channel: 'voice',
    direction: 'inbound',
    ani: number === null ? { kind: 'withheld', reason: 'anonymous' } : { kind: 'number', e164: number },
    queue: null,
    attributes: {},
  }
}

/** Epic is asked in this process, with a token of its own: the network is no part of what is measured. */
async function siteWith(sandbox: Sandbox, phoneSearch: SitePolicy['phoneSearch']): Promise<Site> {
  const policy: SitePolicy = {
    phoneSearch,
    phoneFormats: ['dashed', 'e164'],
    country: 'US',
    recordNumberSystems: [recordNumbers],
    outboundLookup: 'refused',
    searchSets: ['name-and-birth-date', 'record-number'],
    verification: ordinaryVerification,
    emergency: 'refused',
    otherChannels: 'refused',
    ownNumbers: [],
  }
  const { epic, origins } = sandbox
  epic.site.phoneSearch = phoneSearch
  const accessToken = await epicToken(sandbox)
  const client = createFhirClient({
    baseUrl: `${origins.epic}/interconnect/api/FHIR/R4`,
    accessToken,
    fetch: async (input, init) => epic.app.request(input, init),
  })
  const search: SearchPatients<AbortSignal> = async (_contactId, search, signal) => {
    try {
      return await searchPatients(client, search, policy, signal)
    } catch (error) {
      // As the facade answers it: whom an agent may not see is nobody (R23).
      if (isIntegrationError(error) && error.code === 'epic-restricted') return { kind: 'none' }
      throw error
    }
  }
  return { policy, search }
}

function rowOf(facts: Readonly<Record<string, string | number>>, outcomes: readonly Outcome[]): Row {
  const share = (isOne: (outcome: Outcome) => boolean) => rounded(outcomes.filter(isOne).length / outcomes.length, 4)
  const within = (rows: number) => share(({ place }) => place !== null && place < rows)
  const wrong = outcomes.filter(({ isWrongAlone }) => isWrongAlone)
  const askedFor = [...new Set(outcomes.map((outcome) => outcome.askedFor))].filter(Boolean).join(', ')
  return {
    bench: 'matching',
    ...facts,
    searched: share((outcome) => outcome.askedFor === ''),
    ...(askedFor === '' ? {} : { askedFor }),
    first1: within(1),
    first3: within(3),
    first10: within(10),
    opens: share(({ opens }) => opens === 'meant'),
    tooMany: share(({ isTooMany }) => isTooMany),
    wrongAlone: wrong.length,
    wrongUnflagged: wrong.filter(({ isFlagged }) => !isFlagged).length,
    n: outcomes.length,
  }
}
