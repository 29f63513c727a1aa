import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerSoftphone } from '../../../src/sandbox/ccp/softphone-api.ts'
import { createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'

const METHODS = ['acceptContact', 'destroyConnection', 'createOutboundContact', 'putAgentState', 'clearContact']

it('answers whatever a host sends: with data or with an error text, never with neither', () => {
  const instance = createConnectInstance({ journal: createJournal() })
  const method = fc.oneof(fc.constantFrom(...METHODS), fc.string())
  fc.assert(
    fc.property(method, fc.jsonValue(), (name, params) => {
      const { data, error } = answerSoftphone(instance, name, params)
      expect((data === null) !== (error === null)).toBe(true)
    }),
  )
  instance.close()
})

it('hangs up from the side whose connection is named', () => {
  const journal = createJournal()
  const instance = createConnectInstance({ journal })
  const { contactId, customerLeg } = instance.ring()
  instance.accept(contactId)
  answerSoftphone(instance, 'destroyConnection', { contactId, connectionId: customerLeg?.connectionId })
  expect(journal.entries().at(-1)?.event).toBe('customer-hung-up')
  instance.close()
})

it('refuses a connection the contact does not have', () => {
  const instance = createConnectInstance({ journal: createJournal() })
  const { contactId } = instance.ring()
  const { error } = answerSoftphone(instance, 'destroyConnection', { contactId, connectionId: 'other' })
  expect(JSON.parse(error ?? '{}')).toMatchObject({ type: 'ResourceNotFoundException', statusCode: 404 })
  instance.close()
})
