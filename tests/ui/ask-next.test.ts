import { assert, constantFrom, property, uniqueArray } from 'fast-check'
import { expect, it } from 'vitest'
import { bestQuestion } from '../../src/domain/ask-next.ts'
import { messagesFor } from '../../src/ui/messages.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

it('never gives a value away in the question that is read out, whoever the candidates are', () => {
  const names = uniqueArray(constantFrom('Zelda', 'Quentin', 'Xerxes', 'Wilhelmina'), { minLength: 2 })
  const towns = constantFrom('Oconomowoc', 'Sheboygan')
  assert(
    property(names, towns, (givens, town) => {
      const candidates = givens.map((given, index) =>
        aPatient({
          id: given,
          names: [aName(given, 'Garcia')],
          birthDate: '1990-04-04',
          town,
          recordNumbers: [{ system: 'urn:oid:1.2.3', value: `98${index}` }],
        }),
      )
      const question = bestQuestion(candidates, [])
      if (question === null) throw new Error('Something tells them apart.')
      for (const words of [messagesFor('en-US'), messagesFor('es-US')]) {
        for (const value of [...givens, town, 'Garcia', '1990', '98']) {
          expect(words.askNext[question]).not.toContain(value)
        }
      }
    }),
  )
})
