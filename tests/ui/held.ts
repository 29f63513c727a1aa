/** Something that comes when the test says so. */
export interface Held<T> {
  readonly promise: Promise<T>
  readonly give: (value: T) => void
}

/** Holds an answer back until `give` is called. */
export function held<T>(): Held<T> {
  let settle: ((value: T) => void) | null = null
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, give: (value) => settle?.(value) }
}
