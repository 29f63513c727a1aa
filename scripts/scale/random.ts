/** A stream of numbers from 0 to 1 that is the same for the same seed (mulberry32), so that a table can be checked. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A waiting time with this mean, as between calls that know nothing of each other (Poisson). */
export function exponential(random: () => number, mean: number): number {
  return -mean * Math.log(1 - random())
}

/** A number evenly between two others. */
export function between(random: () => number, least: number, most: number): number {
  return least + random() * (most - least)
}
