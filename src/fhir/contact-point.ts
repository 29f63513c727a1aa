import type { PatientTelephone } from '../domain/patient.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { readTelephone } from '../domain/telephone-number.ts'
import { isOver } from './fhir-date.ts'
import { objectsOf, textOf, type JsonObject } from './foreign-json.ts'

const uses = ['home', 'mobile', 'work', 'temp'] as const

/** What an old number was used for. FHIR has one word for "old" and for the use, so the use rides beside it. */
const formerUse = 'urn:agent-widget:former-use'

/**
 * Reads the telephone numbers of a patient, in Epic's order (not its rank).
 *
 * A row without `system` counts where it reads as a number; e-mail and fax are left out. A telephone row that we
 * cannot read stays, as a number nobody can compare.
 */
export function readTelephones(
  list: unknown,
  country: SitePolicy['country'],
  today: string,
): readonly PatientTelephone[] {
  return objectsOf(list).flatMap((row) => {
    const e164 = readTelephone(textOf(row['value']) ?? '', country)
    const isTelephone = row['system'] === 'phone' || row['system'] === 'sms'
    const isUnmarked = (row['system'] ?? null) === null && e164 !== null
    if (!isTelephone && !isUnmarked) return []

    const isOld = row['use'] === 'old' || isOver(row['period'], today)
    const use = uses.find((use) => use === (row['use'] === 'old' ? readFormerUse(row) : row['use'])) ?? 'unknown'
    return [{ e164, use, isOld }]
  })
}

/** Writes telephone numbers so that `readTelephones` gives the same back. */
export function writeTelephones(telephones: readonly PatientTelephone[]): fhir4.ContactPoint[] {
  return telephones.map(({ e164, use, isOld }) => ({
    system: 'phone',
    ...(e164 === null ? {} : { value: e164 }),
    ...(use === 'unknown' || isOld ? {} : { use }),
    ...(isOld ? { use: 'old' } : {}),
    ...(isOld && use !== 'unknown' ? { extension: [{ url: formerUse, valueCode: use }] } : {}),
  }))
}

function readFormerUse(row: JsonObject): unknown {
  return objectsOf(row['extension']).find((extension) => extension['url'] === formerUse)?.['valueCode']
}
