import type { SigningAlgorithm } from '../../src/smart/signing-key.ts'
import { CommandError } from './command.ts'

/** The algorithm that `--alg` names, RS384 where it is not given; throws `CommandError` for another one. */
export function readAlgorithm(name: string | undefined): SigningAlgorithm {
  if (name === undefined || name === 'RS384') return 'RS384'
  if (name === 'ES384') return name
  throw new CommandError('--alg takes RS384 or ES384.')
}
