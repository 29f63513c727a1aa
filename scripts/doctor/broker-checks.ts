import { calculateJwkThumbprint, type JWK } from 'jose'
import * as v from 'valibot'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import { jsonOf, type Look, type LookAt } from './look.ts'

const keySet = v.object({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string(), kid: v.optional(v.string()) })), v.minLength(1)),
})

const allowOrigin = 'access-control-allow-origin'

/** Members of RFC 7518 §6.2.2, §6.3.2 and §6.4 that only the owner of a key may see. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The broker: that it answers, which keys it shows, and which pages it lets ask. */
export function brokerChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const { names } = setUp

  const health = async ({ brokerUrl }: Pick<Facts, 'brokerUrl'>): Promise<Finding> => {
    const seen = await lookAt(`${brokerUrl}/health`)
    if (seen.kind === 'unreachable') return mend(`The broker is not reached at ${names.broker}: ${seen.why}.`)
    const isOurs = seen.status === 200 && JSON.stringify(jsonOf(seen.text)) === '{"status":"ok"}'
    return isOurs
      ? ok('The broker answers.')
      : mend(`What answers ${seen.status} at ${names.broker} is not the broker.`)
  }

  const keys = async ({ brokerUrl }: Pick<Facts, 'brokerUrl'>): Promise<Finding> => {
    const seen = await lookAt(`${brokerUrl}/.well-known/jwks.json`)
    if (seen.kind === 'unreachable') return notChecked('the broker is not reached')
    if (seen.status !== 200)
      return mend(`The broker answers ${seen.status} in place of its keys: look at ${names.signingKey}.`)
    const set = v.safeParse(keySet, jsonOf(seen.text))
    if (!set.success) return mend('At /.well-known/jwks.json stands no key set: Epic could not know the broker.')
    const wrong = await Promise.all(set.output.keys.map((key) => whatIsWrong(key as JWK)))
    const told = wrong.find((one) => one !== null)
    if (told !== undefined && told !== null) return mend(told)
    if (set.output.keys.length > 2) return mend('More than two keys are shown: end the last rotation first.')
    if (!/max-age=\d+/i.test(seen.headers.get('cache-control') ?? ''))
      return mend(
        'The key set comes without Cache-Control max-age: Epic would keep it for 29 hours. What stands in front?',
      )
    return ok('The broker shows public keys of a kind that Epic takes.')
  }

  const origins = async ({ brokerUrl, widgetOrigin }: Pick<Facts, 'brokerUrl' | 'widgetOrigin'>): Promise<Finding> => {
    const isSameOrigin = new URL(brokerUrl).origin === widgetOrigin
    const [ours, other, preflight] = await Promise.all([
      knock(lookAt, brokerUrl, widgetOrigin),
      knock(lookAt, brokerUrl, 'https://another-page.example'),
      // A gateway may answer none where the page and the broker have one origin: then no browser asks.
      isSameOrigin ? null : askAhead(lookAt, brokerUrl, widgetOrigin),
    ])
    if (ours.kind === 'unreachable' || other.kind === 'unreachable') return notChecked('the broker is not reached')
    const allowed = ours.headers.get(allowOrigin)
    if (allowed === '*' || other.headers.has(allowOrigin) || other.status < 400)
      return mend('Something in front of the broker lets any page ask: let it pass requests on as they are.')
    if (allowed !== widgetOrigin)
      return mend(`The broker does not let the widget’s page ask: its origin is missing in ${names.allowedOrigins}.`)
    if (preflight?.kind === 'answered' && preflight.headers.get(allowOrigin) !== widgetOrigin)
      return mend('Something in front of the broker does not pass on what browsers ask ahead (OPTIONS): let it.')
    return ok('The broker lets the widget’s page ask, and no other.')
  }

  return [
    { name: 'broker', guide: 'docs/deploy.md#deploy', run: needing(setUp, ['brokerUrl'], health) },
    { name: 'broker-keys', guide: 'docs/settings.md#keys', run: needing(setUp, ['brokerUrl'], keys) },
    {
      name: 'broker-origins',
      guide: 'docs/settings.md#the-broker-environment',
      run: needing(setUp, ['brokerUrl', 'widgetOrigin'], origins),
    },
  ]
}

/** A search without a token, as a page of this origin would send it: it is refused, and how says whether the page may ask. */
function knock(lookAt: LookAt, brokerUrl: string, origin: string): Promise<Look> {
  const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  return lookAt(`${brokerUrl}/fhir/R4/Patient/_search`, { method: 'POST', headers })
}

/** What a browser asks before a page of another origin may ask (Fetch standard, CORS preflight). */
function askAhead(lookAt: LookAt, brokerUrl: string, origin: string): Promise<Look> {
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  }
  return lookAt(`${brokerUrl}/token`, { method: 'OPTIONS', headers: { origin, ...asked } })
}

async function whatIsWrong(key: JWK): Promise<string | null> {
  if (privateMembers.some((member) => member in key))
    return 'A private key stands in the key set, for everybody to read: take it down, and make another (npm run keys -- rotate).'
  const { kty, kid, alg, crv, n = '' } = key
  if (typeof kid !== 'string' || kid === '') return 'A key in the key set has no kid: Epic wants one.'
  const isRsa = kty === 'RSA' && Buffer.from(n, 'base64url').byteLength >= 256 && alg === 'RS384'
  const isEc = kty === 'EC' && crv === 'P-384' && alg === 'ES384'
  if (!isRsa && !isEc)
    return 'A key is neither RSA of 2048 bits or more (RS384) nor EC on P-384 (ES384): Epic takes no other of ours.'
  const isNamed = (await calculateJwkThumbprint(key).catch(() => '')) === kid
  return isNamed ? null : 'A key has the id of another: what answers at /.well-known/jwks.json is not this broker.'
}
