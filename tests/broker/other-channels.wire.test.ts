import { expect, it } from 'vitest'
import { aContact } from './played-parties.ts'
import { aRunningBroker, codeOf } from './running-broker.ts'

const byName = { given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' }
const chat = aContact({ Channel: 'CHAT', InitiationMethod: 'API', CustomerEndpoint: undefined })
const textMessage = aContact({ Channel: 'CHAT', InitiationMethod: 'API' })

async function aBroker(otherChannels: 'refused' | 'allowed') {
  const running = await aRunningBroker({ OTHER_CHANNELS_LOOKUP: otherChannels })
  running.connect.contacts.set('chat', chat)
  running.connect.contacts.set('text', textMessage)
  return running
}

it('gives no token for a chat where the site did not say so', async () => {
  const { askToken } = await aBroker('refused')
  const answer = await askToken('chat')
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'contact-not-yours'])
})

it('searches a chat by name where the site wants it, and by no number, whoever wrote one', async () => {
  const { callToken, search, epic } = await aBroker('allowed')
  const token = await callToken('chat')
  expect((await search(byName, { token })).status).toBe(200)

  const byNumber = await search({ telecom: '+16085550142' }, { token })
  expect([byNumber.status, await codeOf(byNumber)]).toEqual([403, 'search-not-allowed'])
  expect(epic.state.searches.some((params) => params.has('telecom'))).toBe(false)
})

it('searches a text message by the number that Connect says it came from, and by no other (R14)', async () => {
  const { callToken, search } = await aBroker('allowed')
  const token = await callToken('text')
  expect((await search({ telecom: '+16085550142' }, { token })).status).toBe(200)
  expect(await codeOf(await search({ telecom: '+16085550117' }, { token }))).toBe('search-not-allowed')
})
