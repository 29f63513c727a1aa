import { expect, it } from 'vitest'
import { welcome } from '../../src/sandbox/welcome.ts'

const controlRoom = 'http://sandbox.localhost:4400'

it('sends a visitor to the household of the cast', () => {
  expect(welcome(controlRoom, 'made', null)).toContain(controlRoom)
  expect(welcome(controlRoom, 'made', null)).toContain('"Household"')
})

it('names nobody of the cast to a visitor who loaded people of their own', () => {
  expect(welcome(controlRoom, 'loaded', null)).toContain(controlRoom)
  expect(welcome(controlRoom, 'loaded', null)).toContain('"Ring this number"')
  expect(welcome(controlRoom, 'loaded', null)).not.toMatch(/Household|Leo|07012015/)
})

it('sends a visitor of the sandbox that speaks TLS to a browser that trusts it and keeps that to itself', () => {
  const words = welcome(controlRoom, 'made', 'n83OTBOx+Qn965f7MXSGg9NBKdCWMoxLgdWMeGpPe8=')
  const [command = ''] = words.split('\n').filter((line) => line.includes(controlRoom))
  expect(command).toContain('--ignore-certificate-errors-spki-list=n83OTBOx+Qn965f7MXSGg9NBKdCWMoxLgdWMeGpPe8= ')
  expect(command).toContain('--user-data-dir=')
  expect(words).toContain('.sandbox/authority.pem')
  expect(welcome(controlRoom, 'made', null)).not.toMatch(/TLS|certificate/)
})
