import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createJwkSet } from '../../src/smart/jwk-set.ts'
import { makeKeyFile } from '../../src/smart/key-file.ts'
import { loadPemKey } from '../../src/smart/pem-key.ts'
import { readAlgorithm } from './algorithm.ts'
import { CommandError, type Surroundings } from './command.ts'

const help = `Makes a key pair by which the broker proves itself to Epic.

  npm run keygen -- --out DIR [--alg ES384]

  --out DIR     where signing-key.pem is put; one that is there is never written over
  --alg NAME    RS384 (RSA of 2048 bits, the default) or ES384 (P-384)

The key set goes to the standard output, the words around it to the standard error.
For production a key lies in AWS KMS: docs/settings.md, "Keys".
`

/** `npm run keygen`: makes the key file, prints the public key set and what has to be registered with Epic. */
export async function keygen({ words, result, word }: Surroundings): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { out: { type: 'string' }, alg: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return result(help)
  if (values.out === undefined) throw new CommandError(`--out is missing: name a folder for the key.\n\n${help}`)

  const alg = readAlgorithm(values.alg)
  const file = resolve(values.out, 'signing-key.pem')
  if (!(await makeKeyFile(file, alg).catch(cannotMake(file)))) {
    throw new CommandError(`${file} is there already, and a key is never written over. Name another folder.`)
  }
  const key = await loadPemKey(file)
  word(`Made ${join(values.out, 'signing-key.pem')} (${alg}), which only its owner can read. Its public half:\n`)
  result(JSON.stringify(createJwkSet([key]), null, 2))
  word(whatToDo(file))
}

function cannotMake(file: string) {
  return (cause: unknown): never => {
    throw new CommandError(`${file} cannot be made: is this a folder that you may write to?`, { cause })
  }
}

function whatToDo(file: string): string {
  return `
What to do now:
  1. Start the broker with SIGNING_KEY=${file}
     It shows the public half at BROKER_URL/.well-known/jwks.json.
  2. At fhir.epic.com, under Build Apps, make an app for Backend Systems, FHIR R4, and enter
       Non-Production JWK Set URL   BROKER_URL/.well-known/jwks.json: https, public, without sign-in, always the same.
                                    Epic fetches it, and takes no key by upload.
       APIs to tick, and no more    Patient.Search (R4)
                                    Patient.Read (Demographics)
                                    with SITE_APPOINTMENTS=shown: Appointment.Search (Appointments), and
                                    Appointment.Search (Scheduled Surgeries)
                                    with SITE_CERTAIN_MATCH=asked: Patient.$match
  3. Copy the Non-Production Client ID that Epic shows into EPIC_CLIENT_ID. A change takes 30 to 60 minutes in Epic's
     sandbox.
  4. At a hospital, have its Epic team map a background user to the client: without one Epic gives no token.
  5. For production, register another pair: Epic wants two, and ours lies in AWS KMS (docs/settings.md, "Keys").
Why, and what else: docs/epic.md.
`
}
