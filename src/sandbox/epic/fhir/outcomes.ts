/** Epic's numbered outcomes that the played Epic gives (facts/epic.md 1.4, 1.5; epic-samples/epic-error-codes.yml). */
const outcomes = {
  '4101': ['warning', 'processing', 'Resource request returns no results.'],
  '4107': ['fatal', 'processing', 'The read resource request has been merged.'],
  '4113': ['fatal', 'processing', 'Session ID for cached search results has expired.'],
  '4118': ['fatal', 'forbidden', 'User not authorized for request.'],
  '4119': ['warning', 'suppressed', 'Additional data may be present for the patient.'],
  '4127': ['fatal', 'too-costly', 'Additional data may exist.'],
  '4130': ['fatal', 'forbidden', 'Break-the-Glass security does not authorize you to access the selected resource.'],
  '4131': ['fatal', 'forbidden', 'The patient you are attempting to access is restricted.'],
  '4134': ['information', 'suppressed', 'The patient is restricted. You must Break-the-Glass to view patient data.'],
  '59008': ['fatal', 'not-found', 'The FHIR ID provided was not found.'],
  '59011': ['fatal', 'multiple-matches', 'More than one patient matched with high confidence.'],
  '59013': ['fatal', 'processing', 'No patient matched with high confidence.'],
  '59100': ['information', 'invalid', 'Content invalid against the specification or a profile.'],
  '59102': ['fatal', 'invalid', 'Content invalid against the specification or a profile.'],
  '59109': ['information', 'invalid', 'An optional element is invalid.'],
  '59138': ['fatal', 'not-supported', 'This value is not supported.'],
  '59133': [
    'information',
    'incomplete',
    'Fewer data elements than required were provided, or more than 100 results were found.',
  ],
  '59159': [
    'fatal',
    'business-rule',
    'The content/operation failed to pass a business rule, and so could not proceed.',
  ],
  '59177': ['fatal', 'exception', 'An unexpected internal error has occurred.'],
  '59204': ['warning', 'suppressed', 'The client is not authorized for a sub-resource. It was not included.'],
} as const satisfies Record<string, readonly [string, fhir4.OperationOutcomeIssue['code'], string]>

export type OutcomeCode = keyof typeof outcomes

const codingSystem = 'urn:oid:1.2.840.114350.1.13.999.1.7.2.657369'

/** One issue in Epic's dress; `diagnostics` and `expression` only where Epic's captures have them. */
export function issue(code: OutcomeCode, more: { diagnostics?: string; expression?: string } = {}) {
  const [severity, type, text] = outcomes[code]
  return {
    severity: severity as fhir4.OperationOutcomeIssue['severity'],
    code: type,
    details: { coding: [{ system: codingSystem, code, display: text }], text },
    ...(more.diagnostics === undefined ? {} : { diagnostics: more.diagnostics }),
    ...(more.expression === undefined ? {} : { location: [`/f:${more.expression}`], expression: [more.expression] }),
  } satisfies fhir4.OperationOutcomeIssue
}

/** The whole answer, or the `outcome` entry of a searchset. */
export function operationOutcome(issues: readonly fhir4.OperationOutcomeIssue[]): fhir4.OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [...issues] }
}

/** The codes in an outcome, for the journal: `59133,4101`. */
export function codesOf(issues: readonly fhir4.OperationOutcomeIssue[]): string {
  return issues.map(({ details }) => details?.coding?.[0]?.code ?? '?').join(',')
}
