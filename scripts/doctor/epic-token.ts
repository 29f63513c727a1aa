import { stat } from 'node:fs/promises'
import { createSigningKeys } from '../../src/broker/signing-keys.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { signClientAssertion } from '../../src/smart/client-assertion.ts'
import { createDiscovery } from '../../src/smart/discovery.ts'
import { SigningKeyError } from '../../src/smart/signing-key.ts'
import { requestToken } from '../../src/smart/token-request.ts'
import { awsErrorOf, deniedNames, unknownNames } from './aws-error.ts'
import { type Finding, mend, notChecked, ok } from './check.ts'
import type { Facts, SetUp } from './facts.ts'
import { jsonOf } from './look.ts'

/** A token of Epic, or why there is none. It is used for searches and never shown. */
export type EpicToken = { readonly token: string } | { readonly none: Finding }

export const tokenFits: Finding = ok('Epic takes the configured key, and gives a token.')

/**
 * Asks Epic for a token as the broker does: with an assertion that the configured key signed.
 *
 * @param shownKids The ids of the keys that the broker shows, where they can be had; asked where Epic refuses the client.
 */
export async function getEpicToken(
  { names }: SetUp,
  { epic, signingKeys }: Pick<Facts, 'epic' | 'signingKeys'>,
  ask: typeof fetch,
  shownKids: () => Promise<readonly string[] | null>,
): Promise<EpicToken> {
  const { signing } = signingKeys
  // Loading a key file that is not there would make one.
  if (signing.kind === 'file' && !(await isThere(signing.path)))
    return { none: mend(`At ${names.signingKey} is no key file: make one with npm run keygen.`) }

  const tokenUrl = await tokenUrlOf(epic, ask)
  if (tokenUrl === null) return { none: notChecked('Epic does not say where it gives tokens out') }

  const keys = createSigningKeys(signingKeys)
  const refusal = { word: '', kid: '', ofKms: '' }
  try {
    const [key] = await keys.current()
    refusal.kid = key.kid
    const assertion = await signClientAssertion(key, epic.clientId, tokenUrl).catch((cause: unknown) => {
      refusal.ofKms = awsErrorOf(cause)
      throw cause
    })
    const { accessToken } = await requestToken(tokenUrl, assertion, listening(ask, refusal), AbortSignal.timeout(8_000))
    return { token: accessToken }
  } catch (error) {
    if (refusal.ofKms !== '') return { none: whyUnsigned(names, refusal.ofKms) }
    const shown = refusal.word === 'invalid_client' ? await shownKids() : null
    const isShown = shown === null || shown.includes(refusal.kid)
    return { none: isShown ? whyNone(names, error, refusal.word) : mend(anotherKey(names)) }
  } finally {
    keys.close()
  }
}

/** What keeps a key in KMS from signing, though its public half could be read; a key in a file always signs. */
function whyUnsigned({ signingKey }: SetUp['names'], error: string): Finding {
  if (unknownNames.includes(error)) return notChecked('this computer has no AWS credentials for the key in KMS')
  if (deniedNames.includes(error))
    return mend(`These AWS credentials may not sign with the key: they need kms:Sign on it (${signingKey}).`)
  return mend(`KMS does not sign with this key (${error}): look at ${signingKey}, and at the way to KMS.`)
}

function anotherKey({ signingKey }: SetUp['names']): string {
  return `The key in ${signingKey} is not among those that the broker shows, so Epic cannot know it: was every process restarted since it was set?`
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function tokenUrlOf({ tokenUrl, fhirBaseUrl }: Facts['epic'], ask: typeof fetch): Promise<string | null> {
  if (tokenUrl !== null) return tokenUrl
  return createDiscovery({ fhirBaseUrl, fetch: ask })
    .tokenUrl()
    .catch(() => null)
}

/** A `fetch` that notes the error word of a refusal, which the broker does not need and an administrator does. */
function listening(ask: typeof fetch, refusal: { word: string }): typeof fetch {
  return async (url, request) => {
    const answer = await ask(url, request)
    if (answer.status === 400 || answer.status === 401) {
      const body = jsonOf(await answer.clone().text())
      if (typeof body === 'object' && body !== null && 'error' in body) refusal.word = String(body.error)
    }
    return answer
  }
}

const refusals = (names: SetUp['names']): Readonly<Record<string, string>> => ({
  invalid_client: `Epic does not take the client or its key (invalid_client). Compare ${names.epicClient} with Epic’s client record, and the JWK Set URL there with the broker’s /.well-known/jwks.json; look at the clock; a change takes up to 12 hours.`,
  unauthorized_client:
    'Epic knows the client, but no background user is mapped to it (unauthorized_client): Epic’s security team maps one.',
  invalid_request: `What is asked for a token is not Epic’s token endpoint, or something in front changes the request (invalid_request): look at ${names.tokenUrl}.`,
})

function whyNone(names: SetUp['names'], error: unknown, word: string): Finding {
  if (error instanceof SigningKeyError) {
    if (unknownNames.includes(awsErrorOf(error)))
      return notChecked('this computer has no AWS credentials for the key in KMS')
    return mend(`The signing key cannot be used: ${error.message.replace(/^SIGNING_KEY: /, '')} (${names.signingKey}).`)
  }
  if (!isIntegrationError(error)) throw error
  const told = refusals(names)[word]
  if (told !== undefined) return mend(told)
  if (error.code === 'signing-key-unavailable')
    return mend('KMS does not answer, or not in time: without it Epic gives no token.')
  if (error.code === 'epic-busy') return notChecked('Epic is busy')
  if (error.code === 'epic-unreachable')
    return mend('Epic’s token endpoint does not answer, or answers with a failure of its own.')
  return mend(`Epic’s token endpoint answers what is no token: look at ${names.tokenUrl}.`)
}
