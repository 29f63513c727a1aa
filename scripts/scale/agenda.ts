/** What is to happen, in the order of time; things may be added while it runs on. */
export interface Agenda<Thing> {
  add(this: void, thing: Thing): void
  /** Takes the next thing; null where there is none. */
  next(this: void): Thing | null
}

/** Slots in a second. Within one the order is that of time; what is added to one that has begun comes at once. */
const slotsPerSecond = 100

/** An empty agenda; times are seconds from zero on. */
export function createAgenda<Thing extends { readonly at: number }>(): Agenda<Thing> {
  const slots = new Map<number, Thing[]>()
  let current: Thing[] = []
  let slot = -1

  return {
    add(thing) {
      const wanted = Math.max(0, Math.floor(thing.at * slotsPerSecond))
      const things = wanted <= slot ? current : slots.get(wanted)
      if (things === undefined) slots.set(wanted, [thing])
      else things.push(thing)
    },
    next() {
      while (current.length === 0) {
        if (slots.size === 0) return null
        slot += 1
        const things = slots.get(slot)
        if (things === undefined) continue
        // The soonest last, where it is taken from; of two at once, who came first.
        current = things.toSorted((one, other) => one.at - other.at).toReversed()
        slots.delete(slot)
      }
      return current.pop() ?? null
    },
  }
}
