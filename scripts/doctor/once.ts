/** Does something the first time it is asked for; whoever asks later gets the same outcome. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let outcome: Promise<T> | null = null
  return () => {
    outcome ??= work()
    return outcome
  }
}
