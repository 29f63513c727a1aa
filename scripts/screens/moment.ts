import type { Stage } from './stage.ts'

/** One thing an agent sees, in whichever language. `play` ends when it stands on the screen. */
export interface Moment {
  readonly name: string
  play(this: void, stage: Stage): Promise<unknown>
}
