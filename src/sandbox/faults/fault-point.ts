/** One thing that goes wrong, in the words of the control room; `sees` is what the agent should then see. */
export interface FaultWords {
  readonly title: string
  readonly sees: string
}

/** A place where things go wrong, one at a time. */
export interface FaultPoint {
  readonly party: string
  readonly faults: Readonly<Record<string, FaultWords>>
  /** The names of the faults under headings, where there are many. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** Why nothing can go wrong there in this sandbox; null where it can. */
  readonly missing: string | null
  /** The name of what goes wrong now, `none` for nothing. */
  now(this: void): string
  /** Lets this go wrong from now on in place of anything else there; whatever is no name of `faults` is nothing. */
  turn(this: void, name: string): void | Promise<void>
}

/** A place that reads and sets its fault itself. Without `groups` its faults stand under no heading. */
export function faultPoint<Name extends string>(
  party: string,
  faults: Readonly<Record<Name, FaultWords>>,
  at: { now(this: void): Name | 'none'; turn(this: void, name: Name | 'none'): void | Promise<void> },
  groups: FaultPoint['groups'] = { '': Object.keys(faults) },
): FaultPoint {
  const isName = (name: string): name is Name => Object.hasOwn(faults, name)
  return { party, faults, groups, missing: null, now: at.now, turn: (name) => at.turn(isName(name) ? name : 'none') }
}

/** A place that this sandbox has not. */
export function missingPoint(party: string, faults: FaultPoint['faults'], missing: string): FaultPoint {
  return { party, faults, groups: { '': Object.keys(faults) }, missing, now: () => 'none', turn: () => undefined }
}
