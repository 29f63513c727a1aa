import { connectionMoments } from './connection-moments.ts'
import { contactMoments } from './contact-moments.ts'
import { commonFailureMoments } from './failure-moments.ts'
import { findingMoments } from './finding-moments.ts'
import type { Moment } from './moment.ts'
import { openingMoments } from './opening-moments.ts'
import { recordMoments } from './record-moments.ts'
import { waitingMoments } from './waiting-moments.ts'

/** The moments of a call at an ordinary site, in the order in which they come. */
export const moments: readonly Moment[] = [
  ...findingMoments,
  ...recordMoments,
  ...waitingMoments,
  ...commonFailureMoments,
  ...openingMoments,
  ...contactMoments,
  ...connectionMoments,
]
