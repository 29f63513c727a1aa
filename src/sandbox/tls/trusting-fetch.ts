import { Agent, fetch as fetchOfUndici } from 'undici'

/**
 * A `fetch` that trusts this authority, and no other. Names and dates are verified as Node's own `fetch` does, which before
 * Node 22.19 can be told of an authority only when the process starts. Rejects as that does: a `TypeError`, whose cause says why.
 *
 * @param authority its certificate, in PEM.
 */
export function trustingFetch(authority: string): typeof fetch {
  const dispatcher = new Agent({ connect: { ca: authority } })
  // Node's own is the same one, under types of its own.
  const ask = fetchOfUndici as unknown as (input: unknown, init: unknown) => Promise<Response>
  return (input, init) => ask(input, { ...init, dispatcher })
}
