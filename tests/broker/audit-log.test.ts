import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type AuditEvent, AuditLogError, auditLine, createAuditLog } from '../../src/broker/audit-log.ts'

function anEvent(facts: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: '2026-11-24T09:30:00.000Z',
    requestId: 'request-1',
    operation: 'search',
    outcome: 'found',
    agentId: 'connect-dana',
    subject: 'idp-dana',
    contactId: 'call-1',
    searchBy: 'telephone',
    patients: ['e1'],
    verified: [],
    emergencyReason: null,
    isUnconfirmed: false,
    ...facts,
  }
}

it('writes a decision as a FHIR AuditEvent, with the time in UTC and the id of the request (R24, R77)', () => {
  const written: fhir4.AuditEvent = JSON.parse(
    auditLine(anEvent({ operation: 'confirmation', verified: ['birth-date'] })),
  )
  expect(written).toMatchObject({
    resourceType: 'AuditEvent',
    recorded: '2026-11-24T09:30:00.000Z',
    outcome: '0',
    outcomeDesc: 'found',
    subtype: [{ code: 'confirmation' }],
    agent: [{ requestor: true, altId: 'idp-dana', who: { identifier: { value: 'connect-dana' } } }],
  })
  expect(written.entity?.[0]).toMatchObject({
    what: { identifier: { value: 'call-1' } },
    detail: [
      { type: 'request', valueString: 'request-1' },
      { type: 'search-by', valueString: 'telephone' },
      { type: 'verified', valueString: 'birth-date' },
    ],
  })
  expect(written.entity?.[1]).toEqual({ what: { reference: 'Patient/e1' } })
})

it.each([
  ['found', '0'],
  ['restricted', '0'],
  ['contact-not-yours', '4'],
  ['epic-unreachable', '4'],
  ['fault', '8'],
] as const)('writes the outcome %s as %s', (outcome, severity) => {
  expect(JSON.parse(auditLine(anEvent({ outcome })))).toMatchObject({ outcome: severity, outcomeDesc: outcome })
})

it('writes the reason of an emergency opening beside the identifiers, as an outcome of its own (R24)', () => {
  const emergency = {
    outcome: 'confirmed-in-emergency',
    verified: ['name'],
    emergencyReason: 'not responding',
  } as const
  const written: fhir4.AuditEvent = JSON.parse(auditLine(anEvent({ operation: 'confirmation', ...emergency })))
  expect(written).toMatchObject({ outcome: '0', outcomeDesc: 'confirmed-in-emergency' })
  expect(written.entity?.[0]?.detail).toContainEqual({ type: 'emergency-reason', valueString: 'not responding' })
})

it('says of a decision that Connect had not confirmed the contact, and nothing of one that it had (R16, R24)', () => {
  const mark = { type: 'contact', valueString: 'not-confirmed-by-connect' }
  const detailsOf = (facts: Partial<AuditEvent>) =>
    (JSON.parse(auditLine(anEvent(facts))) as fhir4.AuditEvent).entity?.[0]?.detail
  expect(detailsOf({ isUnconfirmed: true })).toContainEqual(mark)
  expect(detailsOf({})).not.toContainEqual(mark)
  const granted = JSON.parse(auditLine(anEvent({ operation: 'token', outcome: 'granted-in-emergency' })))
  expect(granted).toMatchObject({ outcome: '0', outcomeDesc: 'granted-in-emergency' })
})

it('keeps a line one line, whatever stands in an id (R77)', () => {
  const evil = 'a\r\nb\u2028c\u2029d\u0085e\u007ff\u001b[31m'
  const line = auditLine(anEvent({ subject: evil }))
  expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  expect(JSON.parse(line)).toMatchObject({ agent: [{ altId: evil }] })
})

it('appends to a file that only its owner can read, one line for each of many at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'audit.jsonl')
  const log = createAuditLog(file)
  await Promise.all(Array.from({ length: 100 }, (_, index) => log.write(anEvent({ requestId: `request-${index}` }))))

  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(new Set(lines.map((line) => JSON.parse(line).entity[0].detail[0].valueString)).size).toBe(100)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('fails where the file cannot be written, so that the decision is closed (R24)', async () => {
  await expect(createAuditLog('/nowhere/at/all.jsonl').write(anEvent())).rejects.toThrow('ENOENT')
})

it('keeps every decision of many at once, each on its own line and in order (R24)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'audit.ndjson')
  const log = createAuditLog(file)
  const ids = Array.from({ length: 500 }, (_, index) => `request-${index}`)

  await log.write(anEvent({ requestId: 'first' }))
  await Promise.all(ids.map((requestId) => log.write(anEvent({ requestId }))))
  const written = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(written.map((line) => /"valueString":"([^"]+)"/.exec(line)?.[1])).toEqual(['first', ...ids])
})

it('fails every decision that could not be written, and writes again once it can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'later', 'audit.ndjson')
  const log = createAuditLog(file)

  const all = await Promise.allSettled([1, 2, 3].map(() => log.write(anEvent())))
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await mkdir(join(folder, 'later'))
  await log.write(anEvent())
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(1)
})

it('is tried before the first decision: an empty file of its owner, or a sentence that names the setting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'audit.jsonl')
  await createAuditLog(file).ready()
  expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['', 0o600])

  const failure = await createAuditLog(folder)
    .ready()
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AuditLogError)
  expect(String(failure)).toContain('AUDIT_LOG')
  expect(String(failure)).not.toContain(folder)
})
