/** What does not work within a frame of Hyperspace, and what to do instead. */
export const framedEn = {
  logIn: {
    title: 'Log in to the softphone outside of this frame',
    body: 'A frame may not open the log-in window of Amazon Connect. Log in to Amazon Connect in a tab of the same browser, then open this panel again; or have it opened beside Hyperspace.',
  },
  chart: {
    title: 'The chart cannot be opened from this frame',
    body: 'The confirmation is recorded. Copy the record number and open the patient in Hyperspace.',
  },
}
