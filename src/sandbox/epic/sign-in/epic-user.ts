import { createHash } from 'node:crypto'

/** Somebody who may sign in to the played Epic. `username` is their system login there, and in Amazon Connect too. */
export interface EpicUser {
  readonly username: string
  readonly name: string
}

/** The FHIR id of the user's own Practitioner resource, which is the subject of their tokens too. */
export function practitionerIdOf({ username }: EpicUser): string {
  return `e${createHash('sha256').update(`epic user ${username}`).digest('base64url').slice(0, 22)}3`
}
