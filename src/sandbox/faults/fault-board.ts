import type { FaultPoint, FaultWords } from './fault-point.ts'

/** Something that cannot go wrong here; the message says what can. */
export class FaultError extends Error {
  override readonly name = 'FaultError'
}

/** A place where things go wrong, as the control room shows it. */
export interface ShownFaultPoint {
  readonly name: string
  readonly party: string
  readonly missing: string | null
  readonly faults: readonly (FaultWords & { readonly name: string; readonly group: string })[]
  /** The name of what goes wrong there now, `none` for nothing. */
  readonly now: string
}

/** All that can go wrong in one sandbox, and what does now. */
export interface FaultBoard {
  shown(this: void): readonly ShownFaultPoint[]
  /** What goes wrong now, as `epic/truncated`. */
  now(this: void): readonly string[]
  /**
   * From now on exactly these go wrong, each as `place/fault`; nothing for an empty list, which is back to normal.
   *
   * Rejects with `FaultError` for what is not there, or for two at one place; then nothing is changed.
   */
  turn(this: void, on: readonly string[]): Promise<void>
}

/** A board over these places, by their names. */
export function createFaultBoard(points: Readonly<Record<string, FaultPoint>>): FaultBoard {
  const places = Object.entries(points)
  return {
    shown: () =>
      places.map(([name, point]) => ({
        name,
        party: point.party,
        missing: point.missing,
        faults: Object.entries(point.groups).flatMap(([group, names]) => shownGroup(point, group, names)),
        now: point.now(),
      })),
    now: () => places.flatMap(([name, point]) => (point.now() === 'none' ? [] : [`${name}/${point.now()}`])),
    async turn(on) {
      const asked = new Map<string, string>()
      for (const fault of on) {
        const [place = '', name = ''] = fault.split('/')
        refuse(points, place, name)
        if (asked.has(place)) throw new FaultError(`Only one thing can go wrong at ${place}.`)
        asked.set(place, name)
      }
      for (const [name, point] of places) await point.turn(asked.get(name) ?? 'none')
    },
  }
}

function shownGroup({ faults }: FaultPoint, group: string, names: readonly string[]): ShownFaultPoint['faults'] {
  return names.flatMap((name) => {
    const words = faults[name]
    return words === undefined ? [] : [{ name, group, title: words.title, sees: words.sees }]
  })
}

function refuse(points: Readonly<Record<string, FaultPoint>>, place: string, name: string): void {
  const point = Object.hasOwn(points, place) ? points[place] : undefined
  if (point === undefined) throw new FaultError(`Things go wrong at ${Object.keys(points).join(', ')}.`)
  if (!Object.hasOwn(point.faults, name)) {
    throw new FaultError(`What can go wrong at ${place}: ${Object.keys(point.faults).join(', ')}.`)
  }
  if (point.missing !== null) throw new FaultError(point.missing)
}
