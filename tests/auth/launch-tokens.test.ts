import { expect, it } from 'vitest'
import { readLaunchTokens } from '../../src/auth/launch-tokens.ts'
import { epicFixture } from '../fixtures/epic-fixture.ts'

const tokenUrl = 'https://epic.example.org/interconnect/oauth2/token'
const answers = epicFixture('token-responses') as Record<string, object>

it('reads the tokens of a user as Epic gives them: less than an hour, a blank behind the scopes, a patient nobody asked for', () => {
  expect(readLaunchTokens(answers['authorization_code'], tokenUrl, 1_000)).toMatchObject({
    access: 'opaque-user-token',
    refresh: 'opaque-refresh-token',
    endsAt: 3_241_000,
    tokenUrl,
  })
})

it('reads a type that is written Bearer, and Epic’s own extras beside it', () => {
  const answer = { access_token: 'opaque', ...answers['jwt_bearer_dynamic_client'] }
  const tokens = readLaunchTokens(answer, tokenUrl, 0)
  expect(tokens).toMatchObject({ access: 'opaque', refresh: null, endsAt: 3_600_000 })
  expect(tokens.context).toHaveProperty('__epic.dstu2.patient')
})

it('takes an answer without a token for none', () => {
  expect(() => readLaunchTokens(answers['jwt_bearer_dynamic_client'], tokenUrl, 0)).toThrow('epic-invalid-answer')
})
