import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDoctoredSite, changing } from './doctored-site.ts'
import { aToken, ownPublicKey, tokensThatDoNotFit } from './doctored-tokens.ts'

let site: Awaited<ReturnType<typeof aDoctoredSite>>

beforeAll(async () => {
  site = await aDoctoredSite()
}, 60_000)
afterAll(() => site.close())

describe('what an agent’s token says', () => {
  it.each([
    ['another audience', { AGENT_AUDIENCE: 'https://another.example.org' }, /another aud than AGENT_AUDIENCE/],
    ['another client', { AGENT_CLIENT_ID: 'another' }, /of another client than AGENT_CLIENT_ID/],
    ['no user name there', { AGENT_USERNAME_CLAIM: 'upn' }, /no user name in the claim AGENT_USERNAME_CLAIM/],
    ['another type', { AGENT_TOKEN_TYPE: 'JWT' }, /another typ than AGENT_TOKEN_TYPE/],
    ['a name that Connect does not know', { AGENT_USERNAME_CLAIM: 'name' }, /Connect has no user of the name/],
    ['a type where none is expected', { AGENT_TOKEN_TYPE: 'none' }, /names a type \(typ\), and AGENT_TOKEN_TYPE says/],
  ])('%s: is named', async (_what, env, words) => {
    const { said } = await site.visit({ env, words: ['--agent-token', await site.agentToken()] })
    expect(said('agent-token')).toMatch(words)
  })

  it.each(tokensThatDoNotFit)('that it %s: is named', async (_what, write, words) => {
    const { settings } = site
    const file = join(site.folder, 'written-token')
    await writeFile(file, await write(settings))
    const ask = changing(
      (url) => url === `${settings['AGENT_ISSUER']}/jwks`,
      async () => Response.json({ keys: [await ownPublicKey()] }),
    )
    const { named, said, text } = await site.visit({ ask, words: ['--agent-token', file] })
    expect(named('mend')).toEqual(['agent-token'])
    expect(said('agent-token')).toMatch(words)
    expect(text).not.toContain('dana')
  })

  it('is taken where only the signing is ours', async () => {
    const file = join(site.folder, 'written-token')
    await writeFile(file, await aToken(site.settings))
    const ask = changing(
      (url) => url === `${site.settings['AGENT_ISSUER']}/jwks`,
      async () => Response.json({ keys: [await ownPublicKey()] }),
    )
    expect((await site.visit({ ask, words: ['--agent-token', file] })).said('agent-token')).toMatch(/^ok/)
  })
})
