/** What is to happen, in the order of time; things may be added while it runs on. */
export interface Agenda<Thing> {
  add(this: void, thing: Thing): void
  /** Takes the next thing; null where there is none. */
  next(this: void): Thing | null
}

/** Slots in a second. Within one the order is that of time; what is added to one that has begun comes after. */
const slotsPerSecond = 100

/** An empty agenda; times are seconds from zero on. */
export function createAgenda<Thing extends { readonly at: number }>(): Agenda<Thing> {
  const slots: (Thing[] | undefined)[] = []
  let current: Thing[] = []
  let slot = -1

  return {
    add(thing) {
      const wanted = Math.max(0, Math.floor(thing.at * slotsPerSecond))
      if (wanted <= slot) current.push(thing)
      else slots[wanted] = [...(slots[wanted] ?? []), thing]
    },
    next() {
      while (current.length === 0) {
        slot += 1
        if (slot >= slots.length) return null
        // The soonest last, where it is taken from; of two at once, who came first.
        current = (slots[slot] ?? []).toSorted((one, other) => one.at - other.at).toReversed()
        slots[slot] = []
      }
      return current.pop() ?? null
    },
  }
}
