import type { RotationStep } from '../../src/smart/key-rotation.ts'
import type { BegunRotation } from './rotation-file.ts'

const again = 'Then run this again.'
const restart = `restart every process of the broker. ${again}`
/** The same step of a site that is deployed from a file. */
const inSiteFile = (what: string) => `\n        In a site file: ${what} epic.signingKeys, and deploy.`

/** What an administrator does next, in words. `now` is milliseconds since 1970. */
export function wordsOf(step: RotationStep, { newKey, newKid }: BegunRotation, now: number): string {
  const wait = 'until' in step ? minutesUntil(step.until, now) : ''
  const words: Record<RotationStep['kind'], string> = {
    publish: `1 of 5. Publish the new key: set SIGNING_KEY_OTHER=${newKey} and ${restart}${inSiteFile('put its name second in')}`,
    'wait-for-readers': `2 of 5. The new key is published. Wait ${wait}, until Epic has read the keys anew. ${again}`,
    switch: `3 of 5. Switch: set SIGNING_KEY=${newKey} and SIGNING_KEY_OTHER to what SIGNING_KEY was, and ${restart}${inSiteFile('put its name first in')}`,
    'wait-for-assertions': `4 of 5. The new key signs. Wait ${wait}, until nothing that the old key signed is on its way. ${again}`,
    remove: `5 of 5. Remove the old key: unset SIGNING_KEY_OTHER and ${restart}${inSiteFile('leave its name out of')}`,
    done: `Done: ${newKid} signs, and is alone. Delete the old key file, or disable the old key in KMS and schedule its deletion.`,
    'another-key':
      'The broker signs with a key that is no part of this rotation. Set SIGNING_KEY (epic.signingKeys) back, or remove rotation.json to begin anew.',
  }
  return words[step.kind]
}

function minutesUntil(until: number, now: number): string {
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000))
  const at = new Date(until).toISOString().slice(11, 16)
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} (to ${at} UTC)`
}
