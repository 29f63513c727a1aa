import { parseArgs } from 'node:util'
import { acceptToCandidates } from './bench/accept-to-candidates.ts'
import type { Bench, Row } from './bench/bench.ts'
import { brokerToken } from './bench/broker-token.ts'
import { bundle } from './bench/bundle.ts'
import { coldImport } from './bench/cold-import.ts'
import { facade } from './bench/facade.ts'
import { firstPaint } from './bench/first-paint.ts'
import { fuzz } from './bench/fuzz.ts'
import { interleavings } from './bench/interleavings.ts'
import { keystrokes } from './bench/keystrokes.ts'
import { lastDigit } from './bench/last-digit.ts'
import { load } from './bench/load.ts'
import { matching } from './bench/matching.ts'
import { people } from './bench/people.ts'
import { shift } from './bench/shift.ts'

const benches: readonly Bench[] = [
  acceptToCandidates,
  firstPaint,
  keystrokes,
  lastDigit,
  matching,
  people,
  brokerToken,
  facade,
  load,
  shift,
  interleavings,
  fuzz,
  bundle,
  coldImport,
]

const help = `Measures the widget, the broker and the sandbox on this computer.

  npm run bench -- [NAME …] [--json]

${benches.map(({ name, says }) => `  ${name.padEnd(22)}${says}`).join('\n')}

  --json                one JSON object per line
`

/** `npm run bench`: runs all benches, or the named ones, one after the other. */
async function start(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  })
  if (values.help) return console.log(help)

  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
  if (unknown.length > 0) return refuse(`There is no bench named ${unknown.join(', ')}.`)

  for (const bench of benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    if (values.json) for await (const row of bench.run()) console.log(JSON.stringify(row))
    else await showTable(bench)
  }
}

async function showTable(bench: Bench): Promise<void> {
  console.log(`\n${bench.name}: ${bench.says}`)
  const rows: Row[] = []
  for await (const row of bench.run()) rows.push(row)

  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'bench')
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) console.log(`  ${line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`)
}

function refuse(sentence: string): void {
  console.error(`${sentence}\n\n${help}`)
  process.exitCode = 1
}

await start().catch((fault: unknown) => {
  const isOfTheCommandLine =
    fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_')
  if (!isOfTheCommandLine) throw fault
  refuse(fault.message)
})
