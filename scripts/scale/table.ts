import { capacityFor } from '../../src/infra/capacity.ts'
import { pagesPerCall, pricePerThousandCalls } from './price.ts'
import { type Centre, type Load, simulate } from './simulate.ts'

/** The steps of docs/scale.md. Two of them know 19 of 20 answers from contact events, which is not built yet; one has a raised quota. */
export const steps: readonly Centre[] = [
  ...[10, 100, 200, 400, 1_000, 10_000, 50_000].map((agents) => ({
    agents,
    broker: 'lambda' as const,
    knownFromEvents: 0,
  })),
  ...[1_000, 50_000].map((agents) => ({ agents, broker: 'lambda' as const, knownFromEvents: 0.95 })),
  ...[400, 1_000].map((agents) => ({ agents, broker: 'process' as const, knownFromEvents: 0 })),
  { agents: 1_000, broker: 'lambda', knownFromEvents: 0, describeContactPerSecond: 100 },
]

const columns: readonly (readonly [string, (centre: Centre, load: Load) => string])[] = [
  ['agents', ({ agents }) => agents.toLocaleString('en-US')],
  ['broker', (centre, load) => brokerOf(centre, load)],
  ['calls/s', (_, load) => shown(load.callsPerSecond)],
  ['requests/s', (_, load) => shown(load.requestsPerSecond)],
  ['let through/s', ({ agents }) => capacityFor(agents).requestsPerSecond.toLocaleString('en-US')],
  ['DescribeContact a call', (_, load) => load.questionsPerCall.toFixed(2)],
  ['DescribeContact/s', (_, load) => shown(load.questionsPerSecond)],
  ['in a busy second', (_, load) => load.questionsInBusySecond.toLocaleString('en-US')],
  ['Connect refuses', (_, load) => shareOf(load.refused)],
  ['told to wait', (_, load) => shareOf(load.toldToWait)],
  ['in vain', (_, load) => shareOf(load.inVain)],
  ['Epic requests/s', (_, load) => shown(load.epicPerSecond)],
  ['ledger writes/s', (_, load) => shown(pagesPerCall('written', load) * load.callsPerSecond)],
]

/** The table of docs/scale.md, in Markdown: each step at its busiest. */
export function loadTable(): string {
  return [rowOf(columns.map(([name]) => name)), rowOf(columns.map(() => '---')), ...steps.map(loadRow)].join('\n')
}

/** One row of it. */
export function loadRow(centre: Centre): string {
  const load = simulate(centre)
  return rowOf(columns.map(([, show]) => show(centre, load)))
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** The price of a thousand calls, in Markdown. */
export function priceTable(): string {
  const load = simulate({ agents: 1_000, broker: 'lambda', knownFromEvents: 0 })
  const prices = pricePerThousandCalls(load)
  const sum = Object.values(prices).reduce((total, price) => total + price, 0)
  const lines = Object.entries({ ...prices, sum }).map(([service, price]) => `| ${service} | $${price.toFixed(4)} |`)
  return ['| of a thousand calls | list price |', '| --- | --- |', ...lines].join('\n')
}

function brokerOf({ broker, knownFromEvents, describeContactPerSecond }: Centre, { instances }: Load): string {
  const kind = broker === 'process' ? 'one process' : `${instances.toLocaleString('en-US')} instances`
  const quota = describeContactPerSecond === undefined ? '' : `, quota ${describeContactPerSecond}/s`
  return `${kind}${knownFromEvents === 0 ? '' : ', contact events'}${quota}`
}

function shareOf(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function shown(number: number): string {
  if (number >= 100) return Math.round(number).toLocaleString('en-US')
  return number < 1 ? number.toFixed(2) : number.toFixed(1)
}
