import { expect, it } from 'vitest'
import { createDiscovery } from '../../src/smart/discovery.ts'
import { requestToken } from '../../src/smart/token-request.ts'
import { epicFixture } from '../fixtures/epic-fixture.ts'

const fhirBaseUrl = 'https://epic.example.org/interconnect/api/FHIR/R4'
const tokenUrl = 'https://epic.example.org/interconnect/oauth2/token'

const answerConfiguration = async () => Response.json(epicFixture('smart-configuration'))

/** Asks a token endpoint that answers so. */
function askToken(body: unknown, status = 200) {
  return requestToken(tokenUrl, 'an assertion', async () => Response.json(body, { status }), AbortSignal.timeout(1_000))
}

it('reads the system token as Epic gives it, whatever scopes it names', async () => {
  const { backend_client_credentials: answer } = epicFixture('token-responses') as Record<string, unknown>
  expect(await askToken(answer)).toEqual({ accessToken: 'opaque-system-token', forMs: 3_600_000 })
})

it('takes an answer without a token for none', async () => {
  const { jwt_bearer_dynamic_client: answer } = epicFixture('token-responses') as Record<string, unknown>
  await expect(askToken(answer)).rejects.toMatchObject({ code: 'epic-invalid-answer' })
})

it.each((epicFixture('http-errors') as { token_400: { error: string }[] }).token_400)(
  'takes $error for a set-up that an administrator has to mend',
  async (answer) => {
    await expect(askToken(answer, 400)).rejects.toMatchObject({ code: 'epic-set-up' })
  },
)

it('finds the token endpoint in Epic’s own configuration', async () => {
  const discovery = createDiscovery({ fhirBaseUrl, fetch: answerConfiguration })
  expect(await discovery.tokenUrl()).toBe(tokenUrl)
})
