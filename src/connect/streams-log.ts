/** Streams' own log, in this page. */

/**
 * Drops the entries that Streams keeps to be sent to Amazon: in a page that embeds the CCP nobody ever sends them, because
 * that is done by the CCP, which got each of them as it was written. Streams 2.28.2 lets them grow for as long as the page
 * lives, four for each contact; the log that `connect.getLog()` shows and downloads is another list, and stays.
 *
 * The lists are no part of Streams' interface. Where another version has none, nothing happens.
 */
export function dropSentEntries(log: object = connect.getLog()): void {
  for (const name of ['_serverBoundInternalLogs', '_logsToPush']) {
    const entries: unknown = Reflect.get(log, name)
    if (Array.isArray(entries)) entries.length = 0
  }
}
