/** What `read` answers, or null where the contact lacks it: Streams throws on absent parts of a contact. */
export function attempt<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}
