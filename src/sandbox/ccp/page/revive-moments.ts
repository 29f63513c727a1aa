import type { AgentUpdate } from '../agent-update.ts'

const MOMENTS = new Set(['timestamp', 'startTimestamp', 'queueTimestamp', 'snapshotTimestamp', 'timeStamp'])

/** Reads an update as the server sends it, its moments turned from epoch milliseconds into the Dates Streams needs. */
export function reviveMoments(json: string): AgentUpdate<Date> {
  return JSON.parse(json, revive) as AgentUpdate<Date>
}

function revive(key: string, value: unknown): unknown {
  return MOMENTS.has(key) && typeof value === 'number' ? new Date(value) : value
}
