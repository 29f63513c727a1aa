import { runHere } from './keys/command.ts'
import { keygen } from './keys/keygen.ts'

await runHere(keygen)
