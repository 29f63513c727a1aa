import { isIdentifier, type VerificationPolicy } from '../domain/verification-policy.ts'

/**
 * Reads the verification policy as an administrator writes it in one line: `birth-date, name`, or
 * `name; 1 of birth-date, record-number-tail`, or both: `birth-date, name; 1 of record-number-tail, town`.
 *
 * Null where it is written otherwise. Whether the policy is strong enough is for `isFitPolicy` to say.
 */
export function readVerification(text: string): VerificationPolicy | null {
  const [all = '', some, ...more] = text.split(';').map((part) => part.trim())
  const parts = some === undefined ? null : /^(\d)\s+of\s+(.+)$/i.exec(some)
  if (more.length > 0 || (some !== undefined && parts === null)) return null

  const required = all === '' ? [] : listed(all)
  const of = parts === null ? [] : listed(parts[2] ?? '')
  if (!required.every(isIdentifier) || !of.every(isIdentifier)) return null
  return { required, atLeast: Number(parts?.[1] ?? 0), of }
}

function listed(text: string): string[] {
  return text.split(',').map((word) => word.trim())
}
