import { readReason } from '../domain/emergency.ts'
import { RequestRefused } from './answers.ts'

/** The reason of an emergency in a body, null where it names none; refused with 400 where it may not stand in a log (R77). */
export function readEmergencyReason(emergencyReason: unknown): string | null {
  if (emergencyReason === undefined) return null
  const typed = typeof emergencyReason === 'string' ? readReason(emergencyReason, []) : null
  if (typed?.kind === 'reason') return typed.reason
  throw new RequestRefused(
    400,
    'The reason of the emergency is missing, too long, or holds what may not stand in a log',
  )
}
