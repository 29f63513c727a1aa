import { expect, it } from 'vitest'
import { certainMatchQuestion } from '../../src/domain/certain-match.ts'
import { aNumber, hiddenNumber } from '../fixtures/contact.ts'

const byName = { by: 'name-and-birth-date', given: 'Ana', family: 'Kessler', birthDate: '1980-02-29' } as const
const calling = { ani: aNumber() }

it('asks with the name and birth date of the search, the number of this call, and the sex where it was said', () => {
  const asked = { given: 'Ana', family: 'Kessler', birthDate: '1980-02-29', telephone: '+16085550142' }
  expect(certainMatchQuestion(byName, calling, '')).toEqual({ ...asked, legalSex: null })
  expect(certainMatchQuestion(byName, calling, 'female')).toEqual({ ...asked, legalSex: 'female' })
})

it('does not ask where the number was withheld: name and birth date alone make Epic certain of nobody', () => {
  expect(certainMatchQuestion(byName, { ani: hiddenNumber }, 'female')).toBeNull()
})

it.each([
  { by: 'telephone', telephone: '+16085550142' },
  { by: 'name-sex-and-telephone', given: 'Ana', family: 'Kessler', legalSex: 'female', telephone: '+16085550142' },
  { by: 'record-number', system: 'urn:oid:1', value: '1' },
] as const)('does not ask beside a search $by, which says no birth date', (search) => {
  expect(certainMatchQuestion(search, calling, '')).toBeNull()
})
