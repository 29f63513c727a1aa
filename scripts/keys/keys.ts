import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { SigningAlgorithm } from '../../src/smart/signing-key.ts'
import { nextStep, noteRotation, type ShownKeys } from '../../src/smart/key-rotation.ts'
import { readAlgorithm } from './algorithm.ts'
import { beginRotation, type KeyInKms } from './begin-rotation.ts'
import { CommandError, type Surroundings } from './command.ts'
import { forgetRotation, keepRotation, readRotation } from './rotation-file.ts'
import { readShownKeys } from './shown-keys.ts'
import { wordsOf } from './step-words.ts'

const help = `Exchanges the key by which the broker proves itself to Epic, without losing a search.

  npm run keys -- status --url BROKER [--out DIR]
  npm run keys -- rotate --url BROKER --out DIR [--alg ES384 | --to kms:KEY]

  status        which keys the broker shows, and what is next; changes nothing
  rotate        begins a rotation or goes on with one, and says what to do next. Run it as often as you like: a step is
                over when the broker shows that it was done
  --url BROKER  the public URL of the broker, https://WIDGET/api where it is deployed; BROKER_URL where it is not given
  --out DIR     where the new key and rotation.json are kept
  --alg NAME    the new key file's kind: RS384 (default) or ES384
  --to kms:KEY  the new key lies in AWS KMS: its ARN, id or alias/…, in the region of AWS_REGION. The broker may show
                it already, as the second
`

/** `npm run keys`: `status` and `rotate`. */
export async function keys({ words, env, result }: Surroundings): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      out: { type: 'string' },
      alg: { type: 'string' },
      to: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [command, ...more] = positionals
  if (values.help) return result(help)
  if ((command !== 'status' && command !== 'rotate') || more.length > 0) throw new CommandError(help)

  const url = values.url ?? env['BROKER_URL']
  if (url === undefined) throw new CommandError('--url is missing: name the public URL of the broker.')
  const shown = await readShownKeys(url)
  result(listed(shown))
  if (command === 'status') return result(await status(shown, values.out))
  if (values.out === undefined) throw new CommandError('--out is missing: name a folder for the rotation.')
  const to = values.to === undefined ? null : { key: values.to, env }
  return result(await rotate(shown, resolve(values.out), readAlgorithm(values.alg), to))
}

async function status(shown: ShownKeys, out: string | undefined): Promise<string> {
  const kept = out === undefined ? null : await readRotation(out)
  if (kept !== null) return wordsOf(nextStep(noteRotation(kept, shown, now()), shown, now()), kept, now())
  if (shown.other === null) return 'No rotation is under way.'
  return twoShown(shown)
}

async function rotate(shown: ShownKeys, folder: string, alg: SigningAlgorithm, to: KeyInKms | null): Promise<string> {
  const begun = (await readRotation(folder)) ?? (await beginRotation(shown, folder, to ?? alg))
  const rotation = { ...begun, ...noteRotation(begun, shown, now()) }
  const step = nextStep(rotation, shown, now())
  if (step.kind === 'done') await forgetRotation(folder)
  else await keepRotation(folder, rotation)
  return wordsOf(step, rotation, now())
}

/** What can be said of a rotation by the broker alone, which does not tell since when it shows what. */
function twoShown({ keptForMs }: ShownKeys): string {
  const readers = Math.ceil(keptForMs / 60_000)
  return `A rotation is under way. If the second key is the new one, it may sign ${readers} minutes after it was first shown; if it is the old one, it may be removed 5 minutes after the switch. --out DIR, where rotation.json lies, tells which and when.`
}

function listed({ signing, other, keptForMs }: ShownKeys): string {
  const second = other === null ? '' : `\n  shown:   ${other}`
  return `  signs:   ${signing}${second}\n  kept by readers for ${keptForMs / 1_000} s\n`
}

function now(): number {
  return Date.now()
}
