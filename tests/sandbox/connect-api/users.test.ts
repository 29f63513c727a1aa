import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ConnectApiError } from '../../../src/sandbox/connect-api/connect-api-error.ts'
import { searchUsers } from '../../../src/sandbox/connect-api/users.ts'

it('finds everybody without criteria', () => {
  expect(searchUsers(undefined).map((user) => user.Username)).toEqual(['dana.rivera', 'sam.okoye', 'lee.chen'])
})

it('answers or refuses whatever is sent as criteria, and never breaks', () => {
  const condition = fc.record({ FieldName: fc.jsonValue(), Value: fc.jsonValue(), ComparisonType: fc.jsonValue() })
  const { criteria } = fc.letrec((tie) => ({
    criteria: fc.oneof(
      fc.jsonValue(),
      fc.record({ StringCondition: fc.oneof(condition, fc.jsonValue()) }),
      fc.record({ AndConditions: fc.array(tie('criteria')) }),
      fc.record({ OrConditions: fc.array(tie('criteria')) }),
    ),
  }))
  fc.assert(
    fc.property(criteria, (sent) => {
      expect(['found', 'InvalidRequestException']).toContain(outcome(sent))
    }),
  )
})

function outcome(criteria: unknown): string {
  try {
    searchUsers(criteria)
    return 'found'
  } catch (error) {
    return error instanceof ConnectApiError ? error.name : 'broke'
  }
}
