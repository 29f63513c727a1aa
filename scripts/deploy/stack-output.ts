import { readCommand } from './command.ts'

/** What a stack tells under this name, or null where it tells nothing of that name; rejects with `CommandError` where there is no such stack. */
export async function readStackOutput(stack: string, region: string, output: string): Promise<string | null> {
  const query = `Stacks[0].Outputs[?OutputKey=='${output}'].OutputValue`
  const where = ['--region', region, '--stack-name', stack]
  const args = ['cloudformation', 'describe-stacks', ...where, '--query', query, '--output', 'text']
  const said = await readCommand('aws', args)
  // The CLI writes nothing for an empty list, and None for a stack without outputs.
  return said === '' || said === 'None' ? null : said
}
