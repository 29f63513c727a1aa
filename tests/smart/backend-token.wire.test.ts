import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms } from '../../src/sandbox/kms/kms.ts'
import { createBackendToken } from '../../src/smart/backend-token.ts'
import { loadKmsKey } from '../../src/smart/kms-key.ts'
import { serving } from '../broker/played-parties.ts'
import { clientId, type PlayedEpic, playEpic } from '../sandbox/epic/playing-epic.ts'

let epic: PlayedEpic
beforeAll(async () => {
  epic = await playEpic([])
})
afterAll(() => epic.close())

/** A token source by a key in KMS, before an Epic that checks every assertion; our clock is so many seconds off. */
async function aSource({ offS = 0 } = {}) {
  const journal = createJournal()
  const kms = createKms({ region: 'us-east-1', journal })
  const { arn } = await kms.keys.create('ECC_NIST_P384')
  const key = await loadKmsKey({ keyId: arn, region: 'us-east-1', endpoint: await serving(kms.app) })
  epic.keySet.keys = [key.publicJwk]
  const clock = { now: () => Date.now() + offS * 1_000, skipMs: 0 }
  const source = createBackendToken({
    tokenUrl: async () => `${epic.origin}/interconnect/oauth2/token`,
    clientId,
    signingKey: async () => key,
    now: () => clock.now() + clock.skipMs,
    wait: async () => undefined,
  })
  const signatures = () => journal.entries().filter(({ event }) => event === 'signed').length
  const refusals = () => journal.entries().filter(({ event }) => event === 'refused').length
  return { source, kms, clock, signatures, refusals }
}

const tokensIssued = () => epic.journal.entries().filter(({ event }) => event === 'token-issued').length

it('makes one signature and one token call for a thousand who ask at once (R9)', async () => {
  const { source, signatures } = await aSource()
  const before = tokensIssued()
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => source.current()))
  expect([new Set(tokens).size, signatures(), tokensIssued() - before]).toEqual([1, 1, 1])
})

describe('a clock that is wrong (R7)', () => {
  it.each([-120, -119, -90, -60, -30, -1, 0, 1, 15, 29])('by %i s gets a token all the same', async (offS) => {
    const { source } = await aSource({ offS })
    expect(await source.current()).toMatch(/^[\w-]{1000,}$/)
  })

  it.each([
    [-3_600, 'exp is over'],
    [-241, 'exp is over'],
    [32, 'iat is in the future'],
    [3_600, 'exp is more than 5 minutes ahead'],
  ])('by %i s is a matter of the set-up, and says so', async (offS, reason) => {
    const { source } = await aSource({ offS })
    await expect(source.current()).rejects.toThrow('epic-set-up')
    expect(epic.journal.entries().at(-1)?.facts).toEqual({ error: 'invalid_client', reason })
  })
})

describe('while KMS is down', () => {
  it('the token that is held goes on to its end (faults)', async () => {
    const { source, kms, clock } = await aSource()
    const held = await source.current()
    kms.faults.kind = 'silent'
    clock.skipMs = 3_590_000
    expect(await source.current()).toBe(held)
  })

  it('searches without a token are told of it, and KMS is asked once in two seconds (faults)', async () => {
    const { source, kms, clock, refusals } = await aSource()
    kms.faults.kind = 'down'
    const asked = await Promise.allSettled(Array.from({ length: 100 }, () => source.current()))
    expect(new Set(asked.map((one) => one.status === 'rejected' && String(one.reason)))).toEqual(
      new Set(['IntegrationError: signing-key-unavailable']),
    )
    await expect(source.current()).rejects.toThrow('signing-key-unavailable')
    // One question, which the SDK puts twice.
    expect(refusals()).toBe(2)

    kms.faults.kind = 'none'
    clock.skipMs = 2_000
    expect(await source.current()).toMatch(/^[\w-]{1000,}$/)
  })

  it('and its refusal is one that an administrator has to mend: asked once in thirty seconds', async () => {
    const { source, kms, clock, refusals } = await aSource()
    kms.faults.kind = 'denied'
    await expect(source.current()).rejects.toThrow('epic-set-up')
    clock.skipMs = 29_000
    await expect(source.current()).rejects.toMatchObject({ code: 'epic-set-up', cause: { code: 'epic-set-up' } })
    expect(refusals()).toBe(1)
  })
})
