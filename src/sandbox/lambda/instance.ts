import { resolveLoopbackNames } from '../loopback-names.ts'

/** One instance of the function: a process that loads the bundle named on its command line, and answers one event after the other. */
async function start(bundle: string): Promise<void> {
  resolveLoopbackNames()
  const { handler } = (await import(bundle)) as { handler: (event: unknown) => Promise<unknown> }

  process.on('message', (event) => {
    handler(event).then(
      (result) => process.send?.({ result }),
      () => process.send?.({ fault: true }),
    )
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ ready: true })
}

await start(process.argv[2] ?? '')
