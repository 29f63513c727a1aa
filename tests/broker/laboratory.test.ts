import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { BrokerConfigError } from '../../src/broker/config.ts'
import { createLaboratory } from '../../src/broker/laboratory.ts'
import { readLaboratoryConfig } from '../../src/broker/laboratory-config.ts'

const environment = {
  LABORATORY: 'direct',
  EPIC_FHIR_BASE_URL: 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
  EPIC_CLIENT_ID: 'laboratory',
  SIGNING_KEY: '/nowhere/key.pem',
  ALLOWED_ORIGINS: 'http://widget.localhost:4401',
}

it.each([environment.EPIC_FHIR_BASE_URL, 'http://epic.localhost:4404/FHIR/R4', 'http://127.0.0.1:4404/FHIR/R4/'])(
  'takes an Epic where nobody is real: %s (R2)',
  (base) => {
    const config = readLaboratoryConfig({ ...environment, EPIC_FHIR_BASE_URL: base })
    expect(config.fhirBaseUrl).toBe(base.replace(/\/$/, ''))
  },
)

it.each<[keyof typeof environment | 'NODE_ENV' | 'KMS_ENDPOINT', string | undefined]>([
  ['LABORATORY', undefined],
  ['LABORATORY', 'yes'],
  ['EPIC_FHIR_BASE_URL', 'https://epic.example.org/FHIR/R4'],
  ['EPIC_FHIR_BASE_URL', 'https://fhir.epic.com.example.org/FHIR/R4'],
  ['EPIC_FHIR_BASE_URL', 'https://localhost.example.org/FHIR/R4'],
  ['ALLOWED_ORIGINS', 'https://widget.example.org'],
  ['ALLOWED_ORIGINS', 'http://widget.localhost:4401, https://widget.example.org'],
  ['NODE_ENV', 'production'],
  ['SIGNING_KEY', 'kms:no-key'],
  ['KMS_ENDPOINT', 'https://kms.example.org'],
])('refuses to give tokens out with %s as %o (R2, R4)', (name, value) => {
  const read = () => readLaboratoryConfig({ ...environment, [name]: value })
  expect(read).toThrow(BrokerConfigError)
  expect(read).toThrow(name)
})

it('ends its process where the FHIR host could hold real patients, and shows no value (R2, R83)', async () => {
  const door = new URL('../../src/broker/laboratory-node.ts', import.meta.url).pathname
  const tsx = new URL('../../node_modules/.bin/tsx', import.meta.url).pathname
  const env = { ...environment, EPIC_FHIR_BASE_URL: 'https://canary.example.org/FHIR/R4', PATH: process.env['PATH'] }
  const laboratory = spawn(tsx, [door], { env })
  let said = ''
  laboratory.stderr.on('data', (text) => (said += String(text)))
  expect(await once(laboratory, 'exit')).toEqual([1, null])
  expect(said).toContain('EPIC_FHIR_BASE_URL: wants Epic’s public sandbox')
  expect(said).not.toContain('canary')
}, 60_000)

it('gives nothing to a page that is not listed (R25)', async () => {
  const laboratory = createLaboratory(readLaboratoryConfig(environment))
  for (const headers of [{}, { origin: 'http://evil.localhost' }]) {
    const answer = await laboratory.request('/token', { method: 'POST', headers, body: '{}' })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
  }
})
