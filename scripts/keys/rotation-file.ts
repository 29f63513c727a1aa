import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Rotation } from '../../src/smart/key-rotation.ts'
import { CommandError } from './command.ts'

/** A rotation that was begun, and where its new key lies, as `SIGNING_KEY` takes it. */
export interface BegunRotation extends Rotation {
  readonly newKey: string
}

const schema = v.object({
  oldKid: v.string(),
  newKid: v.string(),
  newKey: v.string(),
  publishedAt: v.nullable(v.number()),
  switchedAt: v.nullable(v.number()),
})

/** The rotation that stands in `rotation.json` of a folder, or null; throws `CommandError` where it cannot be read. */
export async function readRotation(folder: string): Promise<BegunRotation | null> {
  const file = fileIn(folder)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CommandError(`${file} cannot be read.`, { cause: error })
  })
  if (text === null) return null
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  if (!parsed.success) throw new CommandError(`${file} is not what this command wrote. Remove it to begin anew.`)
  return parsed.output
}

/** Keeps a rotation; it holds ids and a path, and no key. */
export async function keepRotation(folder: string, rotation: BegunRotation): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${fileIn(folder)}.new`
  await writeFile(draft, `${JSON.stringify(rotation, null, 2)}\n`)
  await rename(draft, fileIn(folder))
}

/** Forgets a rotation that is done. */
export async function forgetRotation(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true })
}

function fileIn(folder: string): string {
  return join(folder, 'rotation.json')
}
