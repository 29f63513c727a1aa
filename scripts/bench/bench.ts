/** One line of results: words and figures by name. Times are milliseconds, sizes bytes. */
export type Row = Readonly<Record<string, string | number | boolean>>

/** One thing that is measured. Rows come as they are ready. */
export interface Bench {
  readonly name: string
  /** What the figures mean, in one line. */
  readonly says: string
  run(this: void): AsyncIterable<Row>
}

/**
 * The value below which the share `p` (0 to 1) of the figures lies, by the nearest rank; NaN for no figures.
 *
 * @example percentile([1, 2, 3, 4], 0.5) // 2
 */
export function percentile(figures: readonly number[], p: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(p * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

/** A figure with one digit after the point, which is all that a shared computer can tell. */
export function rounded(figure: number, digits = 1): number {
  return Number(figure.toFixed(digits))
}
