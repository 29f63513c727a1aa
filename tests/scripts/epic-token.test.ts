import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { getEpicToken } from '../../scripts/doctor/epic-token.ts'
import { readWidgetSetUp } from '../../scripts/doctor/widget-set-up.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms } from '../../src/sandbox/kms/kms.ts'
import { anEpic, serving } from '../broker/played-parties.ts'
import { anEnvironment } from '../broker/running-broker.ts'

/** A token asked for with a key in a KMS that lets its public half be read, and refuses to sign by this name. */
async function tokenWithout(refusal: string) {
  const kms = createKms({ region: 'us-east-1', journal: createJournal() })
  const { arn } = await kms.keys.create('RSA_2048')
  const app = new Hono().post('*', async (c) => {
    if (c.req.header('x-amz-target') !== 'TrentService.Sign') return kms.app.fetch(c.req.raw)
    return c.json({ __type: refusal, message: 'canary' }, 400, { 'content-type': 'application/x-amz-json-1.1' })
  })
  const epic = await anEpic()
  const setUp = readWidgetSetUp(
    {},
    anEnvironment({
      BROKER_URL: 'http://broker.localhost:4403',
      EPIC_FHIR_BASE_URL: epic.fhirBaseUrl,
      SIGNING_KEY: `kms:${arn}`,
      KMS_ENDPOINT: await serving(app),
    }),
    null,
  )
  const { epic: ofEpic, signingKeys } = setUp.facts
  if (ofEpic === undefined || signingKeys === undefined) throw new Error('the set-up is not whole')
  const got = await getEpicToken(setUp, { epic: ofEpic, signingKeys }, fetch, async () => null)
  return { said: 'none' in got ? got.none : null, asked: epic.state.tokenCalls }
}

it.each([
  ['AccessDeniedException', 'These AWS credentials may not sign with the key: they need kms:Sign on it (SIGNING_KEY).'],
  [
    'DisabledException',
    'KMS does not sign with this key (DisabledException): look at SIGNING_KEY, and at the way to KMS.',
  ],
])(
  'says of a key that may be seen and does not sign (%s) what to mend, and asks Epic nothing',
  async (refusal, sentence) => {
    expect(await tokenWithout(refusal)).toEqual({ said: { outcome: 'mend', sentence }, asked: 0 })
  },
)
