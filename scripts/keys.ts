import { runHere } from './keys/command.ts'
import { keys } from './keys/keys.ts'

await runHere(keys)
