/** A command that cannot be followed, or a step that cannot be taken. The message is the sentence to show. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** What a command is given, and where it speaks. `result` is for a file or a pipe, `word` for who sits before it. */
export interface Surroundings {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly result: (text: string) => void
  readonly word: (text: string) => void
}

/** Runs a command; what it cannot do is said in words. Answers the exit code. Our own faults surface. */
export async function run(
  command: (surroundings: Surroundings) => Promise<void>,
  surroundings: Surroundings,
): Promise<0 | 1> {
  try {
    await command(surroundings)
    return 0
  } catch (fault) {
    const isOfTheCommandLine =
      fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_')
    if (!(fault instanceof CommandError || isOfTheCommandLine)) throw fault
    surroundings.word(fault.message)
    return 1
  }
}

/** Runs a command with the words, environment and streams of this process. */
export async function runHere(command: (surroundings: Surroundings) => Promise<void>): Promise<void> {
  process.exitCode = await run(command, {
    words: process.argv.slice(2),
    env: process.env,
    result: (text) => console.log(text),
    word: (text) => console.error(text),
  })
}
