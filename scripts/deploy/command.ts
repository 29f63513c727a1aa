import { spawn } from 'node:child_process'

/** A command that ended with another status than 0, or could not be started. The message names the command alone. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Runs a command in sight of whoever waits for it; rejects with `CommandError` where it fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<void> {
  await outcomeOf(command, args, 'inherit')
}

/** What a command prints, without the line break at its end; rejects with `CommandError` where it fails. */
export async function readCommand(command: string, args: readonly string[]): Promise<string> {
  return (await outcomeOf(command, args, 'pipe')).trim()
}

function outcomeOf(command: string, args: readonly string[], stdout: 'inherit' | 'pipe'): Promise<string> {
  return new Promise((resolve, reject) => {
    const running = spawn(command, args, { stdio: ['inherit', stdout, 'inherit'] })
    let said = ''
    running.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    running.once('error', (cause) =>
      reject(new CommandError(`${command} cannot be started: is it installed?`, { cause })),
    )
    running.once('close', (status) => {
      if (status === 0) resolve(said)
      else reject(new CommandError(`${command} ${args.slice(0, 2).join(' ')} failed (status ${status ?? 'none'})`))
    })
  })
}
