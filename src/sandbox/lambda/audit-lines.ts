/** What the control room shows of a decision: words and ids, as the broker in this process tells them too. */
export interface AuditedDecision {
  readonly operation: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Reads a line of the broker's audit log, which is a FHIR AuditEvent; null for a line that is none. */
export function readAuditLine(line: string): AuditedDecision | null {
  if (!line.startsWith('{"resourceType":"AuditEvent"')) return null
  const event = JSON.parse(line) as fhir4.AuditEvent
  const [contact, ...patients] = event.entity ?? []
  const contactId = contact?.what?.identifier?.value
  const detailsOf = (type: string) =>
    (contact?.detail ?? []).filter((detail) => detail.type === type).flatMap(({ valueString }) => valueString ?? [])
  const [by] = detailsOf('search-by')
  const verified = detailsOf('verified')

  return {
    operation: event.subtype?.[0]?.code ?? '',
    facts: {
      outcome: event.outcomeDesc ?? '',
      ...(contactId === undefined ? {} : { contactId }),
      ...(by === undefined ? {} : { by }),
      ...(patients.length === 0 ? {} : { patients: patients.length }),
      ...(verified.length === 0 ? {} : { verified: verified.join(', ') }),
      ...(detailsOf('emergency-reason').length === 0 ? {} : { emergency: 'with a reason' }),
      ...(detailsOf('contact').length === 0 ? {} : { contact: 'not-confirmed-by-connect' }),
    },
  }
}
