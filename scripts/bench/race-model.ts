/** One model of which random interleavings are run, in lots that have a seed each. */
export interface RaceModel {
  readonly name: string
  readonly races: number
  readonly atATime: number
  /** What happened in all races so far. */
  readonly tally: Readonly<Record<string, number>>
  readonly check: (seed: number, numRuns: number) => Lot | Promise<Lot>
}

/** How a lot went; `errorInstance` names the rule that broke. */
export interface Lot {
  readonly failed: boolean
  readonly errorInstance: unknown
}
