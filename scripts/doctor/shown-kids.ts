import * as v from 'valibot'
import { jsonOf, type LookAt } from './look.ts'

const keySet = v.object({ keys: v.array(v.object({ kid: v.string() })) })

/** The ids of the keys that a broker shows; null where there is none, or it shows no key set. */
export async function shownKids(brokerUrl: string | undefined, lookAt: LookAt): Promise<readonly string[] | null> {
  if (brokerUrl === undefined) return null
  const seen = await lookAt(`${brokerUrl}/.well-known/jwks.json`)
  const set = seen.kind === 'answered' ? v.safeParse(keySet, jsonOf(seen.text)) : null
  return set?.success === true ? set.output.keys.map(({ kid }) => kid) : null
}
