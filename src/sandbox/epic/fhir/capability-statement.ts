import { demographicParameters, filterParameters } from './search-parameters.ts'

/**
 * What `GET metadata` says, in the shape of Epic's own (epic-samples/epic-r4-capabilitystatement-2026-05.json).
 *
 * @param hasMatch Whether this Epic has `Patient/$match`.
 */
export function capabilityStatement(
  urls: { base: string; token: string; authorize: string },
  date: string,
  hasMatch: boolean,
) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    experimental: true,
    date,
    kind: 'instance',
    instantiates: ['http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server|6.1.0'],
    software: { name: 'Epic (played by the sandbox)', version: 'May 2026', releaseDate: '2026-05-11' },
    implementation: { description: 'Sandbox FHIR Server', url: urls.base },
    fhirVersion: '4.0.1',
    format: ['xml', 'json'],
    rest: [{ mode: 'server', security: security(urls), resource: [patientResource(hasMatch), appointmentResource()] }],
  } satisfies fhir4.CapabilityStatement
}

function security(urls: { token: string; authorize: string }): fhir4.CapabilityStatementRestSecurity {
  const system = 'http://terminology.hl7.org/CodeSystem/restful-security-service'
  return {
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'authorize', valueUri: urls.authorize },
          { url: 'token', valueUri: urls.token },
        ],
      },
    ],
    cors: true,
    service: ['OAuth', 'SMART-on-FHIR'].map((code) => ({ coding: [{ system, code, display: code }], text: code })),
  }
}

/** What no resource of a client that only reads may do. */
const readOnly = {
  readHistory: false,
  updateCreate: false,
  conditionalCreate: false,
  conditionalRead: 'not-supported',
  conditionalUpdate: false,
  conditionalDelete: 'not-supported',
} as const

function patientResource(hasMatch: boolean): fhir4.CapabilityStatementRestResource {
  return {
    type: 'Patient',
    supportedProfile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|6.1.0'],
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    ...readOnly,
    ...(hasMatch ? { operation: [matchOperation] } : {}),
    searchParam: [
      ...[...demographicParameters, ...filterParameters].map((name) => ({ name, type: parameterType(name) })),
      { name: '_count', type: 'number', documentation: 'Number of results per page.' },
      { name: '_id', type: 'token', documentation: 'FHIR ids. Beside _count, all other parameters are ignored.' },
    ],
  }
}

const matchOperation = { name: 'match', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-match' }

function appointmentResource(): fhir4.CapabilityStatementRestResource {
  return {
    type: 'Appointment',
    interaction: [{ code: 'search-type' }],
    ...readOnly,
    searchParam: [
      { name: 'patient', type: 'reference' },
      { name: 'date', type: 'date' },
      { name: 'status', type: 'token' },
      { name: 'identifier', type: 'token' },
      { name: 'service-category', type: 'token', documentation: 'appointment or surgery' },
      { name: '_count', type: 'number', documentation: 'Number of results per page.' },
    ],
  }
}

function parameterType(name: string): 'date' | 'token' | 'string' {
  if (name === 'birthdate') return 'date'
  return ['gender', 'legal-sex', 'identifier', 'telecom', ...filterParameters].includes(name) ? 'token' : 'string'
}
