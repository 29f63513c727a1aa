import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { identifyCaller } from '../../src/call/identify-caller.ts'
import { IntegrationError } from '../../src/domain/errors.ts'
import type { Patient } from '../../src/domain/patient.ts'
import type { PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import type { SearchPatients } from '../../src/domain/ports.ts'
import { aContact, hiddenNumber } from '../fixtures/contact.ts'
import { aName, aPatient, aTelephone } from '../fixtures/patient.ts'

const question = { id: 'q1', search: { by: 'telephone', telephone: '+16085550142' } } as const
const notCancelled = { aborted: false }

const found = (patients: readonly Patient[], someWithheld = false): PatientSearchAnswer => ({
  kind: 'found',
  patients,
  someWithheld,
})

async function orderOf(patients: readonly Patient[], contact = aContact()) {
  const answer = await identifyCaller(async () => found(patients), contact, question, notCancelled)
  return answer.kind === 'found' ? answer.patients.map(({ id }) => id) : answer.kind
}

const foreign = aTelephone({ e164: '+16085550117' })

it('puts those who have the number now before those who once had it, and these before the others (R49)', async () => {
  const other = aPatient({ id: 'other', telephones: [foreign] })
  const once = aPatient({ id: 'once', telephones: [aTelephone({ isOld: true })] })
  const now = aPatient({ id: 'now', telephones: [foreign, aTelephone()] })
  expect(await orderOf([other, once, now])).toEqual(['now', 'once', 'other'])
})

const named = (id: string, given: string, family: string) => aPatient({ id, names: [aName(given, family)] })

it('puts alike ones by family name, given names, then id, however they are spelled', async () => {
  const patients = [
    named('5', 'Zoe', 'Okafor'),
    named('4', 'Ida', 'Okafor'),
    named('3', 'Ida', 'OKAFOR'),
    named('1', 'Ida', 'Núñez'),
    named('2', 'Zoe', 'Nunez'),
  ]
  expect(await orderOf(patients)).toEqual(['1', '2', '3', '4', '5'])
})

it('puts patients by name alone on a call that hid its number', async () => {
  const patients = [aPatient({ id: 'b', telephones: [] }), aPatient({ id: 'a' }), aPatient({ id: '0', names: [] })]
  expect(await orderOf(patients, aContact({ ani: hiddenNumber }))).toEqual(['0', 'a', 'b'])
})

it("shows the same order whatever Epic's own was (R49)", async () => {
  const patients = ['a', 'b', 'c', 'd'].map((id, index) =>
    aPatient({ id, telephones: index % 2 ? [] : [aTelephone()] }),
  )
  const shuffled = fc.shuffledSubarray(patients, { minLength: 4 })
  await fc.assert(
    fc.asyncProperty(shuffled, async (patients) => {
      expect(await orderOf(patients)).toEqual(['a', 'c', 'b', 'd'])
    }),
  )
})

it('leaves the answer it was given as it was, and keeps that something was withheld', async () => {
  const patients = [aPatient({ id: 'b' }), aPatient({ id: 'a' })]
  const answer = await identifyCaller(async () => found(patients, true), aContact(), question, notCancelled)
  expect(answer).toMatchObject({ kind: 'found', someWithheld: true })
  expect(patients.map(({ id }) => id)).toEqual(['b', 'a'])
})

it.each(['none', 'too-little', 'too-many'] as const)('passes the answer "%s" on as it is (R65)', async (kind) => {
  expect(await identifyCaller(async () => ({ kind }), aContact(), question, notCancelled)).toEqual({ kind })
})

it('asks the very question, for the very contact, with the very way to stop', async () => {
  const search = vi.fn<SearchPatients>(async () => ({ kind: 'none' }))
  await identifyCaller(search, aContact({ contactId: 'contact-7' }), question, notCancelled)
  expect(search.mock.calls).toEqual([['contact-7', question.search, notCancelled]])
})

it('lets a failure through, and makes no "none" of it (R66)', async () => {
  const failure = new IntegrationError('epic-unreachable')
  await expect(identifyCaller(() => Promise.reject(failure), aContact(), question, notCancelled)).rejects.toBe(failure)
})
