import { expect, it } from 'vitest'
import { welcome } from '../../src/sandbox/welcome.ts'

const controlRoom = 'http://sandbox.localhost:4400'

it('sends a visitor to the household of the cast', () => {
  expect(welcome(controlRoom, 'made')).toContain(controlRoom)
  expect(welcome(controlRoom, 'made')).toContain('"Household"')
})

it('names nobody of the cast to a visitor who loaded people of their own', () => {
  expect(welcome(controlRoom, 'loaded')).toContain(controlRoom)
  expect(welcome(controlRoom, 'loaded')).toContain('"Ring this number"')
  expect(welcome(controlRoom, 'loaded')).not.toMatch(/Household|Leo|07012015/)
})
