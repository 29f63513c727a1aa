/** What one check came to. The sentence names what to mend and where, and never a value, a token or a patient. */
export interface Finding {
  readonly outcome: 'ok' | 'mend' | 'not-checked'
  readonly sentence: string
}

/** One thing that is looked at. `guide` is the page, with its heading, that says how it is set up. */
export interface Check {
  readonly name: string
  readonly guide: string
  readonly run: () => Promise<Finding>
}

/** A check that was run. */
export interface Result extends Finding {
  readonly name: string
  readonly guide: string
}

export function ok(sentence: string): Finding {
  return { outcome: 'ok', sentence }
}

export function mend(sentence: string): Finding {
  return { outcome: 'mend', sentence }
}

/** `because` goes on from there: "the widget is not reached". */
export function notChecked(because: string): Finding {
  return { outcome: 'not-checked', sentence: `because ${because}` }
}

/**
 * Runs all checks side by side and answers what each came to, in their order.
 *
 * None stops another: one that takes longer than `limitMs` is not checked, and one that breaks says so, by the name of
 * the error alone, because a message may quote what was read.
 */
export function runChecks(checks: readonly Check[], limitMs: number): Promise<readonly Result[]> {
  return Promise.all(checks.map(async ({ name, guide, run }) => ({ name, guide, ...(await within(limitMs, run)) })))
}

async function within(limitMs: number, run: () => Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(notChecked(`it took longer than ${limitMs / 1_000} seconds`)), limitMs)
  })
  try {
    return await Promise.race([run(), limit])
  } catch (error) {
    return mend(
      `This check itself broke (${error instanceof Error ? error.name : 'no error'}): tell those who made it.`,
    )
  } finally {
    clearTimeout(timer)
  }
}
