import { expect, it } from 'vitest'
import { aContact } from './played-parties.ts'
import { aRunningBroker, bare, codeOf, contactId } from './running-broker.ts'

const hour = 60 * 60_000
const ana = { patient: 'e1a2b3' }

/** Dana searched and, where she did, opened Ana; then the call ended and so much time went by. */
async function afterTheCall({ isConfirmed = true, agoMs = 10 * 60_000, agent = 'connect-dana' } = {}) {
  const clock = { ahead: 0 }
  const running = await aRunningBroker({}, { now: () => Date.now() + clock.ahead })
  const { connect, callToken, search, postJson } = running
  const token = await callToken()
  await search({ telecom: '+16085550142' }, { token })
  if (isConfirmed) await postJson('/confirmation', { ...ana, verified: ['birth-date', 'name'] }, { token })

  const endedAt = Math.floor(Date.now() / 1000)
  connect.contacts.set(contactId, aContact({ DisconnectTimestamp: endedAt, AgentInfo: { Id: agent } }))
  clock.ahead = endedAt * 1000 + agoMs - Date.now()
  /** Agents sign in anew over two hours; the clock of their provider goes with the broker's. */
  const agentToken = (username = 'dana.rivera') => {
    const seconds = Math.floor((Date.now() + clock.ahead) / 1000)
    return running.idp.tokenOf({ iat: seconds, exp: seconds + 600, preferred_username: username })
  }
  const askAgain = async (id = contactId, username?: string) => running.askToken(id, await agentToken(username))
  return { ...running, token, askAgain }
}

it('lets the agent take the wrong patient back in after-call work, and do nothing else (R24)', async () => {
  const { token, askAgain, postJson, search, appointments, audit, epic } = await afterTheCall()
  expect(await codeOf(await postJson('/withdrawal', ana, { token }))).toBe('contact-token-over')

  const answer = await askAgain()
  expect(answer.status).toBe(200)
  const given: { access_token: string; scope: string } = await answer.json()
  expect(given.scope).toBe('withdrawal')
  expect(audit.events.at(-1)).toMatchObject({ outcome: 'granted-to-withdraw', agentId: 'connect-dana', contactId })

  const late = { token: given.access_token }
  const asked = epic.state.searches.length
  const others = [
    await search({ telecom: '+16085550142' }, late),
    await appointments({ patient: 'e1a2b3' }, late),
    await postJson('/confirmation', { ...ana, verified: ['birth-date', 'name'] }, late),
  ]
  expect(await Promise.all(others.map(codeOf))).toEqual(Array(3).fill('contact-token-over'))
  expect(epic.state.searches).toHaveLength(asked)

  expect((await postJson('/withdrawal', ana, late)).status).toBe(204)
  expect(audit.events.at(-1)).toMatchObject({ operation: 'withdrawal', outcome: 'withdrawn', patients: ['e1a2b3'] })
  expect(await codeOf(await postJson('/withdrawal', { patient: 'eSomebodyElse' }, late))).toBe('patient-not-found-here')
})

it.each([
  ['for which nobody was confirmed', { isConfirmed: false }],
  ['that ended two hours ago', { agoMs: 2 * hour }],
  ['that went to another agent', { agent: 'connect-sam' }],
])('answers a call %s byte for byte like an unknown one (R12)', async (_, facts) => {
  const { askAgain } = await afterTheCall(facts)
  const [over, unknown] = [await askAgain(), await askAgain('call-of-nobody')]

  expect([over.status, unknown.status]).toEqual([403, 403])
  expect(bare(over)).toEqual(bare(unknown))
  expect(await over.text()).toBe(await unknown.text())
})

it('gives no other agent a token to take it back with (R12)', async () => {
  const { askAgain } = await afterTheCall()
  expect(await codeOf(await askAgain(contactId, 'sam.okoye'))).toBe('contact-not-yours')
})
