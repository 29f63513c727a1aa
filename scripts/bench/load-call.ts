import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { widgetOrigin } from './broker-in-memory.ts'
import type { LoadCall } from './played-connect.ts'

/** What a call of load.ts needs of the world around it. */
export interface LoadWorld {
  readonly calls: Map<string, LoadCall>
  /** The access token of each agent. */
  readonly tokens: readonly string[]
  /** Numbers that patients have, E.164. */
  readonly numbers: readonly string[]
  ask(this: void, request: Request): Promise<Response>
}

/** How one call went. */
export interface CallFigures {
  /** From the accept to the candidates, in milliseconds. */
  readonly foundAfterMs: number
  /** How often the broker said 409 or 429 with `Retry-After`. */
  readonly toldToWait: number
  /** `late`: not answered in a minute; `wrong`: answered otherwise than asked, or with somebody who has not the number. */
  readonly end: 'well' | 'late' | 'wrong'
}

const ringsForMs = 4_000
const typedAfterMs = 8_000
const talkedForMs = 20_000
const longestMs = 60_000
let rung = 0

/** One call of one agent, asked for as the widget asks: ahead while it rings, then token, search and confirmation. */
export async function playCall(world: LoadWorld, random: () => number): Promise<CallFigures> {
  const agent = rung % world.tokens.length
  rung += 1
  const number = world.numbers[Math.floor(random() * world.numbers.length)] ?? ''
  const call: LoadCall = { contactId: randomUUID(), agent, number, acceptedAt: null, endedAt: null }
  world.calls.set(call.contactId, call)
  const desk = openDesk(world, call)

  const ahead = await desk.token(true)
  await pause(ringsForMs * (0.5 + random()))
  call.acceptedAt = Date.now()
  const found = await desk.find(ahead)
  const foundAfterMs = Date.now() - call.acceptedAt

  await pause(typedAfterMs)
  const end = typeof found === 'string' ? found : await desk.confirm(found)
  await pause(talkedForMs - typedAfterMs)
  call.endedAt = Date.now()
  return { foundAfterMs, toldToWait: desk.toldToWait(), end }
}

interface Found {
  readonly token: string
  readonly patient: string
}

function openDesk({ ask, tokens }: LoadWorld, { contactId, agent, number }: LoadCall) {
  const bearer = tokens[agent] ?? ''
  let toldToWait = 0

  const post = (path: string, token: string, body: string, type: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, origin: widgetOrigin }
    return ask(new Request(`http://127.0.0.1:2${path}`, { method: 'POST', headers, body }))
  }
  const postJson = (path: string, token: string, body: unknown) =>
    post(path, token, JSON.stringify(body), 'application/json')

  /** Waits as it is told to, and asks again, for a minute. */
  const untilAnswered = async (attempt: () => Promise<Response | null>): Promise<Response | 'late' | 'wrong'> => {
    for (const from = Date.now(); Date.now() - from < longestMs; ) {
      const answer = await attempt()
      if (answer?.ok === true) return answer
      const wait = Number(answer?.headers.get('retry-after') ?? Number.NaN)
      if (answer !== null && (![409, 429].includes(answer.status) || Number.isNaN(wait))) return 'wrong'
      toldToWait += 1
      await pause(Number.isNaN(wait) ? 500 : wait * 1_000)
    }
    return 'late'
  }

  const token = async (ahead: boolean): Promise<string | null> => {
    const answer = await postJson('/token', bearer, { contactId, ...(ahead && { ahead }) })
    const { access_token } = (await answer.json()) as { readonly access_token?: string }
    return access_token ?? null
  }

  return {
    token,
    toldToWait: () => toldToWait,

    /** Searches by the call's number; the first who has it. `wrong` where nobody has, or one stands there who has not. */
    async find(ahead: string | null): Promise<Found | 'late' | 'wrong'> {
      let held = ahead
      const answer = await untilAnswered(async () => {
        held ??= await token(false)
        if (held === null) return null
        const search = new URLSearchParams({ telecom: number }).toString()
        return post('/fhir/R4/Patient/_search', held, search, 'application/x-www-form-urlencoded')
      })
      if (typeof answer === 'string' || held === null) return typeof answer === 'string' ? answer : 'wrong'
      const bundle = (await answer.json()) as fhir4.Bundle<fhir4.Patient>
      const patients = (bundle.entry ?? []).flatMap(({ resource }) =>
        resource?.resourceType === 'Patient' ? [resource] : [],
      )
      const haveIt = patients.filter(({ telecom = [] }) =>
        telecom.some(({ value = '' }) => digitsOf(value) === digitsOf(number)),
      )
      const [first] = haveIt
      return first?.id === undefined || haveIt.length < patients.length ? 'wrong' : { token: held, patient: first.id }
    },

    async confirm({ token: held, patient }: Found): Promise<CallFigures['end']> {
      const body = { patient, contactId, verified: ['birth-date', 'name'] }
      const answer = await untilAnswered(() => postJson('/confirmation', held, body))
      return typeof answer === 'string' ? answer : 'well'
    },
  }
}

function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '').slice(-10)
}
