import type { InstanceSettings } from '../connect-instance/instance-state.ts'

type EventsFault = InstanceSettings['ccpEvents']

/** The snapshots on their way to one page of the CCP. */
export interface SnapshotFeed<Snapshot> {
  /** Takes down what the page knows at first. */
  begin(this: void, snapshot: Snapshot): void
  /** Something changed, and all stands like this now. */
  tell(this: void, snapshot: Snapshot): void
  /** Nothing more is sent. */
  close(this: void): void
}

/** How much later a late snapshot comes; milliseconds. */
const lateMs = 3_000
/** How long until the next poll after one that failed (ccp-streams.md 1.5). */
const afterFailureMs = 5_000
/** Between snapshots that come in a wrong order: enough for a page to draw each. */
const apartMs = 300

/**
 * Sends each snapshot on as Connect would, or as `fault` has it go wrong: three times, late, in a wrong order, with a reload of
 * the page, or not at all.
 *
 * Whatever goes wrong, the last snapshot sent is the true one, for Connect's own polls make everything good in the end. Of
 * those that are missing two of three never come; five seconds after the last of them, all is told as it stands. The old one
 * that comes in a wrong order is as all stood before the changes that came together.
 */
export function snapshotFeed<Snapshot>(way: {
  fault(this: void): EventsFault
  send(this: void, snapshot: Snapshot): void
  reload(this: void): void
}): SnapshotFeed<Snapshot> {
  const { send } = way
  const waiting = new Set<ReturnType<typeof setTimeout>>()
  let settled: Snapshot | null = null
  let lost = 0

  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      waiting.delete(timer)
      act()
    }, ms)
    timer.unref()
    waiting.add(timer)
  }
  const forget = (): void => {
    for (const timer of waiting) clearTimeout(timer)
    waiting.clear()
  }
  const arrive = (snapshot: Snapshot): void => {
    lost = 0
    send(snapshot)
  }

  const ways: Readonly<Record<EventsFault, (snapshot: Snapshot) => void>> = {
    none: arrive,
    duplicate: (snapshot) => {
      for (let time = 0; time < 3; time += 1) send(snapshot)
    },
    late: (snapshot) => later(lateMs, () => send(snapshot)),
    missing: (snapshot) => {
      if (lost === 2) return arrive(snapshot)
      lost += 1
      later(afterFailureMs, () => arrive(snapshot))
    },
    're-ordered': (snapshot) => {
      const old = settled
      send(snapshot)
      if (old !== null) later(apartMs, () => send(old))
      later(2 * apartMs, () => {
        settled = snapshot
        send(snapshot)
      })
    },
    're-init': (snapshot) => {
      send(snapshot)
      later(apartMs, way.reload)
    },
  }

  return {
    begin: (snapshot) => void (settled = snapshot),
    tell(snapshot) {
      const fault = way.fault()
      // Each is the whole state: what comes now stands for all that was still on its way, except where everything is late.
      if (fault !== 'late') forget()
      ways[fault](snapshot)
      if (fault !== 're-ordered') settled = snapshot
    },
    close: forget,
  }
}
