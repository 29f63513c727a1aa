import { expect, it, vi } from 'vitest'
import { IntegrationError } from '../../src/domain/errors.ts'
import type { FhirClient } from '../../src/fhir/fhir-client.ts'
import { askingEpicItself } from '../../src/modes/epic-itself.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

const nothing: fhir4.Bundle = { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] }

/** An Epic that lets this client see visits, and no surgeries. */
function anEpic(): { readonly epic: FhirClient; readonly kinds: (string | null)[] } {
  const kinds: (string | null)[] = []
  const epic: FhirClient = {
    peer: 'epic',
    repeatsUnseen: true,
    search(_type, params) {
      kinds.push(params.get('service-category'))
      return kinds.at(-1) === 'surgery'
        ? Promise.reject(new IntegrationError('epic-refused'))
        : Promise.resolve(nothing)
    },
    match: vi.fn(),
    readPatient: vi.fn(),
    nextPage: () => Promise.resolve(null),
    asOneQuestion: (work) => work(new AbortController().signal),
  }
  return { epic, kinds }
}

it('asks Epic itself for visits and for surgeries apart, and says that those which it refuses are withheld (R3)', async () => {
  const { epic, kinds } = anEpic()
  const way = askingEpicItself(epic, aSitePolicy())
  const { signal } = new AbortController()

  const answer = await way.findAppointments('call-1', { patient: 'leo', from: '2026-11-29' }, signal)
  expect(kinds).toEqual(['appointment', 'surgery'])
  expect(answer).toEqual({ appointments: [], someWithheld: true })
})
