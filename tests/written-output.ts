import { inspect } from 'node:util'
import { vi } from 'vitest'

/** Whatever this process writes from now on; answers it, and listens no longer. Under Vitest the console does not go by the streams. */
export function listenToOutput(): () => string {
  const said: string[] = []
  const note = (...words: unknown[]) => said.push(inspect(words)) > 0
  const spies = [
    ...(['stdout', 'stderr'] as const).map((stream) => vi.spyOn(process[stream], 'write').mockImplementation(note)),
    ...(['debug', 'log', 'info', 'warn', 'error'] as const).map((word) =>
      vi.spyOn(console, word).mockImplementation(note),
    ),
  ]
  return () => {
    for (const spy of spies) spy.mockRestore()
    return said.join('\n')
  }
}
