/** What is assumed of a contact centre. Each is a guess that a site replaces by what it measures; times in seconds. */
export const assumptions = {
  /** A busy agent takes a call every five minutes. */
  callsPerAgentHour: 12,
  /** The busiest minutes against the busy hour. */
  peakFactor: 1.5,
  rings: [2, 8],
  /** Connect names the agent some 100 ms after the accept (broker/assigned-contact.ts), at times later. */
  assignedAfter: [0.05, 0.3],
  transferred: 0.1,
  /** Searches after the first: the number found nobody, or a household of strangers. */
  searchedAgain: 0.4,
  searchedAgainAfter: [10, 45],
  looksAtAppointments: 1.5,
  confirmed: 0.9,
  confirmedAfter: [8, 60],
  takenBack: 0.01,
  formats: 2,
  /** How long a request holds its instance of the broker: `quick` asks AWS only, `search` waits for Epic. */
  secondsHeld: { quick: 0.06, search: 0.6 },
} as const

/** DescribeContact's default quota: for all instances of an account in a Region together (facts/security.md). */
export const describeContactQuota = { perSecond: 10, burst: 15 } as const

/**
 * The broker's own memories and pace (broker/live-contact.ts, broker/assigned-contact.ts, broker/connect-pace.ts), in
 * seconds; a test compares them with the code.
 */
export const brokerMemories = {
  unassignedFor: 0.08,
  unassignedInCrowdFor: 0.4,
  assignedFor: 20,
  assignedInCrowdFor: 60,
  pauses: [0.1, 0.1, 0.15, 0.25, 0.4, 0.5],
  mostAskedAgainPerSecond: 5,
  /** `burst` times what a second lets in may be asked at once; in a crowd a question ripens before it waits for its turn. */
  pace: { burst: 1.5, ripensFor: 0.25, waitedAtMost: 2, retryAfter: 2 },
} as const
