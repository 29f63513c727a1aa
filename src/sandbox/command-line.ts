import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** What a visitor asked `npm start` for. `people` is a path, or how many to make. */
export interface CommandLine {
  readonly people: string | number | null
  readonly names: 'localhost-names' | 'localhost'
  readonly port: number
  readonly widget: 'built' | 'dev'
  readonly broker: 'process' | 'lambda'
  /** Whether Epic and the broker speak TLS. */
  readonly tls: boolean
  readonly wantsHelp: boolean
}

/** A command line that cannot be followed. The message is the sentence to show. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError'
}

export const help = `Starts the sandbox: Amazon Connect, Epic, the identity provider, the broker and the widget, on this computer.

  npm start -- [options]

  --people PATH   patients from a file or folder: FHIR R4 NDJSON, Bundles or Patients, such as Synthea writes
  --people N      so many invented patients instead of 2000 (the named cast is always among them)
  --localhost     ports of localhost instead of names such as widget.localhost, for Firefox and Safari
  --port BASE     the first of eight ports in a row (4400)
  --dev           serves the widget from its sources and reloads it as they change (npm run dev)
  --deployed      runs the broker as it is deployed: its Lambda bundle, its ledger in DynamoDB, below the widget's origin
  --tls           lets Epic and the broker speak TLS, so that their certificates can go wrong too
  --help          shows this
`

/** Reads the options of `npm start`. Throws `CommandLineError` for an unknown one or one that makes no sense. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { people, localhost, port, dev, deployed, tls, help: wantsHelp } = parse(words)
  if (dev && deployed) throw new CommandLineError('--deployed serves the widget as it ships: leave out --dev.')
  if (tls && deployed)
    throw new CommandLineError('--deployed has no door of the broker’s own to speak TLS: leave out --tls.')
  return {
    people: people === undefined ? null : readPeople(people),
    names: localhost ? 'localhost' : 'localhost-names',
    port: port === undefined ? 4400 : readPort(port),
    widget: dev ? 'dev' : 'built',
    broker: deployed ? 'lambda' : 'process',
    tls,
    wantsHelp,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        people: { type: 'string' },
        localhost: { type: 'boolean', default: false },
        port: { type: 'string' },
        dev: { type: 'boolean', default: false },
        deployed: { type: 'boolean', default: false },
        tls: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (fault) {
    const [sentence = ''] = (fault instanceof Error ? fault.message : '').split('. ')
    throw new CommandLineError(`${sentence.replace(/\.$/, '')}. npm start -- --help lists the options.`, {
      cause: fault,
    })
  }
}

function readPeople(text: string): string | number {
  if (/^\d+$/.test(text)) {
    const size = Number(text)
    if (size >= 100 && size <= 100_000) return size
    throw new CommandLineError('--people takes from 100 to 100000 invented patients.')
  }
  if (existsSync(text)) return text
  throw new CommandLineError('--people wants a file or folder that exists, or a number.')
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1024 && port <= 65_535 - 7) return port
  throw new CommandLineError('--port wants a number from 1024 to 65528: eight ports from there on are used.')
}
