import { goneFrom } from '../../gone-from.ts'
import { badGatewayPage, gatewayTimeoutPage, serverErrorPage, unavailablePage } from '../iis-pages.ts'
import type { EpicFault, Meeting } from './epic-fault.ts'
import { passed } from './passed.ts'

const notReached = '“Epic cannot be reached”, and trying again'
const tooSlow = '“Epic took too long” after eight seconds at most'

/** What keeps an answer from coming, or from coming in time. */
export const outOfReach = {
  down: { at: 'everything', title: 'Down (503)', sees: notReached, play: unavailablePage },
  'server-error': { at: 'data', title: 'Internal error (500)', sees: notReached, play: serverErrorPage },
  'bad-gateway': { at: 'data', title: 'A proxy’s page with 502', sees: notReached, play: badGatewayPage },
  'gateway-timeout': { at: 'data', title: 'A proxy’s page with 504', sees: notReached, play: gatewayTimeoutPage },
  reset: { at: 'data', title: 'Breaks the connection off', sees: notReached, play: ({ cut }) => cut() },
  'half-body': {
    at: 'data',
    title: 'Breaks off in the middle of the answer',
    sees: notReached,
    play: async ({ answer, cut }) => streamed(await answer(), (text, to) => halfOf(text, to, cut)),
  },
  'slow-3s': {
    at: 'data',
    title: 'Answers after 3 s',
    sees: '“Searching Epic”, “Still searching Epic”, then the patients',
    play: async ({ answer, signal }) => {
      await passed(3_000, signal)
      return answer()
    },
  },
  'slow-10s': {
    at: 'data',
    title: 'Answers after 10 s',
    sees: `${tooSlow}; what comes later is not shown`,
    play: async ({ answer, signal }) => {
      await passed(10_000, signal)
      return answer()
    },
  },
  never: { at: 'everything', title: 'Never answers', sees: tooSlow, play: silence },
  drip: {
    at: 'data',
    title: 'Answers by the drop',
    sees: tooSlow,
    play: async ({ answer, signal }) => streamed(await answer(), (text, to) => drops(text, to, signal)),
  },
} as const satisfies Record<string, EpicFault>

async function silence({ signal }: Meeting): Promise<Response> {
  await goneFrom(signal)
  // Nobody reads this: the client has gone. 499 is what web servers log for it.
  return new Response(null, { status: 499 })
}

type Writer = ReadableStreamDefaultController<Uint8Array>

/** The answer with its own head, and a body that is written as `write` wants it. */
async function streamed(
  answer: Response,
  write: (text: Uint8Array, to: Writer) => void | Promise<void>,
): Promise<Response> {
  const text = new Uint8Array(await answer.arrayBuffer())
  const body = new ReadableStream<Uint8Array>({ start: (to) => void write(text, to) })
  return new Response(body, { status: answer.status, headers: answer.headers })
}

async function halfOf(text: Uint8Array, to: Writer, cut: Meeting['cut']): Promise<void> {
  to.enqueue(text.slice(0, Math.floor(text.length / 2)))
  // A moment, so that the half arrives before the line is cut.
  await new Promise((resolve) => setTimeout(resolve, 20))
  cut()
}

async function drops(text: Uint8Array, to: Writer, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < text.length && !signal.aborted; at += 1) {
    to.enqueue(text.slice(at, at + 1))
    await passed(400, signal)
  }
}
