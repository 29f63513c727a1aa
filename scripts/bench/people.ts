import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Bench, percentile, rounded } from './bench.ts'
import { epicAccess, noWidget } from './played-epic.ts'

const sizes = [10_000, 100_000]
const searches = 400

/** How the played Epic holds a hospital's number of patients, asked over HTTP one search after the other. */
export const people: Bench = {
  name: 'people',
  says: `${searches} searches of the played Epic, over HTTP; n: how many patients it has`,
  async *run() {
    for (const n of sizes) {
      const begun = performance.now()
      const sandbox = await startSandbox({ ports: 'free', people: { size: n }, widget: noWidget })
      const startMs = rounded(performance.now() - begun, 0)
      try {
        const times = await timesOf(sandbox)
        const figures = { median: rounded(percentile(times, 0.5), 2), p95: rounded(percentile(times, 0.95), 2) }
        yield { bench: 'people', n, ...figures, startMs }
      } finally {
        await sandbox.close()
      }
    }
  },
}

async function timesOf(sandbox: Sandbox): Promise<number[]> {
  const { fhir, headers } = await epicAccess(sandbox)
  const times: number[] = []
  for (let made = -50; made < searches; made += 1) {
    const begun = performance.now()
    const body = new URLSearchParams(questions[Math.abs(made) % questions.length])
    const answer = await fetch(`${fhir}/Patient/_search`, { method: 'POST', headers, body })
    await answer.json()
    // The first fifty warm the process up.
    if (made >= 0) times.push(performance.now() - begun)
  }
  return times
}

/** What agents ask: a household's number, one that nobody has, a full name, a frequent one, and one with a wrong date. */
const questions: readonly Record<string, string>[] = [
  { telecom: '608-555-0142' },
  { telecom: '608-555-0199' },
  { given: 'Walter', family: 'Nguyen', birthdate: '1951-12-09' },
  { given: 'Maria', family: 'Garcia', birthdate: '1990-04-04' },
  { given: 'Mary', family: 'Smith', birthdate: '1970-01-01' },
]
