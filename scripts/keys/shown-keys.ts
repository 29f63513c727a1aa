import * as v from 'valibot'
import type { ShownKeys } from '../../src/smart/key-rotation.ts'
import { CommandError } from './command.ts'

const keySet = v.object({
  keys: v.pipe(v.array(v.object({ kid: v.string(), alg: v.optional(v.string()) })), v.minLength(1), v.maxLength(2)),
})

/** Where nothing says how long a key set may be kept, Epic keeps it so long (facts/epic.md 2.2). */
const longestKeptS = 29 * 60 * 60
/** A broker of several processes may show two sets while it restarts. */
const looks = 5

/**
 * Reads which keys the broker at `brokerUrl` shows. Asks five times: throws `CommandError` where two answers differ,
 * or where there is no broker's key set.
 */
export async function readShownKeys(brokerUrl: string): Promise<ShownKeys> {
  const url = `${brokerUrl.replace(/\/+$/, '')}/.well-known/jwks.json`
  if (!URL.canParse(url)) throw new CommandError('--url wants the public URL of the broker.')

  const shown: ShownKeys[] = []
  for (let look = 0; look < looks; look += 1) shown.push(await readOnce(url))
  const [first] = shown
  if (first === undefined || shown.some(({ signing, other }) => signing !== first.signing || other !== first.other)) {
    throw new CommandError(
      'The processes of the broker do not show the same keys yet: restart all, then run this again.',
    )
  }
  return first
}

async function readOnce(url: string): Promise<ShownKeys> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) }).catch((cause: unknown) => {
    throw new CommandError(`Nothing answers at ${url}.`, { cause })
  })
  const body: unknown = await answer.json().catch(() => null)
  const parsed = v.safeParse(keySet, body)
  if (!answer.ok || !parsed.success) throw new CommandError(`There is no key set of a broker at ${url}.`)

  const [signing, other] = parsed.output.keys
  const seconds = /\bmax-age=(\d+)/i.exec(answer.headers.get('cache-control') ?? '')?.[1] ?? longestKeptS
  return { signing: signing?.kid ?? '', other: other?.kid ?? null, keptForMs: Number(seconds) * 1_000 }
}
