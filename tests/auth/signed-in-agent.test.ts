import { describe, expect, it } from 'vitest'
import { readLaunchedAgent } from '../../src/auth/launched-agent.ts'
import { readSignedInAgent } from '../../src/auth/signed-in-agent.ts'
import { hostileTexts, unsafeSigns } from '../fixtures/hostile-texts.ts'

const username = 'dana.rivera'
const claims = { sub: 's1', preferred_username: username }

/** The agent as each kind of sign-in reads them. */
const readers = {
  'the identity provider': (more: object) => readSignedInAgent({ ...claims, ...more }, '', 'preferred_username'),
  'the access token': (more: object) => readSignedInAgent({}, tokenOf({ ...claims, ...more }), 'preferred_username'),
  'Epic’s log-in': (more: object) =>
    readLaunchedAgent({ ...claims, ...more }, {}, { in: 'id-token', name: 'preferred_username' }),
}

describe.each(Object.entries(readers))('the agent’s name out of %s', (_from, read) => {
  it.each(Object.entries(hostileTexts))('is one plain line where it holds %s (R33)', (_what, name) => {
    const agent = read({ name })
    expect(agent.name).not.toMatch(unsafeSigns)
    expect(agent.name).toMatch(/^\S.*$/u)
    expect(Array.from(agent.name).length).toBeLessThanOrEqual(80)
    expect(agent.username).toBe(username)
  })

  it.each([undefined, '', ' \u202E\u0000 ', 7, ['Dana'], null])('is the username where it is %j (R33)', (name) => {
    expect(read({ name }).name).toBe(username)
  })

  it('stays as people write theirs', () => {
    expect(read({ name: 'Dána O’Rivera-Núñez, RN' }).name).toBe('Dána O’Rivera-Núñez, RN')
  })

  it('is plain where only a hostile username could stand for it, which itself is compared as it is (R33, R38)', () => {
    const hostile = 'dana\u202E.rivera'
    expect(read({ preferred_username: hostile })).toMatchObject({ username: hostile, name: 'dana .rivera' })
  })
})

/** An access token as a JWT, unsigned: it is read here for showing alone. */
function tokenOf(payload: object): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`
}
