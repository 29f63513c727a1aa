import { BrokerConfigError } from '../broker/config.ts'
import { CommandLineError, help, readCommandLine } from './command-line.ts'
import { loadPeople } from './epic/people/load-people.ts'
import { PortTakenError } from './listen.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'
import { welcome } from './welcome.ts'

/** `npm start`: runs the sandbox until Ctrl-C, and says where to go. */
async function start(): Promise<void> {
  const asked = readCommandLine(process.argv.slice(2))
  if (asked.wantsHelp) return console.log(help)

  const people = peopleOf(asked.people)
  const { names, port: ports, widget, broker } = asked
  const tls = asked.tls ? await certificates() : null
  const sandbox = await startSandbox({
    names,
    ports,
    widget,
    broker,
    ...(people === null ? {} : { people }),
    ...(tls === null ? {} : { tls: tls.certificates }),
  })
  endOnSignal(sandbox.close)
  console.log(welcome(sandbox.origins.controlRoom, Array.isArray(people) ? 'loaded' : 'made', tls?.pin ?? null))
}

/** Loads what makes them only where they are wanted. */
async function certificates() {
  const { makeCertificates, pinOf } = await import('./tls/certificates.ts')
  const made = await makeCertificates()
  return { certificates: made, pin: pinOf(made) }
}

function peopleOf(asked: string | number | null): NonNullable<SandboxOptions['people']> | null {
  if (asked === null) return null
  if (typeof asked === 'number') return { size: asked }

  const { people, report } = loadPeople(asked)
  for (const { at, reason, count } of report.skipped)
    console.warn(`Left out: ${at}${count === 1 ? '' : ` and ${count - 1} more in this file`}: ${reason}.`)
  if (people.length === 0) throw new CommandLineError('--people holds no patient that could be used.')
  console.log(report.used === 1 ? 'One patient was loaded.' : `${report.used} patients were loaded.`)
  return people
}

function endOnSignal(close: () => Promise<void>): void {
  const end = () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

await start().catch((fault: unknown) => {
  const isExpected =
    fault instanceof CommandLineError || fault instanceof PortTakenError || fault instanceof BrokerConfigError
  if (!isExpected) throw fault
  console.error(fault.message)
  process.exit(1)
})
