/** What a broker's key set shows: the kid of the key that signs stands first (`jwk-set.ts`), the other one's second. */
export interface ShownKeys {
  readonly signing: string
  readonly other: string | null
  /** How long a reader may keep what it shows, in milliseconds. */
  readonly keptForMs: number
}

/** A rotation that was begun. Times are milliseconds since 1970, null before it was seen. */
export interface Rotation {
  readonly oldKid: string
  readonly newKid: string
  /** When the new key was first seen shown. */
  readonly publishedAt: number | null
  /** When the new one was first seen signing. */
  readonly switchedAt: number | null
}

/** What is to be done next. `until` is when waiting is over. */
export type RotationStep =
  | { readonly kind: 'publish' }
  | { readonly kind: 'wait-for-readers'; readonly until: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'wait-for-assertions'; readonly until: number }
  | { readonly kind: 'remove' }
  | { readonly kind: 'done' }
  | { readonly kind: 'another-key' }

/** An assertion lives 240 s, and Epic may look its key up once more: five minutes (facts/epic.md 2.2). */
const assertionsLiveMs = 5 * 60_000

/**
 * The rotation with the times of what is seen now for the first time. A time that is known stays, but where a step was
 * taken back it has to be waited for again.
 */
export function noteRotation(rotation: Rotation, shown: ShownKeys, now: number): Rotation {
  const { oldKid, newKid, publishedAt, switchedAt } = rotation
  const isSwitched = shown.signing === newKid
  const isPublished = isSwitched || (shown.signing === oldKid && shown.other === newKid)
  return {
    ...rotation,
    publishedAt: isPublished ? (publishedAt ?? now) : null,
    switchedAt: isSwitched ? (switchedAt ?? now) : null,
  }
}

/**
 * The next step of a rotation, by what the broker shows: publish the new key, wait until whoever keeps the set has read
 * it anew, switch, wait until no assertion of the old key is on its way, remove the old one.
 *
 * Tells the same thing however often it is asked; a step is over when the broker shows that it was done.
 *
 * @see facts/epic.md 2.2
 */
export function nextStep(rotation: Rotation, shown: ShownKeys, now: number): RotationStep {
  const { oldKid, newKid, publishedAt, switchedAt } = rotation
  if (shown.signing === newKid) {
    if (shown.other !== oldKid) return { kind: 'done' }
    const until = (switchedAt ?? now) + assertionsLiveMs
    return now < until ? { kind: 'wait-for-assertions', until } : { kind: 'remove' }
  }
  if (shown.signing !== oldKid) return { kind: 'another-key' }
  if (shown.other !== newKid) return { kind: 'publish' }
  const until = (publishedAt ?? now) + shown.keptForMs
  return now < until ? { kind: 'wait-for-readers', until } : { kind: 'switch' }
}
