/**
 * A telephone number as somebody writes it, as Amazon Connect would report it: `608-555-0142` is `+16085550142`.
 *
 * Ten digits, or eleven that begin with 1, are a number of North America. What is no telephone number at all comes back
 * as it was, without the blanks around it: a visitor may want to ring from `anonymous`.
 */
export function asE164(written: string): string {
  const trimmed = written.trim()
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return trimmed
  const digits = trimmed.replace(/\D/g, '')
  if (trimmed.startsWith('+')) return `+${digits}`
  if (digits.length === 10) return `+1${digits}`
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : trimmed
}
